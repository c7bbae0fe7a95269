"""Roles and memberships on real servers: read, written, checked. What plans do with them is in the scenarios and in tests/acceptance/test_roles.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import ConfigurationError, SchemaError
from schemactl.kinds.membership import Membership
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.server_wide import check_needs, decoded, encoded, lacking, server_wide, with_server_wide
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.compose import plan_steps
from schemactl.planning.managed import within
from schemactl.scratch.server import ScratchServer
from schemactl.scratch.server_statements import is_for_the_server

NAMES = ("schemactl_r_group", "schemactl_r_admin", 'schemactl_r_Odd "M x')
GROUP, ADMIN, ODD = ("schemactl_r_group", "schemactl_r_admin", '"schemactl_r_Odd ""M x"')

ROLES = f"""
CREATE ROLE {GROUP} NOINHERIT;
CREATE ROLE {ADMIN} LOGIN CREATEDB CREATEROLE CONNECTION LIMIT 3 VALID UNTIL '2031-02-03 04:05:06.07+02';
CREATE ROLE {ODD} BYPASSRLS REPLICATION VALID UNTIL 'infinity';
ALTER ROLE {ADMIN} SET search_path TO app, "B c"; ALTER ROLE {ADMIN} SET timezone TO 'UTC'; ALTER ROLE {ADMIN} SET my.thing TO 'x=y';
GRANT {GROUP} TO {ADMIN} WITH ADMIN OPTION;
GRANT {GROUP} TO {ODD};
GRANT pg_monitor TO {ODD};
COMMENT ON ROLE {GROUP} IS 'together';
"""
GONE = f"DROP ROLE IF EXISTS {ODD}, {ADMIN}, {GROUP}"


@contextmanager
def _session(server: ScratchServer) -> Iterator[Connection]:
    """A session on a server that has none of these roles, nor afterwards; other processes of a test run wait."""
    with closing(server.connect("postgres")) as conn:
        conn.execute("SELECT pg_advisory_lock(4712)")
        conn.execute(GONE.encode())
        try:
            yield conn
        finally:
            for one in (ODD, ADMIN):
                conn.execute(f"DO $$ BEGIN IF to_regrole('{one}') IS NOT NULL THEN DROP OWNED BY {one}; END IF; END $$".encode())
            conn.execute(GONE.encode())


def _state(conn: Connection) -> State:
    state = introspect(conn, whole_server=True)
    return within(state, Scope(roles="managed", named=tuple(sorted(f"role:{one}" for one in NAMES))))


def _loaded(text: str) -> State:
    return load_files([FileText(name="roles.yaml", data=text.encode())])


YAML = """
roles:
  schemactl_r_group: {inherit: false, comment: together}
  schemactl_r_admin:
    login: true
    createdb: true
    createrole: true
    connection_limit: 3
    valid_until: 2031-02-03 04:05:06.07+02
    settings: {TimeZone: UTC, search_path: [app, B c], my.thing: x=y}
    member_of: {schemactl_r_group: {admin: true}}
  'schemactl_r_Odd "M x': {bypassrls: true, replication: true, valid_until: infinity, member_of: [pg_monitor, schemactl_r_group]}
"""


def test_what_the_catalog_says_is_what_yaml_says(each_server: ScratchServer) -> None:
    written = _loaded(YAML)
    with _session(each_server) as conn:
        conn.execute(ROLES.encode())
        live = _state(conn)
    wanted = with_server_wide(State(major=live.major), server_wide(written))
    here = with_server_wide(State(major=live.major), server_wide(live))
    changes, steps = plan_steps(here, wanted)
    assert changes == []
    assert steps == []
    assert list(lacking(server_wide(written), live.objects)) == []


def test_they_are_made_from_nothing(each_server: ScratchServer) -> None:
    written = _loaded(YAML)
    with _session(each_server) as conn:
        empty = State(major=each_server.major)
        wanted = with_server_wide(State(major=each_server.major), server_wide(written))
        for step in plan_steps(empty, wanted)[1]:
            for statement in step.statements:
                conn.execute(statement.sql.encode())
        live = _state(conn)
    assert plan_steps(with_server_wide(State(major=live.major), server_wide(live)), wanted)[0] == []


PARAMETERS = f"""
CREATE ROLE {ADMIN}; CREATE ROLE {ODD};
GRANT SET ON PARAMETER work_mem, "my.Odd_thing" TO {ADMIN} WITH GRANT OPTION;
GRANT ALTER SYSTEM ON PARAMETER work_mem TO {ADMIN}; GRANT ALL ON PARAMETER timezone TO {ODD}; GRANT SET ON PARAMETER timezone TO PUBLIC;
"""
HELD = """
roles:
  schemactl_r_admin:
    parameters: {work_mem: {privileges: 'set, alter system', grant_option: set}, my.odd_thing: {privileges: set, grant_option: set}}
  'schemactl_r_Odd "M x': {parameters: {TimeZone: all}}
"""


def _parameters(conn: Connection) -> State:
    live = _state(conn)
    return with_server_wide(State(major=live.major), server_wide(live))


def _led(conn: Connection, text: str) -> list[str]:
    """The statements that lead there."""
    written = with_server_wide(State(major=conn.info.server_version // 10000), server_wide(_loaded(text)))
    found = [one.sql for step in plan_steps(_parameters(conn), written)[1] for one in step.statements]
    for sql in found:
        conn.execute(sql.encode())
    assert plan_steps(_parameters(conn), written)[0] == []
    return found


def test_what_roles_may_set_is_read_changed_and_taken_away(each_server: ScratchServer) -> None:
    if each_server.major < 15:
        with _session(each_server) as conn:
            assert not any(one.id.kind == "parameter_privilege" for one in _state(conn))
            with pytest.raises(SchemaError, match="knows no privileges on parameters"):
                _led(conn, HELD)
        return
    with _session(each_server) as conn:
        conn.execute(PARAMETERS.encode())
        assert _led(conn, HELD) == []
        assert _led(conn, HELD.replace("my.odd_thing: {privileges: set, grant_option: set}", "").replace("all}", "set}")) == [
            "REVOKE SET ON PARAMETER my.odd_thing FROM schemactl_r_admin",
            f"REVOKE ALTER SYSTEM ON PARAMETER timezone FROM {ODD}",
        ]
        gone = _led(conn, HELD.replace("{parameters: {TimeZone: all}}", "absent"))
        assert gone.index(f"REVOKE SET ON PARAMETER timezone FROM {ODD}") < gone.index(f"DROP ROLE {ODD}")
        assert f"GRANT SET ON PARAMETER my.odd_thing TO {ADMIN} WITH GRANT OPTION" in gone
        conn.execute("REVOKE ALL ON PARAMETER timezone FROM PUBLIC")


def test_a_role_that_its_creator_administers_is_nobodys_member(server: ScratchServer) -> None:
    with _session(server) as conn:
        conn.execute(f"CREATE ROLE {ADMIN} CREATEROLE; SET ROLE {ADMIN}; CREATE ROLE {GROUP}; RESET ROLE".encode())
        assert [obj.id for obj in _state(conn) if obj.id.kind == "membership"] == []
        conn.execute(f"SET ROLE {ADMIN}; GRANT {GROUP} TO {ADMIN}; RESET ROLE".encode())
        [membership] = [obj for obj in _state(conn) if isinstance(obj, Membership)]
        assert (membership.granted_by, membership.admin, membership.inherit, membership.set_) == (ADMIN, False, True, True)


def test_other_words_are_no_privileges_on_a_parameter() -> None:
    with pytest.raises(SchemaError, match="select is no privilege on a parameter: known are alter system, set, all"):
        _loaded("roles: {a: {parameters: {work_mem: select}}}")


def test_options_of_a_membership_came_with_16(server: ScratchServer) -> None:
    written = with_server_wide(State(major=15), server_wide(_loaded("roles: {a: {member_of: {b: {set: false}}}, b: }")))
    with pytest.raises(SchemaError, match="PostgreSQL 15 knows no options"):
        plan_steps(State(major=15), written)


def test_before_16_a_membership_follows_its_member() -> None:
    def of(text: str) -> State:
        return with_server_wide(State(major=14), server_wide(_loaded(text)))

    before = of("roles: {a: {inherit: false, member_of: {b: {admin: true}}}, b: }")
    after = of("roles: {a: {member_of: [b]}, b: }")
    _, (step,) = plan_steps(before, after)
    assert [one.sql for one in step.statements] == ["ALTER ROLE a INHERIT", "REVOKE ADMIN OPTION FOR b FROM a"]
    _, (step,) = plan_steps(after, before)
    assert [one.sql for one in step.statements] == ["ALTER ROLE a NOINHERIT", "GRANT b TO a WITH ADMIN OPTION"]


def test_only_what_is_said_is_checked(server: ScratchServer) -> None:
    with _session(server) as conn:
        conn.execute(ROLES.encode())
        live = _state(conn)
    assert (
        list(lacking(server_wide(_loaded("roles: {schemactl_r_admin: {login: true, member_of: [schemactl_r_group]}}")), live.objects)) == []
    )
    for key, options in (("granted by schemactl_nobody", "{inherit: true}"), ("", "{set: true}")):
        key = f"schemactl_r_group {key}".strip()
        assert list(lacking(server_wide(_loaded(f"roles: {{schemactl_r_admin: {{member_of: {{{key}: {options}}}}}}}")), live.objects)) == []
    needed = server_wide(_loaded("roles: {schemactl_r_group: {login: true}, nobody: , schemactl_r_admin: {member_of: [nobody]}}"))
    with pytest.raises(ConfigurationError) as caught:
        check_needs(needed, live.objects)
    assert [problem.message for problem in caught.value.problems] == [
        "role schemactl_r_group login: false, not true",
        "there is no role nobody on the server",
        "there is no membership schemactl_r_admin.nobody on the server",
    ]


def test_headers_carry_them() -> None:
    objects = server_wide(_loaded(YAML))
    assert sorted(decoded(encoded(objects)), key=lambda obj: obj.id) == sorted(objects, key=lambda obj: obj.id)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("roles: {a: {password: secret}}", "passwords do not belong"),
        ("roles: {a: {valid_until: tomorrow}}", "valid_until is a day"),
        ("roles: {a: {login: perhaps}}", "login: expected true or false"),
        ("roles: {a: {loging: true}}", "unknown key 'loging'"),
        ("roles: {a: {settings: {work_mem: {a: b}}}}", "work_mem: expected a value"),
        ("roles: {a: {renamed_from: b}}", "plans rename no role"),
    ],
)
def test_yaml_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        _loaded(text)
    assert message in caught.value.problems[0].message


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE ROLE a",
        "alter user a login",
        "-- why\nDROP ROLE a",
        "GRANT a TO b WITH ADMIN OPTION",
        "REVOKE a FROM b",
        "COMMENT ON ROLE a IS 'x'",
        "ALTER ROLE a RENAME TO b",
        "ALTER ROLE a SET work_mem TO '1MB'",
    ],
)
def test_statements_for_the_server(sql: str) -> None:
    assert is_for_the_server(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "GRANT SELECT ON t TO a",
        "CREATE USER MAPPING FOR a SERVER s",
        "CREATE TABLE role (a int)",
        "GRANT is broken",
        "ALTER TABLE a ADD b int",
    ],
)
def test_statements_for_the_database(sql: str) -> None:
    assert not is_for_the_server(sql)


def test_what_a_creator_gets_by_itself_cannot_be_granted() -> None:
    def of(options: str, major: int) -> State:
        return with_server_wide(
            State(major=major), server_wide(_loaded(f"roles: {{a: {{createrole: true, member_of: {{b: {options}}}}}, b: }}"))
        )

    alone = "{admin: true, inherit: false, set: false}"
    with pytest.raises(SchemaError, match="admin alone is what PostgreSQL gives"):
        plan_steps(State(major=16), of(alone, 16))
    assert plan_steps(State(major=16), of(alone.replace("set: false", "set: true"), 16))[1]
