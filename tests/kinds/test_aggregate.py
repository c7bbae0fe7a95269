"""Aggregates, operators, casts, and languages on real servers."""

from __future__ import annotations

import pytest
from rebuild import changed, connect, loaded, rebuilt

from schemactl.desired.writer import write
from schemactl.kinds import aggregate, cast, operator
from schemactl.kinds.aggregate import Aggregate
from schemactl.kinds.operator import Operator
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId

EVERYTHING = r"""
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer);
CREATE FUNCTION "A b"."s F"(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + coalesce($2, 0)';
CREATE AGGREGATE "A b"."we""ird (x"(integer) (SFUNC = "A b"."s F", STYPE = integer, INITCOND = '0', SSPACE = 12, PARALLEL = SAFE,
  COMBINEFUNC = "A b"."s F", SORTOP = OPERATOR(pg_catalog.<));
CREATE AGGREGATE public.rows_of(*) (SFUNC = pg_catalog.int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE public.moving(x double precision) (SFUNC = float8_accum, STYPE = double precision[], FINALFUNC = float8_avg,
  INITCOND = '{0,0,0}', MSFUNC = float8_accum, MINVFUNC = float8_accum, MSTYPE = double precision[], MFINALFUNC = float8_avg,
  MINITCOND = '{0,0,0}', MSSPACE = 3, MFINALFUNC_MODIFY = SHAREABLE, FINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE public.mystate(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg,
  SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize, COMBINEFUNC = numeric_avg_combine, PARALLEL = RESTRICTED);
CREATE AGGREGATE public.cut(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
  FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE public.cut_only(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
  FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE public.ranked(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal,
  FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE FUNCTION public.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE FUNCTION public.other(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $2';
CREATE FUNCTION public.turned(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE OPERATOR "A b".=== (FUNCTION = public.same, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR("A b".===),
  NEGATOR = OPERATOR("A b".!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR "A b".!== (FUNCTION = public.other, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR("A b".!==),
  NEGATOR = OPERATOR("A b".===));
CREATE OPERATOR public.!! (FUNCTION = public.turned, RIGHTARG = text);
CREATE FUNCTION public.to_t(text) RETURNS public.t LANGUAGE sql IMMUTABLE AS 'SELECT ROW(1)';
CREATE CAST (text AS public.t) WITH FUNCTION public.to_t(text) AS ASSIGNMENT;
CREATE CAST (public.t AS text) WITH INOUT AS IMPLICIT;
CREATE CAST (bigint AS timestamp) WITHOUT FUNCTION;
CREATE FUNCTION public.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.inline(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION public.validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE "L 1" HANDLER public.handler INLINE public.inline VALIDATOR public.validator;
CREATE LANGUAGE bare HANDLER public.handler;
CREATE FUNCTION public.in_it() RETURNS integer LANGUAGE "L 1" AS 'BEGIN RETURN 1; END';
COMMENT ON AGGREGATE public.cut(double precision, anyelement) IS 'x';
COMMENT ON AGGREGATE public.rows_of(*) IS 'y';
COMMENT ON OPERATOR public.!! (NONE, text) IS 'z';
COMMENT ON CAST (text AS public.t) IS 'c';
"""

COUNTS = {"aggregate": 7, "operator": 3, "cast": 3, "language": 2}


def test_comes_back_as_it_went(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING)
        before, after = rebuilt(conn)
    assert {kind: sum(obj.id.kind == kind for obj in before) for kind in COUNTS} == COUNTS
    assert before.objects == after.objects
    assert not before.unmodelled


def test_yaml_reads_back(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING)
        state = introspect(conn)
    back = loaded(write(state))
    for obj in state:
        if obj.id.kind in COUNTS:
            assert back.objects[obj.id] == obj


SETUP = """
CREATE FUNCTION public.f(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION public.g(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE AGGREGATE public.a(integer) (SFUNC = public.f, STYPE = integer);
CREATE OPERATOR public.=== (FUNCTION = public.g, LEFTARG = text, RIGHTARG = text);
"""


def test_aggregates_are_replaced_in_place(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(SETUP)
        wanted = "CREATE OR REPLACE AGGREGATE public.a(x integer) (SFUNC = public.f, STYPE = integer, INITCOND = '7')"
        (sql,) = changed(conn, "aggregate", wanted)
        assert sql.startswith("CREATE OR REPLACE AGGREGATE public.a(x integer) (")
        again = "CREATE AGGREGATE public.a(integer) (SFUNC = public.f, STYPE = integer)"
        assert changed(conn, "aggregate", "DROP AGGREGATE public.a(integer)", again) == ["REPLACE"]


def test_operators_are_altered(each_database: str) -> None:
    with connect(each_database) as conn:
        major = conn.info.server_version // 10000
        conn.execute(SETUP)
        (sql,) = changed(conn, "operator", "ALTER OPERATOR public.=== (text, text) SET (RESTRICT = eqsel, JOIN = eqjoinsel)")
        assert sql == "ALTER OPERATOR public.=== (text, text) SET (RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel)"
        (sql,) = changed(conn, "operator", "ALTER OPERATOR public.=== (text, text) SET (RESTRICT = NONE)")
        assert sql == "ALTER OPERATOR public.=== (text, text) SET (RESTRICT = NONE)"
        again = (
            "CREATE OPERATOR public.=== (FUNCTION = public.g, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(public.===), HASHES)"
        )
        (sql,) = set(changed(conn, "operator", "DROP OPERATOR public.=== (text, text)", again)) - {
            "ALTER OPERATOR public.=== (text, text) SET (RESTRICT = NONE, JOIN = NONE)",
            "ALTER OPERATOR public.=== (text, text) SET (JOIN = NONE)",
        }
        assert sql == (
            "REPLACE" if major < 17 else "ALTER OPERATOR public.=== (text, text) SET (COMMUTATOR = OPERATOR(public.===), HASHES)"
        )


def test_moves(each_database: str) -> None:
    was, now = ObjectId("aggregate", ("public", "a", "integer")), ObjectId("aggregate", ("s", "B c", "integer"))
    with connect(each_database) as conn:
        conn.execute(SETUP + "CREATE SCHEMA s")
        blank = {"sfunc": "", "stype": ""}
        for statement in aggregate.rename(Aggregate(id=was, **blank), Aggregate(id=now, **blank), None):  # type: ignore[arg-type]
            conn.execute(statement.sql)
        one, other = (ObjectId("operator", (schema, "===", "text", "text")) for schema in ("public", "s"))
        for statement in operator.rename(Operator(id=one, function=""), Operator(id=other, function=""), None):  # type: ignore[arg-type]
            conn.execute(statement.sql)
        assert {now, other} <= introspect(conn).objects.keys()


def test_keys() -> None:
    assert operator.path(("app",), "=== (text, app.email)", {}) == ("app", "===", "text", "app.email")
    assert operator.path(("app",), "!!(text)", {}) == operator.path(("app",), "!! (none, text)", {}) == ("app", "!!", "", "text")
    assert cast.path((), '("a as b" as app.email)', {}) == ('"a as b"', "app.email")
    for wrong in ("text as app.email", "(text)", ""):
        with pytest.raises(ValueError, match="the key is the two types"):
            cast.path((), wrong, {})
    with pytest.raises(ValueError, match="a cast has one of"):
        cast.read({}, ())
    with pytest.raises(ValueError, match="context is"):
        cast.read({"inout": "true", "context": "always"}, ())
