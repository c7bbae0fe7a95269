"""Functions and procedures on real servers: what was read builds the same again, and each rule leads where it says."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rebuild import changed, connect, loaded, rebuilt

from schemactl.desired.writer import write
from schemactl.errors import SchemaError
from schemactl.kinds import body_references, function, procedure, routine_text
from schemactl.kinds.function import Function
from schemactl.kinds.procedure import Procedure
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import fields

EVERYTHING = r"""
CREATE SCHEMA "A b";
CREATE TABLE "A b"."do, m(" (id integer);
CREATE TABLE public.t (id integer, name text);
CREATE TABLE public.noargs (id integer);
CREATE FUNCTION public.noargs() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "A b"."we""ird (name"(a "A b"."do, m(", integer, OUT "B c" text, VARIADIC r integer[] DEFAULT '{1,2}') RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 0.5
  SET search_path TO public, "A b", "$user" SET work_mem TO '64MB' SET "my.Custom" TO 'it''s' SET "DateStyle" TO 'ISO, MDY'
  AS $f$ BEGIN "B c" := $1 || $$x$$ || E'\\n'; -- $body$
END $f$;
CREATE FUNCTION "A b"."we""ird (name"(text) RETURNS SETOF public.t LANGUAGE sql STABLE ROWS 17 SET search_path TO '' AS 'SELECT 1, $1 -- $';
CREATE FUNCTION public.tab(i integer DEFAULT 1, INOUT j text DEFAULT ',)', OUT k numeric) RETURNS record LANGUAGE sql PARALLEL RESTRICTED
  AS $$ SELECT j, 1.0 $$;
CREATE FUNCTION public.rows_of(n integer) RETURNS TABLE("X" integer, y text) LANGUAGE plpgsql COST 1000 AS $$ BEGIN RETURN; END $$;
CREATE FUNCTION public.add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a + b;
CREATE FUNCTION public.atomic() RETURNS integer BEGIN ATOMIC SELECT count(*) FROM public.t; SELECT public.add(1, 2); END;
CREATE FUNCTION public.any_of(anyelement, VARIADIC anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.c_symbol(text) RETURNS text LANGUAGE internal STRICT IMMUTABLE AS 'upper';
CREATE FUNCTION public.win() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
CREATE FUNCTION public.supported(text, text) RETURNS boolean LANGUAGE internal STRICT
  SUPPORT pg_catalog.textlike_support AS 'textlike';
CREATE FUNCTION public.in_c() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.nothing() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  new.name := 'x';
  return new;
end
$$;
CREATE FUNCTION public.long_list(timestamp with time zone, timestamp with time zone, timestamp with time zone, "A b"."do, m(")
  RETURNS void LANGUAGE sql AS '';
CREATE PROCEDURE public.doit(a integer, OUT c integer, INOUT b text DEFAULT 'x') LANGUAGE plpgsql SECURITY DEFINER SET search_path TO public
  AS $$ BEGIN c := 1; END $$;
CREATE PROCEDURE public.doit(integer, integer, integer) BEGIN ATOMIC INSERT INTO public.t VALUES (1, 'x'); END;
CREATE TYPE public.myrange AS RANGE (subtype = integer);
"""


def test_comes_back_as_it_went(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING.replace("CREATE TYPE public.myrange AS RANGE (subtype = integer);", ""))
        before, after = rebuilt(conn)
    routines = [obj for obj in before if isinstance(obj, Function | Procedure)]
    assert len(routines) == 15 + 2
    assert before.objects == after.objects


def test_a_range_types_constructors_are_not_functions(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute("CREATE TYPE public.myrange AS RANGE (subtype = integer)")
        assert not [obj for obj in introspect(conn) if obj.id.kind == "function"]


def test_yaml_and_files_read_back(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING)
        state = introspect(conn)
    back = loaded(write(state))
    for obj in state:
        if isinstance(obj, Function | Procedure):
            assert back.objects[obj.id] == obj
            module = function if isinstance(obj, Function) else procedure
            key = routine_text.key(obj.id.path[1], obj.id.path[2])
            sql, rest = module.SORT.apart(obj, {"owner": "o"})
            assert rest == {"owner": "o"}
            again = module.SORT.read({"sql": sql}, (obj.id.path[0], key))
            blank = type(obj)(id=obj.id)
            wanted = {field: value for field, value in fields(obj).items() if value != getattr(blank, field)}
            said = {**again, "configuration": tuple(dict(again.get("configuration", {})).items())}
            for field, value in wanted.items():
                expected = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
                assert (tuple(said[field]) if isinstance(value, tuple) else said[field]) == expected, field


RULES = {
    "body": ("CREATE OR REPLACE FUNCTION public.f(a int, text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 2'", "CREATE OR"),
    "name given": (
        "CREATE OR REPLACE FUNCTION public.f(a int, b text DEFAULT 'y') RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR",
    ),
    "attributes": ("ALTER FUNCTION public.f STABLE STRICT LEAKPROOF SECURITY DEFINER PARALLEL SAFE COST 7", "ALTER"),
    "settings": ("ALTER FUNCTION public.f SET search_path TO public, 'B c' SET work_mem TO '1MB'", "ALTER"),
    "language": (
        "CREATE OR REPLACE FUNCTION public.f(a int, text DEFAULT 'x') RETURNS integer LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE OR",
    ),
    "atomic": ("CREATE OR REPLACE FUNCTION public.f(a int, text DEFAULT 'x') RETURNS integer RETURN 1", "CREATE OR"),
    "support": ("ALTER FUNCTION public.f SUPPORT pg_catalog.textlike_support", "ALTER"),
}


@pytest.mark.parametrize("case", RULES)
def test_rules_there_and_back(each_database: str, case: str) -> None:
    there, verb = RULES[case]
    with connect(each_database) as conn:
        conn.execute("CREATE FUNCTION public.f(a integer, text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 1'")
        said = changed(conn, "function", there)
        assert [sql.startswith(verb) for sql in said] == [True]
        again = "CREATE FUNCTION public.f(a integer, text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 1'"
        (back,) = changed(conn, "function", "DROP FUNCTION public.f", again)
        assert (back == "REPLACE") == (case == "name given")


REPLACED = {
    "returns": "CREATE FUNCTION public.f(a integer, b text DEFAULT 'x', OUT c integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "renamed": "CREATE FUNCTION public.f(z integer, b text DEFAULT 'x', OUT c text) LANGUAGE sql AS 'SELECT 1'",
    "default lost": "CREATE FUNCTION public.f(a integer, b text, OUT c text) LANGUAGE sql AS 'SELECT 1'",
    "output renamed": "CREATE FUNCTION public.f(a integer, b text DEFAULT 'x', OUT d text) LANGUAGE sql AS 'SELECT 1'",
    "window": "CREATE FUNCTION public.f(a integer, b text DEFAULT 'x', OUT c text) WINDOW LANGUAGE internal AS 'upper'",
}


@pytest.mark.parametrize("case", REPLACED)
def test_replaced_where_postgresql_refuses(database: str, case: str) -> None:
    with connect(database) as conn:
        conn.execute("CREATE FUNCTION public.f(a integer, b text DEFAULT 'x', OUT c text) LANGUAGE sql AS 'SELECT 1'")
        assert changed(conn, "function", "DROP FUNCTION public.f", REPLACED[case]) == ["REPLACE"]


def test_settings_keep_their_order(database: str) -> None:
    with connect(database) as conn:
        conn.execute("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SET work_mem TO 64 SET jit TO off SET enable_sort TO on AS ''")
        (sql,) = changed(conn, "function", "ALTER FUNCTION public.f() RESET jit SET enable_sort TO off")
        assert sql == "ALTER FUNCTION public.f() RESET jit SET enable_sort TO 'off'"
        (sql,) = changed(conn, "function", "ALTER FUNCTION public.f() RESET work_mem SET work_mem TO 64")
        assert sql == "ALTER FUNCTION public.f() RESET ALL SET enable_sort TO 'off' SET work_mem TO '64'"


def test_procedures_are_altered_too(database: str) -> None:
    with connect(database) as conn:
        conn.execute("CREATE PROCEDURE public.p(a integer, OUT b integer) LANGUAGE plpgsql AS 'BEGIN END'")
        (sql,) = changed(conn, "procedure", "ALTER PROCEDURE public.p SECURITY DEFINER SET work_mem TO '1MB'")
        assert sql == "ALTER PROCEDURE public.p(IN integer) SECURITY DEFINER SET work_mem TO '1MB'"
        (sql,) = changed(
            conn, "procedure", "CREATE OR REPLACE PROCEDURE public.p(a integer, OUT b integer) LANGUAGE plpgsql AS 'BEGIN b := 1; END'"
        )
        assert sql.startswith("CREATE OR REPLACE PROCEDURE")


def test_what_is_stored_may_be_stale(database: str) -> None:
    from schemactl.kinds import routine
    from schemactl.planning.context import Planning

    with connect(database) as conn:
        conn.execute(
            "CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
            "CREATE TABLE public.t (a integer); CREATE INDEX i ON public.t (public.f(a))"
        )
        state = introspect(conn)
    used = state.objects[ObjectId("function", ("public", "f", "integer"))]
    (hazard,) = routine.stale(used, Planning(state, state))
    assert hazard.code == "SC405"
    assert "index public.t.i" in hazard.message


CALLED = """
CREATE FUNCTION public.f(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR public.|+| (FUNCTION = public.f, LEFTARG = integer, RIGHTARG = integer);
CREATE FUNCTION public.g(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 OPERATOR(public.|+|) 1;
CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (public.g(a)) STORED);
CREATE INDEX i ON public.t ((a OPERATOR(public.|+|) 1));
CREATE DOMAIN public.d AS integer CONSTRAINT c CHECK (public.g(VALUE) > 0);
CREATE MATERIALIZED VIEW public.m AS SELECT public.f(1, 1) AS a;
CREATE VIEW public.v AS SELECT public.f(1, 1) AS a;
"""


def test_what_is_stored_may_be_stale_by_way_of_others(database: str) -> None:
    from schemactl.kinds import routine
    from schemactl.planning.context import Planning

    with connect(database) as conn:
        conn.execute(CALLED)
        state = introspect(conn)
    used = state.objects[ObjectId("function", ("public", "f", "integer, integer"))]
    (hazard,) = routine.stale(used, Planning(state, state))
    where = hazard.message.partition(": ")[2]
    assert where == "column public.t.b, domain_check public.d.c, index public.t.i, materialized_view public.m"


def test_moves(each_database: str) -> None:
    before = Function(id=ObjectId("function", ("public", "A b", "integer, text")))
    after = Function(id=ObjectId("function", ("s", 'c"d', "integer, text")))
    with connect(each_database) as conn:
        conn.execute("CREATE SCHEMA s; CREATE FUNCTION public.\"A b\"(integer, text) RETURNS void LANGUAGE sql AS ''")
        for statement in function.SORT.rename(before, after, None):  # type: ignore[arg-type]
            conn.execute(statement.sql)
        assert after.id in introspect(conn)


def test_a_file_that_people_write() -> None:
    sql = """-- é: what the trigger does
create or replace function app.audit(a int default 1, variadic "b)" text[]) returns /* all */ setof record -- one
language plpgsql security definer returns null on null input set search_path = app, pg_temp set datestyle to iso, mdy as $$
begin
end $$;
"""
    assert function.SORT.read({"sql": sql, "grants": {"PUBLIC": []}}, ("app", "audit(int, text[])")) == {
        "arguments": 'a int default 1, variadic "b)" text[]',
        "returns": "setof record",
        "language": "plpgsql",
        "security_definer": "true",
        "strict": "true",
        "body": "\nbegin\nend ",
        "configuration": {"search_path": "app, pg_temp", "datestyle": "iso, mdy"},
        "grants": {"PUBLIC": []},
    }


@pytest.mark.parametrize(
    ("raw", "at", "message"),
    [
        ({"sql": "create function app.other() returns int return 1"}, "audit()", "creates other"),
        ({"sql": "create function audit(a int) returns int return 1"}, "audit()", "1 input arguments"),
        ({"sql": "create procedure audit() begin atomic end"}, "audit()", "expected CREATE FUNCTION"),
        ({"sql": "create table a (b int)"}, "audit()", "expected one CREATE FUNCTION"),
        ({"sql": "create function audit( returns"}, "audit()", "syntax error"),
        ({"sql": "create function audit() returns int set work_mem from current return 1"}, "audit()", "FROM CURRENT"),
        ({"returns": "int"}, "audit", "the key is the name"),
        ({"returns": "int"}, "audit()", "the language is missing"),
        ("select 1", "audit()", "expected a map"),
    ],
)
def test_says_what_is_wrong(raw: object, at: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        function.SORT.read(raw, ("app", at))  # type: ignore[arg-type]


@given(st.text(min_size=1), st.lists(st.sampled_from(["integer", '"a, b"', 's."x("', "text[]"])))
def test_keys_read_back(name: str, types: list[str]) -> None:
    arguments = ", ".join(types)
    assert routine_text.from_key(routine_text.key(name, arguments)) == (name, arguments)


def test_names_that_a_body_looks_up() -> None:
    body = """SELECT nextval('plain') FROM "Odd ""T x" o, app.behind WHERE o.deep = Upper(given)"""
    looking = Function(id=ObjectId("function", ("app", "f", "")), arguments="given text", language="sql", body=body)
    found = set(body_references.looked_up(looking))
    assert {"nextval", "plain", 'Odd "T x', "upper", "app"} <= found
    assert not {"behind", "deep", "T x", "given"} & found
    for pinned in ({"configuration": (("search_path", "app"),)}, {"object_file": "lib"}, {"body": None}):
        assert not body_references.looked_up(msgspec.structs.replace(looking, **pinned))


def test_a_former_name_that_is_no_key_is_told() -> None:
    """Behind a parenthesis that is not quoted it looks for types."""
    with pytest.raises(SchemaError) as caught:
        loaded({"a.yaml": "procedures: {b(text): {language: sql, body: select 1, renamed_from: (paren)}}"})
    assert "renamed_from: the key is the name with the types" in caught.value.problems[0].message
