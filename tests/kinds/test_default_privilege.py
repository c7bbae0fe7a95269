"""Default privileges on real servers, and what they do to objects that a plan creates."""

from __future__ import annotations

import pytest
import scenario
from moves import comes_back, database, introspect, moved, planned, rebuilt, roles, state_of

from schemactl.kinds import KINDS, default_privilege
from schemactl.kinds.default_privilege import DefaultPrivilege
from schemactl.model.change import Added
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.context import Planning
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.work import EVERYTHING as ACCEPTED
from schemactl.planning.work import propose
from schemactl.scratch.server import ScratchServer

ROLE, RW, OWN = 'schemactl_tests_A "b', "schemactl_tests_rw", "schemactl_tests_own"
QUOTED = '"schemactl_tests_A ""b"'
BASE = 'CREATE SCHEMA "A b"; CREATE TABLE public.t (id integer);'
EVERYTHING = f"""{BASE}
ALTER DEFAULT PRIVILEGES FOR ROLE {QUOTED} IN SCHEMA "A b" GRANT SELECT, INSERT ON TABLES TO {RW};
ALTER DEFAULT PRIVILEGES FOR ROLE {QUOTED} IN SCHEMA "A b" GRANT ALL ON TABLES TO {OWN} WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE {QUOTED} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {RW};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} GRANT EXECUTE ON FUNCTIONS TO {RW};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} REVOKE USAGE ON TYPES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} GRANT USAGE ON SCHEMAS TO {RW};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} REVOKE TRUNCATE ON TABLES FROM {OWN};
"""


@pytest.fixture(autouse=True)
def _roles(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE, RW, OWN)


def held(state: State) -> dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]:
    return {obj.id.path: (obj.privileges, obj.grant_option) for obj in state if isinstance(obj, DefaultPrivilege)}


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    found = held(state_of(each_server, EVERYTHING))
    assert found[(ROLE, "A b", "tables", RW)] == (("insert", "select"), ())
    assert found[(ROLE, "A b", "tables", OWN)] == (("all",), ("all",))
    assert found[(OWN, "", "functions", "PUBLIC")] == ((), ())
    assert found[(OWN, "", "types", "PUBLIC")] == ((), ())
    assert "truncate" not in found[(OWN, "", "tables", OWN)][0]
    assert len(found) == 8
    said = rebuilt(each_server, EVERYTHING)
    assert f'ALTER DEFAULT PRIVILEGES FOR ROLE {QUOTED} IN SCHEMA "A b" GRANT INSERT, SELECT ON TABLES TO {RW}' in said
    assert f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} REVOKE TRUNCATE ON TABLES FROM {OWN}" in said


def test_they_change_and_go(each_server: ScratchServer) -> None:
    moved(each_server, EVERYTHING, BASE)
    said = moved(
        each_server,
        f"{BASE} ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {RW} WITH GRANT OPTION",
        f"{BASE} ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} IN SCHEMA public GRANT SELECT, UPDATE ON TABLES TO {RW}",
    )
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWN} IN SCHEMA public"
    assert said == [
        f"{prefix} REVOKE INSERT ON TABLES FROM {RW}",
        f"{prefix} REVOKE GRANT OPTION FOR SELECT ON TABLES FROM {RW}",
        f"{prefix} GRANT UPDATE ON TABLES TO {RW}",
    ]


def test_a_schema_goes_with_its_default_privileges(each_server: ScratchServer) -> None:
    moved(each_server, EVERYTHING, "CREATE TABLE public.t (id integer)")


DEFAULTS = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {RW}, {OWN};
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {QUOTED} WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO {RW};
"""


@pytest.mark.parametrize(
    "objects",
    [
        "CREATE TABLE public.n (id integer GENERATED ALWAYS AS IDENTITY)",
        "CREATE TABLE public.n (id integer)",
        f"CREATE TABLE public.n (id integer); GRANT SELECT ON public.n TO {RW}; GRANT SELECT (id) ON public.n TO {QUOTED}",
        f"CREATE TABLE public.n (id integer); ALTER TABLE public.n OWNER TO {OWN}",
        "CREATE VIEW public.n AS SELECT id FROM public.t",
        f"CREATE FUNCTION public.n() RETURNS integer LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION public.n() TO {RW}",
    ],
)
def test_a_new_object_has_what_is_written_and_nothing_else(each_server: ScratchServer, objects: str) -> None:
    desired = state_of(each_server, f"{BASE} {objects};")
    with database(each_server) as conn:
        conn.execute(BASE + DEFAULTS)
        live = introspect(conn)
        with_defaults = State(**{name: getattr(desired, name) for name in desired.__struct_fields__})
        for obj in live:
            if isinstance(obj, DefaultPrivilege):
                with_defaults.objects[obj.id] = obj
                with_defaults.uses[obj.id] = set(live.uses[obj.id])
        for sql in [*planned(live, with_defaults), *settled(live, with_defaults)]:
            conn.execute(sql)
        assert diff(introspect(conn), with_defaults) == []


def settled(live: State, desired: State) -> list[str]:
    """What the kinds say about what a plan created."""
    ctx = Planning(live, desired)
    new = [change.after for change in diff(live, desired) if isinstance(change, Added)]
    return [statement.sql for kind in KINDS if kind.take_back for obj in new for statement in kind.take_back(obj, ctx)]


def test_without_default_privileges_nothing_is_settled(each_server: ScratchServer) -> None:
    desired = state_of(each_server, BASE)
    assert settled(state_of(each_server, "SELECT"), desired) == []
    # Those that come with the plan come last.
    assert settled(state_of(each_server, "SELECT"), state_of(each_server, BASE + DEFAULTS)) == []


def test_yaml(each_server: ScratchServer) -> None:
    raw = [{"for": "app_owner", "schema": "app", "on": "tables", "grant": {"app_rw": "select insert update delete", "public": []}}]
    assert default_privilege.entries(raw) == [
        (("app_owner", "app", "tables", "app_rw"), {"privileges": ["delete", "insert", "select", "update"]}),
        (("app_owner", "app", "tables", "PUBLIC"), {"privileges": []}),
    ]
    assert default_privilege.entries(None) == []
    comes_back(state_of(each_server, EVERYTHING))


@pytest.mark.parametrize(
    "raw",
    [
        {},
        "x",
        ["a"],
        [{"on": "tables"}],
        [{"for": "a", "on": "rows"}],
        [{"for": "a", "on": "tables", "to": "b"}],
        [{"for": [], "on": "tables"}],
    ],
)
def test_yaml_says_what_is_wrong(raw: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        default_privilege.entries(raw)  # type: ignore[arg-type]


def test_names() -> None:
    object_id = ObjectId("default_privilege", (OWN, "A b", "tables", "PUBLIC"))
    assert default_privilege.designation(object_id) == f'DEFAULT PRIVILEGES OF PUBLIC ON TABLES OF {OWN} IN SCHEMA "A b"'
    assert list(default_privilege.roles(DefaultPrivilege(id=object_id))) == [OWN]


def test_what_is_given_unasked_is_taken_back_before_an_index_is_built(each_server: ScratchServer) -> None:
    base = f"{BASE} INSERT INTO public.t VALUES (1); {DEFAULTS}"
    new = f"""{base} CREATE INDEX "Odd ""T x" ON public.t (id); CREATE TABLE public.n (id integer GENERATED ALWAYS AS IDENTITY);
REVOKE ALL ON public.n FROM {RW}, {OWN}, {QUOTED}; REVOKE ALL ON SEQUENCE public.n_id_seq FROM {RW};"""
    live = scenario.everything_is_busy(state_of(each_server, base))
    steps = propose(each_server, live, Wanted(state=state_of(each_server, new), scope=Scope(owners=True)), accepted=(ACCEPTED,)).steps
    created, *others = [[statement.sql for statement in step.statements] for step in steps]
    assert created[0].startswith("CREATE TABLE public.n")
    assert {f"REVOKE ALL ON TABLE public.n FROM {one}" for one in (RW, OWN)} <= set(created)
    assert f"REVOKE ALL ON SEQUENCE public.n_id_seq FROM {RW}" in created
    assert [sql for sqls in others for sql in sqls if sql.startswith("REVOKE")] == []
    assert any(sql.startswith("CREATE INDEX CONCURRENTLY") for sqls in others for sql in sqls)


def test_a_role_that_may_have_created_it_loses_its_rights_behind_the_owner(each_server: ScratchServer) -> None:
    each_other = f"ALTER DEFAULT PRIVILEGES FOR ROLE {RW} GRANT ALL ON TABLES TO postgres;"
    base = f"{BASE} {each_other} ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {RW}, {QUOTED};"
    new = f"{base} CREATE TABLE public.n (id integer); REVOKE ALL ON public.n FROM {RW}, {QUOTED}; ALTER TABLE public.n OWNER TO {OWN};"
    live, wanted = state_of(each_server, base), state_of(each_server, new)
    [step] = propose(each_server, live, Wanted(state=wanted, scope=Scope(owners=True)), accepted=(ACCEPTED,)).steps
    said = [statement.sql for statement in step.statements]
    assert said[:3] == [
        "CREATE TABLE public.n (\n  id integer\n)",
        f"REVOKE SELECT ON TABLE public.n FROM {QUOTED}",
        f"ALTER TABLE public.n OWNER TO {OWN}",
    ]
    assert f"REVOKE SELECT ON TABLE public.n FROM {RW}" in said[3:]
