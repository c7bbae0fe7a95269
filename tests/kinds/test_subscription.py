"""Subscriptions on real servers."""

from __future__ import annotations

import pytest
from moves import answers, comes_back, database, moved, planned, read_as, rebuilt, roles, state_of

from schemactl.errors import RefusedError
from schemactl.kinds import subscription
from schemactl.kinds.base import altered
from schemactl.kinds.subscription import Subscription
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.importing import import_state
from schemactl.planning.prove import rehearse
from schemactl.scratch.server import ScratchServer

PLAIN = "CREATE SUBSCRIPTION s CONNECTION 'host=/nowhere' PUBLICATION a WITH (connect = false)"


def _said(server: ScratchServer, before: str, after: str) -> list[str]:
    return moved(server, f"{PLAIN};{before}", f"{PLAIN};{after}")


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    major = each_server.major
    more = ", two_phase = true, disable_on_error = true" if major >= 15 else ""
    more += ", origin = none, password_required = false, run_as_owner = true, streaming = parallel" if major >= 16 else ""
    more += ", failover = true" if major >= 17 else ""
    said = rebuilt(
        each_server,
        f"""
CREATE SUBSCRIPTION "S ""x" CONNECTION 'host=/nowhere dbname=d' PUBLICATION a, "B ""x"
  WITH (connect = false, slot_name = 'other', binary = true, synchronous_commit = 'local'{more});
CREATE SUBSCRIPTION slotless CONNECTION 'service=x' PUBLICATION a WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION streams CONNECTION 'postgresql:///d?host=/nowhere' PUBLICATION a WITH (connect = false, streaming = {"off" if major >= 18 else "on"});
COMMENT ON SUBSCRIPTION slotless IS 'c';
""",
    )
    made = "CREATE SUBSCRIPTION slotless CONNECTION 'service=x' PUBLICATION a WITH (connect = false, slot_name = NONE)"
    assert made in said
    assert not [one for one in said if "ENABLE" in one]


def test_rules(each_server: ScratchServer) -> None:
    assert _said(each_server, "", "ALTER SUBSCRIPTION s ENABLE") == ["ALTER SUBSCRIPTION s ENABLE"]
    assert _said(each_server, "ALTER SUBSCRIPTION s ENABLE", "ALTER SUBSCRIPTION s SET (slot_name = NONE)") == [
        "ALTER SUBSCRIPTION s DISABLE",
        "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
    ]
    assert _said(each_server, "", "ALTER SUBSCRIPTION s SET (streaming = on, slot_name = 'x')") == [
        "ALTER SUBSCRIPTION s SET (streaming = 'on', slot_name = 'x')"
    ]
    assert _said(each_server, "ALTER SUBSCRIPTION s SET (streaming = on)", "") == [
        f"ALTER SUBSCRIPTION s SET (streaming = '{'parallel' if each_server.major >= 18 else 'off'}')"
    ]
    assert _said(each_server, "", "ALTER SUBSCRIPTION s SET PUBLICATION b, a WITH (refresh = false)") == [
        "ALTER SUBSCRIPTION s SET PUBLICATION b, a WITH (refresh = false)"
    ]
    assert moved(each_server, f"{PLAIN}; ALTER SUBSCRIPTION s ENABLE", "SELECT") == [
        "ALTER SUBSCRIPTION s DISABLE",
        "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
        "DROP SUBSCRIPTION s",
    ]


def _one(**fields: object) -> Subscription:
    return Subscription(**{"id": ObjectId("subscription", ("s",)), "connection": "", "publications": ("a",), **fields})  # type: ignore[arg-type]


def test_what_is_a_matter_of_the_slot_is_left_to_people() -> None:
    with pytest.raises(RefusedError, match="failover of subscription s is a matter of its slot"):
        planned(_state(_one()), _state(_one(failover=True)))
    said = planned(_state(_one(slot_name="none")), _state(_one(slot_name="none", failover=True)))
    assert said[0] == "DROP SUBSCRIPTION s"


def _state(obj: Subscription) -> State:
    state = State(major=18)
    state.add(obj)
    return state


SECRETS = {
    "host=/nowhere password=top": "host=/nowhere password=${S_X_PASSWORD}",
    r"password = 'to\'p s' host=/nowhere": "password = ${S_X_PASSWORD} host=/nowhere",
    r"sslpassword=to\ p host=/nowhere password=t": "sslpassword=${S_X_SSLPASSWORD} host=/nowhere password=${S_X_PASSWORD}",
    "postgresql://u:top@/d?host=/nowhere&sslpassword=t": "postgresql://u:${S_X_PASSWORD}@/d?host=/nowhere&sslpassword=${S_X_SSLPASSWORD}",
    "postgresql://u@/d?password=t&host=/nowhere": "postgresql://u@/d?password=${S_X_PASSWORD}&host=/nowhere",
    "host=/nowhere password=${MINE}": "host=/nowhere password=${MINE}",
}


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_not_read(each_server: ScratchServer, text: str) -> None:
    quoted = text.replace("'", "''")
    state = state_of(each_server, f"CREATE SUBSCRIPTION \"s x\" CONNECTION '{quoted}' PUBLICATION a WITH (connect = false)")
    assert getattr(state.objects[ObjectId("subscription", ("s x",))], "connection", None) == SECRETS[text]
    comes_back(state)
    assert import_state(each_server, state, Scope()).unsettled == []


def test_a_role_that_may_not_read_it_says_so(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        conn.execute(f"{PLAIN}")
        roles(conn, "plain role")
        assert answers("subscription", each_server.major, conn)[4:] == [one for one in Subscription.__struct_fields__ if one != "id"]
        state = read_as(conn, "plain role")
    assert getattr(state.objects[ObjectId("subscription", ("s",))], "connection", None) == "${S_CONNECTION}"
    assert state.unmodelled == ("the connection of subscription s, which only superusers may read",)
    imported = import_state(each_server, state, Scope())
    assert "connection: ${S_CONNECTION}" in imported.files["_database.yaml"]
    assert imported.unsettled == []


def test_nothing_is_ever_enabled_in_scratch(each_server: ScratchServer) -> None:
    live = state_of(each_server, f"{PLAIN}; ALTER SUBSCRIPTION s ENABLE; COMMENT ON SUBSCRIPTION s IS 'c'")
    for sql in (
        "ALTER SUBSCRIPTION s CONNECTION 'host=there'",
        "ALTER SUBSCRIPTION S DISABLE",
        'ALTER SUBSCRIPTION "s" ENABLE',
    ):
        after = rehearse(each_server, live, [altered(ObjectId("subscription", ("s",)), sql)]).after
        found = after.objects[ObjectId("subscription", ("s",))]
        assert getattr(found, "enabled", None) is ("DISABLE" not in sql)
        assert getattr(found, "connection", None) == ("host=there" if "there" in sql else "host=/nowhere")
    with each_server.database() as conn:
        conn.execute(subscription.rehearsed(PLAIN).encode())
        conn.execute(subscription.rehearsed("ALTER SUBSCRIPTION s ENABLE").encode())
        assert conn.execute(
            "SELECT subenabled, subconninfo FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchall() == [(False, "host=/nowhere host=/schemactl-scratch-enabled hostaddr=''")]


def test_clones_have_their_templates_subscriptions(each_server: ScratchServer) -> None:
    name = each_server.template(
        f"subscription of a template {each_server.major}",
        lambda conn: conn.execute(f"{PLAIN}; COMMENT ON SUBSCRIPTION s IS 'c'".encode()) and None,
    )
    for _ in range(2):
        with each_server.database(name) as conn:
            state = introspect(conn)
            assert {one.kind for one in state.objects} >= {"subscription", "comment", "owner"}


def test_a_slot_called_none_is_given_by_create_alone(each_server: ScratchServer) -> None:
    before = f"{PLAIN}; ALTER SUBSCRIPTION s RENAME TO none"
    after = "CREATE SUBSCRIPTION none CONNECTION 'host=/nowhere' PUBLICATION a WITH (connect = false)"
    assert getattr(state_of(each_server, after).objects[ObjectId("subscription", ("none",))], "slot_name", "") is None
    with pytest.raises(RefusedError, match="cannot get the slot of its own name"):
        moved(each_server, before, after)
