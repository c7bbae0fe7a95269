"""Expressions whose printed text means something else, or prints otherwise, once it is loaded back: an import finds words that lead there."""

from __future__ import annotations

import pytest
from imports import unsettled

from schemactl.scratch.server import ScratchServer

TABLE = """SET search_path TO public;
CREATE TABLE "Odd ""T x" (x integer, y integer, z boolean, n numeric, f float8, j jsonb, vc varchar(10), {});
CREATE VIEW v AS SELECT x FROM "Odd ""T x" WHERE {};
CREATE INDEX ON "Odd ""T x" (x) WHERE {};
CREATE POLICY p ON "Odd ""T x" USING ({});
CREATE FUNCTION f(x integer, y integer, z boolean, n numeric, f float8, j jsonb, vc varchar) RETURNS boolean LANGUAGE sql
  BEGIN ATOMIC SELECT {}; END
"""
SPELLED = [
    "x > -1::int",
    "n > -1.5::numeric AND x > -1::int",
    "x IN (1, y) OR z",
    "x NOT IN (1, y, 3 + y) AND z",
    "(x, y) = (1, 2) AND z",
    "(x, y) <> (1, 2) OR z",
    "(x, y) IN ((1, 2), (3, 4)) OR z",
    "(x, y) NOT IN ((1, 2), (3, 4)) AND z",
    "x BETWEEN SYMMETRIC y AND 3 OR z",
    "x NOT BETWEEN SYMMETRIC y AND 3 AND z",
    "((x IN (1, y) OR z) AND y = -1::int AND vc IN ('a', 'b', ')')) IS TRUE",
    "x BETWEEN 1 AND y AND (x IN (2, y) OR n = ANY (ARRAY[1, 2]) OR z)",
    "n = ANY (ARRAY[1, 2])",
    "f <> ALL (ARRAY[1, x])",
    "j ?| ARRAY[vc]",
    "j #> ARRAY[vc, 'x'] IS NULL",
    "width_bucket(n, ARRAY[1, 2]) = 1",
]


@pytest.mark.parametrize("spelled", SPELLED)
def test_it_comes_back(each_server: ScratchServer, spelled: str) -> None:
    assert unsettled(each_server, TABLE.format(f"CHECK ({spelled})", *[spelled] * 4)) == []


def test_columns_without_a_name(each_server: ScratchServer) -> None:
    body = "SELECT 1, 'a'; SELECT 'it''s', 'b'::varchar(3) FROM \"Odd \"\"T x\""
    assert (
        unsettled(
            each_server,
            f'SET search_path TO public; CREATE TABLE "Odd ""T x" (); CREATE FUNCTION f() RETURNS record LANGUAGE sql BEGIN ATOMIC {body}; END',
        )
        == []
    )


def test_a_function_of_the_system_beside_one_that_fits_better(each_server: ScratchServer) -> None:
    made = """CREATE SCHEMA app; CREATE TABLE app."Odd ""T x" (c integer);
    CREATE FUNCTION app.count(integer) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE VIEW app.v AS SELECT count(c) AS n, app.count(1) AS mine, 'count(' AS text FROM app."Odd ""T x" """
    assert unsettled(each_server, made) == []


def test_values_with_names(each_server: ScratchServer) -> None:
    values = "VALUES (1, 'a', ')'), (2, 'b', NULL)"
    made = f"""CREATE SCHEMA app; CREATE VIEW app."Odd ""T x"("Co ""L x", y) AS {values}; CREATE MATERIALIZED VIEW app.m(x, y) AS {values};
    CREATE VIEW app.plain AS {values}; CREATE VIEW app.inside AS SELECT column1 AS z FROM ({values}) q"""
    assert unsettled(each_server, made) == []
