"""Foreign-data wrappers, servers, user mappings and foreign tables on real servers."""

from __future__ import annotations

import pytest
from moves import builds_from_files, comes_back, database, moved, read_as, rebuilt, roles, state_of

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.kinds import KINDS, user_mapping
from schemactl.model.change import Altered
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly
from schemactl.planning.importing import import_state
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

WRAPPER = """
CREATE SCHEMA "A b";
CREATE FUNCTION "A b"."Check it"(text[], oid) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
CREATE FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER "W ""x" VALIDATOR "A b"."Check it" OPTIONS (a '1', "B c" 'it''s \\ "all" {x,=y} ');
"""
SERVER = (
    WRAPPER
    + """
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE SERVER "S @""x" TYPE 'a''b' VERSION '1.0' FOREIGN DATA WRAPPER "W ""x" OPTIONS (host 'h', dbname '');
"""
)
TABLE = (
    SERVER
    + """
CREATE USER MAPPING FOR PUBLIC SERVER s;
CREATE USER MAPPING FOR "me@home" SERVER "S @""x" OPTIONS ("user" 'u', password 'a''b\\');
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FOREIGN TABLE public.t (id integer OPTIONS (column_name 'ID', "K k" '') NOT NULL, note text COLLATE "C" DEFAULT 'x',
  CONSTRAINT positive CHECK (id > 0)) SERVER s OPTIONS (table_name 'T');
CREATE FOREIGN TABLE "A b"."T ""x" ("Some Col" numeric(8,2)) SERVER "S @""x";
CREATE FOREIGN TABLE public.bare () SERVER s;
ALTER FOREIGN TABLE public.t ALTER note SET STATISTICS 20;
ALTER FOREIGN TABLE public.t ADD CONSTRAINT later CHECK (id < 9) NOT VALID;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
CREATE TABLE public.parent (a integer);
CREATE FOREIGN TABLE public.child (a integer, b integer) INHERITS (public.parent) SERVER s OPTIONS (x 'y');
CREATE TABLE public.parts (a integer NOT NULL, b text) PARTITION BY RANGE (a);
CREATE FOREIGN TABLE public.part PARTITION OF public.parts FOR VALUES FROM (1) TO (5) SERVER s;
CREATE VIEW public.v AS SELECT t.id, t FROM public.t;
COMMENT ON FOREIGN TABLE public.t IS 'far';
COMMENT ON COLUMN public.t.id IS 'c';
COMMENT ON CONSTRAINT positive ON public.t IS 'p';
COMMENT ON TRIGGER tr ON public.t IS 'tr';
COMMENT ON SERVER s IS 's';
COMMENT ON FOREIGN DATA WRAPPER w IS 'w';
GRANT SELECT ON public.t TO PUBLIC;
GRANT UPDATE (note) ON public.t TO "me@home";
GRANT USAGE ON FOREIGN SERVER s TO "me@home" WITH GRANT OPTION;
GRANT USAGE ON FOREIGN DATA WRAPPER "W ""x" TO "me@home";
ALTER FOREIGN TABLE public.t OWNER TO "me@home";
"""
)


@pytest.fixture(autouse=True)
def _roles(request: pytest.FixtureRequest) -> None:
    for fixture in {"server", "each_server"} & set(request.fixturenames):
        running: ScratchServer = request.getfixturevalue(fixture)
        with running.database() as conn:
            roles(conn, "me@home")


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, TABLE)
    assert "CREATE SERVER s FOREIGN DATA WRAPPER w" in said
    assert """CREATE USER MAPPING FOR "me@home" SERVER "S @""x" OPTIONS (password E'a''b\\\\', "user" 'u')""" in said
    assert any(sql.startswith("CREATE FOREIGN TABLE public.t (\n  id integer OPTIONS (\"K k\" '', column_name 'ID')") for sql in said)


def test_everything_goes(each_server: ScratchServer) -> None:
    said = moved(each_server, TABLE, "SELECT")
    assert "DROP FOREIGN TABLE public.t" in said
    assert "DROP USER MAPPING FOR PUBLIC SERVER s" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('ALTER FOREIGN DATA WRAPPER w VALIDATOR "A b"."Check it" OPTIONS (ADD z \'z\')', "ALTER FOREIGN DATA WRAPPER w VALIDATOR"),
        (
            'ALTER FOREIGN DATA WRAPPER "W ""x" NO VALIDATOR OPTIONS (SET a \'2\', DROP "B c")',
            'ALTER FOREIGN DATA WRAPPER "W',
        ),
        ("ALTER SERVER s VERSION '2' OPTIONS (ADD host 'x')", "ALTER SERVER s VERSION '2' OPTIONS (ADD host 'x')"),
        ('ALTER SERVER "S @""x" VERSION NULL OPTIONS (DROP host)', 'ALTER SERVER "S @""x" VERSION NULL OPTIONS (DROP host)'),
        ("ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (ADD a 'b')", "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (ADD a 'b')"),
        ("DROP USER MAPPING FOR PUBLIC SERVER s", "DROP USER MAPPING FOR PUBLIC SERVER s"),
        ("ALTER FOREIGN TABLE public.t OPTIONS (SET table_name 'u')", "ALTER FOREIGN TABLE public.t OPTIONS (SET table_name 'u')"),
        ("ALTER FOREIGN TABLE public.t OWNER TO CURRENT_USER", "ALTER FOREIGN TABLE public.t OWNER TO"),
        ("ALTER FOREIGN TABLE public.child NO INHERIT public.parent", "ALTER FOREIGN TABLE public.child NO INHERIT public.parent"),
        ("ALTER TABLE public.parts DETACH PARTITION public.part", "ALTER TABLE public.parts DETACH PARTITION public.part"),
        ("ALTER TABLE public.parts ADD c integer", "ALTER TABLE public.parts ADD COLUMN c integer"),
        (
            "ALTER FOREIGN TABLE public.t ALTER id OPTIONS (SET column_name 'i', DROP \"K k\")",
            "ALTER TABLE public.t ALTER COLUMN id OPT",
        ),
        (
            "ALTER FOREIGN TABLE public.bare ADD c text OPTIONS (a 'b') NOT NULL DEFAULT 1",
            "ALTER TABLE public.bare ADD COLUMN c text",
        ),
        (
            'ALTER FOREIGN TABLE "A b"."T ""x" ALTER "Some Col" TYPE text',
            'ALTER TABLE "A b"."T ""x" ALTER COLUMN "Some Col" SET DATA',
        ),
        (
            'ALTER FOREIGN TABLE "A b"."T ""x" ALTER "Some Col" TYPE date',
            'ALTER TABLE "A b"."T ""x" ALTER COLUMN "Some Col" SET DATA',
        ),
        (
            "ALTER FOREIGN TABLE public.t ALTER id DROP NOT NULL, ALTER note DROP DEFAULT",
            "ALTER TABLE public.t ALTER COLUMN id DROP",
        ),
        ("ALTER FOREIGN TABLE public.t DROP note", "ALTER TABLE public.t DROP COLUMN note"),
        ("ALTER FOREIGN TABLE public.t DROP CONSTRAINT positive", "ALTER TABLE public.t DROP CONSTRAINT positive"),
        ("ALTER FOREIGN TABLE public.t VALIDATE CONSTRAINT later", "ALTER TABLE public.t VALIDATE CONSTRAINT later"),
        ("ALTER FOREIGN TABLE public.t DISABLE TRIGGER tr", "ALTER TABLE public.t DISABLE TRIGGER tr"),
        ("DROP FOREIGN TABLE public.t CASCADE", "DROP FOREIGN TABLE public.t"),
    ],
)
def test_what_changes_in_place_and_back(each_server: ScratchServer, change: str, said: str) -> None:
    there = moved(each_server, TABLE, f"{TABLE};{change}")
    assert any(sql.startswith(said) for sql in there), there
    assert not any(sql.startswith("CREATE") for sql in there), there
    moved(each_server, f"{TABLE};{change}", TABLE)


def test_a_server_of_another_wrapper_takes_its_tables_along(each_server: ScratchServer) -> None:
    after = TABLE.replace("SERVER s FOREIGN DATA WRAPPER w;", "SERVER s TYPE 't' FOREIGN DATA WRAPPER w;")
    said = moved(each_server, TABLE, after)
    made = [sql for sql in said if sql.startswith("CREATE")]
    assert "CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w" in made
    assert "CREATE USER MAPPING FOR PUBLIC SERVER s" in made
    assert "COMMENT ON CONSTRAINT positive ON public.t IS 'p'" in said


def test_a_table_moves_to_another_server(server: ScratchServer) -> None:
    after = TABLE.replace("""CREATE FOREIGN TABLE public.bare () SERVER s""", """CREATE FOREIGN TABLE public.bare () SERVER "S @""x\"""")
    assert moved(server, TABLE, after)[0] == "DROP FOREIGN TABLE public.bare"


def test_a_key_names_role_and_server() -> None:
    for role, on in (("a", "b"), ("a@b", 'c"d'), ('"', "@")):
        one = user_mapping.UserMapping(id=ObjectId("user_mapping", (role, on)))
        assert user_mapping.path((), user_mapping.key(one), {}) == (role, on)
    assert user_mapping.path((), "public@s", {}) == ("PUBLIC", "s")
    with pytest.raises(ValueError, match="role@server"):
        user_mapping.path((), "a", {})


def test_files_say_it_shortly(server: ScratchServer) -> None:
    state = comes_back(state_of(server, TABLE))
    table = state.objects[ObjectId("foreign_table", ("public", "t"))]
    assert KINDS["foreign_table"].yaml
    assert KINDS["foreign_table"].yaml.write(table, {}) == {"server": "s", "options": {"table_name": "T"}}


def test_files_build_it_again(each_server: ScratchServer) -> None:
    builds_from_files(each_server, TABLE)


MAPPED = """
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR "me@home" SERVER s OPTIONS ("user" 'u');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS ("user" 'all');
"""
FILE = """
foreign_data_wrappers: {w: {}}
servers: {s: {wrapper: w}}
user_mappings:
  '"me@home"@s': {options: {user: u, password: "${PW}"}}
  PUBLIC@s: {options: {user: %s}}
"""


def test_options_that_a_role_may_not_see_count_as_they_are_written(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        conn.execute("CREATE FOREIGN DATA WRAPPER w; " + MAPPED)
        roles(conn, "plain role")
        conn.execute('ALTER SERVER s OWNER TO "plain role"; GRANT CREATE ON SCHEMA public TO "plain role"')
        live = read_as(conn, "plain role")
    mine = ObjectId("user_mapping", ("me@home", "s"))
    assert live.unmodelled == (f"the options of {mine}, which only superusers may read",)
    with pytest.raises(SchemaError, match="options may not be read by") as refused:
        import_state(each_server, live, Scope())
    ignored = Scope(ignore=(exactly(mine),))
    assert exactly(mine) in str(refused.value.problems[0].hint)
    assert "me@home" not in "".join(import_state(each_server, live, ignored).files.values())
    for said, changed in (("all", []), ("any", [ObjectId("user_mapping", ("PUBLIC", "s"))])):
        target = wanted(each_server, load_files([FileText(name="a.yaml", data=(FILE % said).encode())]), Scope())
        assert [one.after.id for one in propose(each_server, live, target).changes if isinstance(one, Altered)] == changed
