"""Privileges on real servers: what is read, and what leads from one set to another."""

from __future__ import annotations

import pytest
from moves import comes_back, database, differences, introspect, moved, planned, rebuilt, roles, state_of

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.desired.writer import write
from schemactl.errors import SchemaError
from schemactl.kinds import acl, granted, privilege, system_names
from schemactl.kinds.member_privilege import MemberPrivilege
from schemactl.kinds.privilege import Privilege
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.canonical import canonical
from schemactl.scratch.server import ScratchServer

ROLE, RW, OWN = 'schemactl_tests_A "b', "schemactl_tests_rw", "schemactl_tests_own"
QUOTED = '"schemactl_tests_A ""b"'
OBJECTS = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer, "N ""m" text, note text, status text);
CREATE TABLE "A b"."T""x" (a integer);
CREATE VIEW public.v AS SELECT id, note FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t;
CREATE FUNCTION public.f(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.p(a integer) LANGUAGE sql AS 'SELECT 1';
"""


@pytest.fixture(autouse=True)
def _roles(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE, RW, OWN)


def held(state: State) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {f"{'.'.join(obj.id.path[1:])}": (obj.privileges, obj.grant_option) for obj in state if isinstance(obj, Privilege)}


def test_nothing_is_said_of_what_postgresql_gives(each_server: ScratchServer) -> None:
    assert held(state_of(each_server, OBJECTS)) == {}
    # An explicit grant of what is there already changes relacl from NULL to the same.
    same = "GRANT SELECT ON public.t TO postgres; GRANT EXECUTE ON FUNCTION public.f TO PUBLIC; GRANT USAGE ON SCHEMA public TO PUBLIC"
    assert held(state_of(each_server, OBJECTS + same)) == {}


EVERYTHING = f"""{OBJECTS}
GRANT SELECT, INSERT, UPDATE (status, note, "N ""m") ON public.t TO {RW};
GRANT ALL ON public.t TO {QUOTED} WITH GRANT OPTION;
GRANT SELECT (id) ON public.t TO PUBLIC;
GRANT SELECT, TRUNCATE ON "A b"."T""x" TO {RW};
GRANT SELECT ON "A b"."T""x" TO {RW} WITH GRANT OPTION;
GRANT SELECT (id) ON public.v TO {RW};
GRANT ALL ON public.v TO {QUOTED};
GRANT SELECT ON public.m TO {RW};
REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.f TO {RW};
REVOKE ALL ON PROCEDURE public.p FROM PUBLIC;
GRANT USAGE ON SCHEMA "A b" TO {RW};
GRANT ALL ON SCHEMA "A b" TO {QUOTED};
GRANT CREATE ON SCHEMA public TO {RW};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE TRUNCATE, INSERT ON public.m FROM postgres;
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    found = held(state_of(each_server, EVERYTHING))
    assert found[f"public.t.{RW}"] == (("insert", "select", 'update ("N ""m", note, status)'), ())
    assert found[f"public.t.{ROLE}"] == (("all",), ("all",))
    assert found["public.t.PUBLIC"] == (("select (id)",), ())
    assert found[f'A b.T"x.{RW}'] == (("select", "truncate"), ("select",))
    assert found["public.f.integer, text.PUBLIC"] == ((), ())
    assert found["public.PUBLIC"] == ((), ())
    assert "insert" not in found["public.m.postgres"][0]
    said = rebuilt(each_server, EVERYTHING)
    assert f"GRANT ALL ON TABLE public.t TO {QUOTED} WITH GRANT OPTION" in said
    assert f'GRANT INSERT, SELECT, UPDATE ("N ""m", note, status) ON TABLE public.t TO {RW}' in said
    assert "REVOKE INSERT, TRUNCATE ON TABLE public.m FROM postgres" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("GRANT SELECT ON {}", "GRANT SELECT, INSERT ON {}", ["GRANT INSERT ON {}"]),
        ("GRANT SELECT, INSERT ON {}", "GRANT SELECT ON {}", ["REVOKE INSERT ON {}"]),
        ("GRANT SELECT, INSERT ON {}", "GRANT UPDATE ON {}", ["REVOKE INSERT, SELECT ON {}", "GRANT UPDATE ON {}"]),
        ("GRANT SELECT ON {} *", "GRANT SELECT ON {}", ["REVOKE GRANT OPTION FOR SELECT ON {}"]),
        ("GRANT SELECT ON {}", "GRANT SELECT ON {} *", ["GRANT SELECT ON {} *"]),
        (
            "GRANT SELECT, UPDATE (note) ON {}",
            "GRANT SELECT (id, note) ON {}",
            ["REVOKE SELECT, UPDATE (note) ON {}", "GRANT SELECT (id, note) ON {}"],
        ),
        ("GRANT SELECT, SELECT (id) ON {}", "GRANT SELECT (id, note) ON {}", ["REVOKE SELECT ON {}", "GRANT SELECT (id, note) ON {}"]),
        ("GRANT SELECT (id, note) ON {}", "GRANT SELECT (note) ON {}", ["REVOKE SELECT (id) ON {}"]),
        ("GRANT SELECT (id) ON {} *", "GRANT SELECT (id) ON {}", ["REVOKE GRANT OPTION FOR SELECT (id) ON {}"]),
        (
            "GRANT SELECT, SELECT (id) ON {} *",
            "GRANT SELECT ON {}; GRANT SELECT (id) ON {} *",
            ["REVOKE GRANT OPTION FOR SELECT ON {}", "GRANT SELECT (id) ON {} *"],
        ),
        ("GRANT ALL ON {}", "SELECT", ["REVOKE ALL ON {}"]),
        ("SELECT", "GRANT ALL ON {} *", ["GRANT ALL ON {} *"]),
    ],
)
def test_only_the_difference_is_said(each_server: ScratchServer, before: str, after: str, said: list[str]) -> None:
    def written(text: str) -> str:
        parts = (part.replace("{}", "public.t") + f" TO {RW}" if part.strip().startswith("GRANT") else part for part in text.split(";"))
        return OBJECTS + ";".join(part.replace(f" * TO {RW}", f" TO {RW} WITH GRANT OPTION") for part in parts)

    def expected(text: str) -> str:
        to = "FROM" if text.startswith("REVOKE") else "TO"
        return text.replace("{}", "TABLE public.t").replace(" *", "") + f" {to} {RW}" + (" WITH GRANT OPTION" if text.endswith("*") else "")

    assert moved(each_server, written(before), written(after)) == [expected(one) for one in said]


def test_public_gets_back_what_postgresql_gives(each_server: ScratchServer) -> None:
    gone = (
        "REVOKE ALL ON FUNCTION public.f FROM PUBLIC; REVOKE ALL ON PROCEDURE public.p FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC"
    )
    said = moved(each_server, OBJECTS + gone, OBJECTS)
    assert "GRANT EXECUTE ON FUNCTION public.f(integer, text) TO PUBLIC" in said
    assert "GRANT EXECUTE ON PROCEDURE public.p(IN integer) TO PUBLIC" in said
    assert any(sql.startswith("GRANT") and sql.endswith("ON SCHEMA public TO PUBLIC") for sql in said)
    assert len(moved(each_server, OBJECTS, OBJECTS + gone)) == 3


def test_columns_come_before_and_go_after(each_server: ScratchServer) -> None:
    said = moved(
        each_server,
        f"{OBJECTS} GRANT SELECT (id, status) ON public.t TO {RW}",
        f"{OBJECTS} ALTER TABLE public.t DROP status, ADD fresh integer; GRANT SELECT (id, fresh) ON public.t TO {RW}",
    )
    assert [sql.split(" ON ")[0] for sql in said if sql.startswith("GRANT")] == ["GRANT SELECT (fresh)"]


def test_an_owner_and_privileges_change_together(each_server: ScratchServer) -> None:
    granted = f"{OBJECTS} GRANT SELECT ON public.t TO {OWN}, {RW}"
    owned = f"{OBJECTS} ALTER TABLE public.t OWNER TO {OWN}; REVOKE TRUNCATE ON public.t FROM {OWN}; GRANT INSERT ON public.t TO {RW}"
    moved(each_server, granted, owned)
    moved(each_server, owned, granted)
    moved(each_server, owned, f"{OBJECTS} ALTER TABLE public.t OWNER TO {RW}; GRANT DELETE ON public.t TO {OWN}")


def test_a_recreated_schema_public_grants_nothing(each_server: ScratchServer) -> None:
    again = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    assert held(state_of(each_server, again)) == {"public.PUBLIC": ((), ())}
    assert any(sql.startswith("GRANT") for sql in moved(each_server, again, f"SELECT; ALTER SCHEMA public OWNER TO {OWN}"))


def test_a_replaced_view_keeps_its_privileges(each_server: ScratchServer) -> None:
    grant = f"GRANT SELECT (id), INSERT ON public.w TO {RW}; REVOKE DELETE ON public.w FROM postgres"
    said = moved(
        each_server,
        f"{OBJECTS} CREATE VIEW public.w AS SELECT id, note FROM public.t; {grant}",
        f"{OBJECTS} CREATE VIEW public.w AS SELECT id FROM public.t; {grant}",
    )
    assert said[0] == "DROP VIEW public.w"
    assert f"GRANT INSERT, SELECT (id) ON TABLE public.w TO {RW}" in said


def test_yaml(each_server: ScratchServer) -> None:
    assert privilege.read("select, insert, update (status, note)", ()) == {"privileges": ["insert", "select", "update (note, status)"]}
    assert privilege.read('SELECT insert\nupdate("A, (b")', ()) == {"privileges": ["insert", "select", 'update ("A, (b")']}
    assert privilege.read("all privileges", ()) == {"privileges": ["all"]}
    assert privilege.read([], ()) == {"privileges": []}
    assert privilege.read({"privileges": "select", "grant_option": ["select"]}, ()) == {
        "privileges": ["select"],
        "grant_option": ["select"],
    }
    assert privilege.path(("table", "public", "t"), "public", {}) == ("table", "public", "t", "PUBLIC")
    comes_back(state_of(each_server, EVERYTHING))


@pytest.mark.parametrize("raw", ["selct", "select; drop table t", {"privilege": "select"}, "select (a"])
def test_yaml_says_what_is_wrong(raw: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        privilege.read(raw, ())  # type: ignore[arg-type]


def test_all_means_what_the_major_has() -> None:
    assert "maintain" in acl.full("TABLE", 17)
    assert "maintain" not in acl.full("TABLE", 16)
    subject = ObjectId("table", ("public", "t"))
    found = Privilege(id=subject.about("privilege", RW), privileges=("select",))
    assert privilege.designation(found.id) == f"PRIVILEGES OF {RW} ON table public.t"
    assert list(privilege.roles(found)) == [RW]
    assert list(privilege.roles(Privilege(id=subject.about("privilege", "PUBLIC")))) == []


def test_an_identity_column_stands_for_its_sequence(each_server: ScratchServer) -> None:
    column = f'"{"c" * 60}"'
    tables = f"{OBJECTS} CREATE TABLE public.i (id integer GENERATED ALWAYS AS IDENTITY, {column} bigint GENERATED BY DEFAULT AS IDENTITY);"
    sequence = 'CREATE TABLE public.named ("N m" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public."S q"));'
    granted = f"""{tables} {sequence}
GRANT USAGE, SELECT ON SEQUENCE public.i_id_seq TO {RW};
GRANT ALL ON SEQUENCE public."S q" TO {QUOTED};
DO $$ BEGIN EXECUTE format('GRANT SELECT ON SEQUENCE %s TO {RW}', pg_get_serial_sequence('public.i', '{"c" * 60}')); END $$;"""
    state = state_of(each_server, granted)
    assert held(state)[f"public.i.id.{RW}"] == (("select", "usage"), ())
    comes_back(state)
    assert f"GRANT SELECT, USAGE ON SEQUENCE public.i_id_seq TO {RW}" in moved(each_server, f"{tables} {sequence}", granted)
    assert f"REVOKE SELECT, USAGE ON SEQUENCE public.i_id_seq FROM {RW}" in moved(each_server, granted, f"{tables} {sequence}")
    moved(each_server, "SELECT", granted)


def test_what_an_extension_brought_along(each_server: ScratchServer) -> None:
    # The embedded servers have no contrib.
    with database(each_server) as conn:
        contrib = conn.execute("SELECT FROM pg_available_extensions WHERE name = 'hstore'").fetchall()
    extension, function = ("hstore", "public.hstore(text, text)") if contrib else ("vector", "public.vector_dims(public.vector)")
    before = f"CREATE EXTENSION {extension};" + ("CREATE EXTENSION pg_stat_statements;" if contrib else "")
    after = f"""{before}
REVOKE ALL ON FUNCTION {function} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {function} TO {QUOTED} WITH GRANT OPTION;
REVOKE ALL ON TYPE public.{extension} FROM PUBLIC;"""
    if contrib:
        after += f"REVOKE ALL ON pg_stat_statements FROM PUBLIC; GRANT SELECT, DELETE ON pg_stat_statements TO {RW};"
    state = state_of(each_server, f"SET search_path TO public; {before}")
    assert not [obj for obj in state if isinstance(obj, MemberPrivilege)]
    said = moved(each_server, before, after, path="public")
    assert f"REVOKE USAGE ON TYPE public.{extension} FROM PUBLIC" in said
    assert not contrib or f"GRANT DELETE, SELECT ON TABLE public.pg_stat_statements TO {RW}" in said
    assert f"GRANT USAGE ON TYPE public.{extension} TO PUBLIC" in moved(each_server, after, before, path="public")
    moved(each_server, "SELECT", after, path="public")
    comes_back(state_of(each_server, "SET search_path TO public;" + after))


def test_member_grants_in_yaml() -> None:
    at = ("extension", "hstore")
    found = granted.path(at, "FUNCTION public.hstore(text, text) to public", {})
    assert found == (*at, "FUNCTION public.hstore(text, text)", "PUBLIC")
    assert granted.name(MemberPrivilege(id=ObjectId("member_privilege", found))) == "FUNCTION public.hstore(text, text) to PUBLIC"
    with pytest.raises(ValueError, match="are written"):
        granted.path(at, "FUNCTION public.hstore(text, text)", {})


CHAIN = f"""{OBJECTS}
GRANT SELECT, INSERT ON public.t TO {QUOTED} WITH GRANT OPTION;
GRANT EXECUTE ON FUNCTION public.f TO {QUOTED} WITH GRANT OPTION;
SET ROLE {QUOTED};
GRANT SELECT ON public.t TO {RW} WITH GRANT OPTION;
GRANT SELECT (note) ON public.t TO {OWN};
GRANT EXECUTE ON FUNCTION public.f TO PUBLIC;
SET ROLE {RW};
GRANT SELECT ON public.t TO {OWN};
RESET ROLE;
"""


def test_who_granted_makes_no_difference(each_server: ScratchServer) -> None:
    same = f"""{OBJECTS}
GRANT SELECT, INSERT ON public.t TO {QUOTED} WITH GRANT OPTION;
GRANT EXECUTE ON FUNCTION public.f TO {QUOTED} WITH GRANT OPTION;
GRANT SELECT ON public.t TO {RW} WITH GRANT OPTION;
GRANT SELECT, SELECT (note) ON public.t TO {OWN};"""
    assert moved(each_server, CHAIN, same) == []


@pytest.mark.parametrize(
    "after",
    [
        f"GRANT SELECT, INSERT ON public.t TO {QUOTED}; GRANT SELECT ON public.t TO {RW}; GRANT SELECT ON public.t TO {OWN}",
        f"GRANT SELECT (note) ON public.t TO {OWN}",
        f"GRANT INSERT ON public.t TO {QUOTED} WITH GRANT OPTION; GRANT SELECT ON public.t TO {RW} WITH GRANT OPTION",
        f"REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.f TO {QUOTED} WITH GRANT OPTION",
        f"ALTER TABLE public.t OWNER TO {QUOTED}; GRANT SELECT ON public.t TO {OWN}",
        f"ALTER TABLE public.t DROP note CASCADE; GRANT SELECT ON public.t TO {OWN}",
        "DROP TABLE public.t CASCADE",
    ],
)
def test_what_holders_granted_goes_where_it_is_not_wanted(each_server: ScratchServer, after: str) -> None:
    moved(each_server, CHAIN, f"{OBJECTS} {after}")


def test_a_new_owner_may_create_in_the_schema_before_it_owns(each_server: ScratchServer) -> None:
    # Of their own: what a role is a member of goes for every database.
    plans, first, second = "schemactl_tests_plans", "schemactl_tests_first", "schemactl_tests_second"
    before = (
        f"""CREATE SCHEMA "A b" AUTHORIZATION {plans}; CREATE TABLE "A b"."T""x" (a integer); ALTER TABLE "A b"."T""x" OWNER TO {plans};"""
    )
    after = f"""{before} GRANT CREATE ON SCHEMA "A b" TO {first}; CREATE TABLE "A b".n (a integer); ALTER TABLE "A b".n OWNER TO {second};
GRANT ALL ON SCHEMA "A b" TO PUBLIC; ALTER TABLE "A b"."T""x" OWNER TO {first};"""
    with database(each_server) as conn:
        roles(conn, plans, first, second)
        conn.execute(f"GRANT {first}, {second} TO {plans}")
    desired = state_of(each_server, after)
    with database(each_server) as conn:
        conn.execute(before)
        statements = planned(introspect(conn), desired)
        conn.execute(f"SET ROLE {plans}")
        for sql in statements:
            conn.execute(sql)
        conn.execute("RESET ROLE")
        assert differences(introspect(conn), desired) == []


def test_postgresqls_own_is_called_as_its_catalog_prints_it(each_server: ScratchServer) -> None:
    """Whatever it prints."""
    with database(each_server) as conn:
        printed = conn.execute(
            f"""SELECT {system_names.ROUTINE_SQL} FROM pg_proc o WHERE pronamespace = 'pg_catalog'::regnamespace
            UNION ALL SELECT 'TABLE ' || oid::regclass FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')
            UNION ALL SELECT {system_names.TYPE_SQL} FROM pg_type o WHERE typnamespace = 'pg_catalog'::regnamespace
            UNION ALL SELECT 'LANGUAGE ' || quote_ident(lanname) FROM pg_language""".encode()
        ).fetchall()
    wrong = [(name, found) for (name,) in printed if (found := system_names.canonical(str(name))) != name]
    assert len(printed) > 3000
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("TABLE information_schema.tables", "not in pg_catalog"),
        ("TABLE app.t", "not in pg_catalog"),
        ("SCHEMA information_schema", "not in pg_catalog"),
        ("FUNCTION app.f()", "not in pg_catalog"),
        ("FUNCTION pg_ls_dir", "types of its arguments are missing"),
        ("FUNCTION now(), now()", "one FUNCTION"),
        ("ALL TABLES IN SCHEMA pg_catalog", "one FUNCTION"),
        ("DATABASE postgres", "one FUNCTION"),
        ("TYPE int[]", "of the type of its elements"),
        ("TYPE pg_catalog.int4 array", "of the type of its elements"),
        ("TYPE setof int", "no more than a type's name"),
        ("TYPE numeric(5,2)", "no more than a type's name"),
        ('TYPE text collate "C"', "no more than a type's name"),
        ("TYPE int not null", "no more than a type's name"),
        ("FUNCTION now(", "syntax error"),
        ("TABLE a TO b; SELECT", "syntax error"),
    ],
)
def test_what_is_not_one_object_of_postgresqls_own_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        system_names.canonical(written)


def test_what_is_not_there_is_an_error(each_server: ScratchServer) -> None:
    text = "schema: app\ntables: {t: {columns: {id: integer}}}\nsystem_grants: {'TABLE t to PUBLIC': select}\n"
    with pytest.raises(SchemaError, match=r'relation "pg_catalog.t" does not exist'):
        canonical(each_server, load_files([FileText(name="a.yaml", data=text.encode())]))


EVERYBODY = f"""{OBJECTS}
GRANT SELECT ON public.t TO "PUBLIC"; GRANT SELECT (note) ON public.t TO "PUBLIC" WITH GRANT OPTION;
GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO "PUBLIC"; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO "PUBLIC";
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR "PUBLIC" SERVER s;"""


def test_a_role_called_like_everybody_is_not_everybody(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, "PUBLIC")
    state = state_of(each_server, EVERYBODY)
    facts = [obj for obj in state if '"PUBLIC"' in obj.id.path]
    assert {obj.id.kind for obj in facts} == {"privilege", "system_privilege", "default_privilege", "user_mapping"}
    assert [obj.id for obj in state if "PUBLIC" in obj.id.path] == []
    with pytest.raises(SchemaError, match='a role called "PUBLIC" cannot be told from PUBLIC') as caught:
        load_files([FileText(name=name, data=text.encode()) for name, text in write(state, layout="schema").items()])
    assert len(caught.value.problems) == len(facts)


def test_a_role_with_a_preposition_in_its_name(each_server: ScratchServer) -> None:
    odd = 'schemactl_tests_x to "y'
    with database(each_server) as conn:
        roles(conn, odd)
    state = state_of(each_server, 'GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO "schemactl_tests_x to ""y"')
    comes_back(state)
    assert granted.path((), 'FUNCTION a(text) to "x to ""y"', {}) == ("FUNCTION a(text)", 'x to "y')
    assert granted.path((), 'FUNCTION a(text) to Odd "R x', {}) == ("FUNCTION a(text)", 'Odd "R x')
    with pytest.raises(ValueError, match="cannot be told from PUBLIC"):
        granted.path((), 'FUNCTION a(text) to "PUBLIC"', {})
