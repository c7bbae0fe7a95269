"""Range types on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, state_of
from rows import kept

from schemactl.kinds import range_type
from schemactl.kinds.multirange import default_name
from schemactl.kinds.range_type import RangeType
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
TYPES = f"""
CREATE SCHEMA "A b";
CREATE FUNCTION public.diff(x numeric, y numeric) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT (x - y)::float8';
CREATE TYPE public.price_range AS RANGE (subtype = numeric, subtype_diff = public.diff);
CREATE TYPE "A b"."R ""x" AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops,
  multirange_type_name = "A b"."Many ""x");
CREATE TYPE public.floats AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE public.{LONG} AS RANGE (subtype = timestamp with time zone);
COMMENT ON TYPE public.price_range IS 'commented';
CREATE TABLE public.t (one public.price_range DEFAULT public.price_range(1, 2), many public.price_multirange, r "A b"."R ""x"[]);
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, TYPES)
    assert "CREATE TYPE public.price_range AS RANGE (SUBTYPE = numeric, SUBTYPE_DIFF = public.diff)" in said


def test_nothing_of_it_is_left_unmodelled(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        conn.execute(TYPES)
        assert introspect(conn).unmodelled == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("subtype = int", "subtype = bigint"),
        ("subtype = int", "subtype = int, multirange_type_name = public.many"),
        ("subtype = float8", "subtype = float8, subtype_diff = float8mi"),
        ("subtype = int, multirange_type_name = public.many", "subtype = bigint, multirange_type_name = public.many"),
    ],
)
def test_any_change_swaps_the_type_under_its_columns(each_server: ScratchServer, before: str, after: str) -> None:
    multirange = "public.many" if "many" in before else "public.r_multirange"
    new_multirange = "public.many" if "many" in after else "public.r_multirange"
    around = """
CREATE FUNCTION public.f(x public.r) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT isempty($1)';
CREATE TABLE public.t (c public.r DEFAULT public.r(1, 2), many {}, EXCLUDE USING gist (c WITH &&));
CREATE VIEW public.v AS SELECT public.f(c) FROM public.t; """
    old = f"CREATE TYPE public.r AS RANGE ({before}); {around.format(multirange)}"
    new = f"CREATE TYPE public.r AS RANGE ({after}); {around.format(new_multirange)}"
    rows = "INSERT INTO public.t VALUES ('[1,5)', '{[1,5),[7,9)}'), (NULL, '{}')"
    _, found = kept(each_server, old + rows, new, "SELECT c::text, many::text FROM public.t ORDER BY c")
    assert found == [("[1,5)", "{[1,5),[7,9)}"), (None, "{}")]


def test_without_columns_it_is_replaced(server: ScratchServer) -> None:
    old, new = (f"CREATE TYPE public.r AS RANGE (subtype = {text})" for text in ("int", "bigint"))
    assert moved(server, old, new)[:2] == ["DROP TYPE public.r", "CREATE TYPE public.r AS RANGE (SUBTYPE = bigint)"]


def test_the_multirange_is_called_as_postgresql_calls_it() -> None:
    names = {
        "price_range": "price_multirange",
        "floats": "floats_multirange",
        "n" * 60: "n" * 52 + "_multirange",
        "rangerange": "multirangerange",
    }
    assert {name: default_name(name) for name in names} == names


def test_renaming_takes_everything_along(each_server: ScratchServer) -> None:
    after = RangeType(id=ObjectId("range_type", ("A b", "Prices")), subtype="numeric")
    with database(each_server) as conn:
        conn.execute('CREATE SCHEMA "A b"; CREATE TYPE public.price_range AS RANGE (subtype = numeric)')
        before = introspect(conn).objects[ObjectId("range_type", ("public", "price_range"))]
        for one in range_type.rename(before, after, None):  # type: ignore[arg-type]
            conn.execute(one.sql)
        assert introspect(conn).objects[after.id] == after
        value = conn.execute('SELECT "A b"."Prices_multirange"("A b"."Prices"(1, 2))::text, "A b"."Prices"(1, 2, \'[]\')::text').fetchone()
        assert value == ("{[1,2)}", "[1,2]")


def test_reading_and_writing(server: ScratchServer) -> None:
    assert range_type.read("numeric", ("app", "r")) == {"subtype": "numeric"}
    comes_back(state_of(server, TYPES))
