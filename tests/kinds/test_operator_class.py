"""Operator classes and families on real servers."""

from __future__ import annotations

import pytest
from moves import builds_from_files, comes_back, moved, rebuilt, state_of

from schemactl.kinds import operator_members
from schemactl.kinds.operator_class import OperatorClass
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

EVERYTHING = """
CREATE SCHEMA "A b";
CREATE TYPE public.pair AS (a integer, b integer);
CREATE FUNCTION public.pair_lt(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2.a';
CREATE FUNCTION public.pair_eq(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
CREATE FUNCTION "A b"."Cmp x"(public.pair, public.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2.a';
CREATE FUNCTION public.pair_int(public.pair, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2';
CREATE FUNCTION public.cmp_int(public.pair, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2';
CREATE OPERATOR public.<< (FUNCTION = public.pair_lt, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE OPERATOR "A b".=== (FUNCTION = public.pair_eq, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE OPERATOR public.<< (FUNCTION = public.pair_int, LEFTARG = public.pair, RIGHTARG = integer);
CREATE OPERATOR public.<<| (FUNCTION = public.pair_int, LEFTARG = public.pair, RIGHTARG = integer);
CREATE FUNCTION public.cmp_two(public.pair, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.b - $2';
CREATE OPERATOR FAMILY public.loose USING btree;
CREATE OPERATOR FAMILY public.loose USING hash;
CREATE OPERATOR FAMILY "A b"."F ""x" USING btree;
ALTER OPERATOR FAMILY "A b"."F ""x" USING btree ADD OPERATOR 1 public.<< (public.pair, integer),
  FUNCTION 1 (public.pair, integer) public.cmp_int(public.pair, integer);
CREATE OPERATOR CLASS public.pair_ops DEFAULT FOR TYPE public.pair USING btree FAMILY "A b"."F ""x" AS
  OPERATOR 1 public.<<, OPERATOR 3 "A b".===, FUNCTION 1 "A b"."Cmp x"(public.pair, public.pair);
CREATE OPERATOR CLASS "A b"."C ""x" FOR TYPE integer USING btree AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR CLASS public.only_storage FOR TYPE integer USING btree AS STORAGE integer;
CREATE OPERATOR CLASS public.near FOR TYPE point USING gist AS OPERATOR 15 <->(point, point) FOR ORDER BY float_ops,
  OPERATOR 11 >^, FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal),
  FUNCTION 2 gist_box_union(internal, internal), FUNCTION 3 gist_point_compress(internal),
  FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal),
  FUNCTION 7 gist_box_same(box, box, internal), FUNCTION 8 gist_point_distance(internal, point, smallint, oid, internal),
  STORAGE box;
CREATE TABLE public.t (p public.pair, i integer, at point);
CREATE INDEX t_p ON public.t (p);
CREATE INDEX t_i ON public.t (i "A b"."C ""x" DESC);
CREATE INDEX t_at ON public.t USING gist (at public.near);
COMMENT ON OPERATOR CLASS public.pair_ops USING btree IS 'c';
COMMENT ON OPERATOR FAMILY "A b"."F ""x" USING btree IS 'f';
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, EVERYTHING)
    assert "CREATE OPERATOR FAMILY public.loose USING hash" in said
    assert "CREATE OPERATOR CLASS public.only_storage FOR TYPE integer USING btree AS\n  STORAGE integer" in said


def test_everything_goes(each_server: ScratchServer) -> None:
    assert "DROP OPERATOR CLASS public.pair_ops USING btree" in moved(each_server, EVERYTHING, "SELECT")


FAMILY = 'ALTER OPERATOR FAMILY "A b"."F ""x" USING btree '


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (FAMILY + "DROP OPERATOR 1 (public.pair, integer)", ["DROP OPERATOR 1 (public.pair, integer)"]),
        (FAMILY + "ADD OPERATOR 5 public.<<| (public.pair, integer)", ["ADD\n  OPERATOR 5 public.<<|(public.pair,integer)"]),
        (
            FAMILY
            + "DROP FUNCTION 1 (public.pair, integer); "
            + FAMILY
            + "ADD FUNCTION 1 (public.pair, integer) public.cmp_two(public.pair, integer)",
            ["DROP FUNCTION 1 (public.pair, integer)", "ADD\n  FUNCTION 1 (public.pair, integer) public.cmp_two(public.pair,integer)"],
        ),
    ],
)
def test_a_family_changes_in_place_and_back(each_server: ScratchServer, change: str, said: list[str]) -> None:
    there = moved(each_server, EVERYTHING, EVERYTHING + change)
    assert [sql.removeprefix(FAMILY) for sql in there] == said
    moved(each_server, EVERYTHING + change, EVERYTHING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DEFAULT FOR TYPE public.pair", "FOR TYPE public.pair"),
        ('OPERATOR 3 "A b".===, ', ""),
        (' FAMILY "A b"."F ""x" AS', " AS"),
        ("  STORAGE box", "  STORAGE polygon"),
        ("only_storage FOR TYPE integer USING btree AS STORAGE integer", "only_storage FOR TYPE text USING btree AS STORAGE text"),
    ],
)
def test_a_class_is_made_anew_with_its_indexes(each_server: ScratchServer, old: str, new: str) -> None:
    assert old in EVERYTHING
    without = EVERYTHING.replace("CREATE INDEX t_p ON public.t (p);", "CREATE INDEX t_p ON public.t (p public.pair_ops);")
    moved(each_server, without, without.replace(old, new))


def test_a_function_below_goes_and_comes(server: ScratchServer) -> None:
    after = EVERYTHING.replace("pair_lt(public.pair, public.pair)", "pair_lt(x public.pair, y public.pair)")
    moved(server, EVERYTHING, after)


def test_files_may_say_it_as_people_do(server: ScratchServer) -> None:
    assert operator_members.added("operator 1", "<") == "OPERATOR 1 <"
    assert (
        operator_members.added("operator 1 (integer, bigint)", "app.< for order by app.f")
        == "OPERATOR 1 app.<(integer, bigint) for order by app.f"
    )
    assert operator_members.added("Function 2", "f(internal)") == "FUNCTION 2 f(internal)"
    assert operator_members.removed("function 2 (integer, integer)") == "FUNCTION 2 (integer, integer)"
    assert operator_members.path(("app",), "my using ops using btree", {}) == ("app", "my using ops", "btree")
    with pytest.raises(ValueError, match="expected operator or function"):
        operator_members.checked({"members": {"strategy 1": "<"}})
    with pytest.raises(ValueError, match="the key is a name and an access method"):
        operator_members.path(("app",), "my_ops", {})
    found = comes_back(state_of(server, EVERYTHING)).objects[ObjectId("operator_class", ("public", "pair_ops", "btree"))]
    assert isinstance(found, OperatorClass)
    assert found.family == '"A b"."F ""x"'


def test_files_build_it_again(each_server: ScratchServer) -> None:
    builds_from_files(each_server, EVERYTHING)
