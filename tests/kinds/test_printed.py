"""Expressions whose printed text means something else, or prints otherwise, once it is loaded back: an import finds words that lead there."""

from __future__ import annotations

import pytest
from imports import unsettled
from moves import database

from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning import spelling
from schemactl.planning.importing import import_state
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
    "x IN (1, 3, y) OR y > 5",
    "x NOT IN (1, 3, y) AND y > 5",
    "vc IN ('a', '((x', f::text, 'b') OR z",
    "x NOT IN (y, CASE WHEN z THEN 1 ELSE 2 END) AND z",
    "x IN (CASE WHEN x IN (1, 2, y) OR z THEN 1 ELSE 2 END, y) OR CASE WHEN z THEN true ELSE false END",
    "(CASE WHEN x IN (1, 2, y) OR z THEN z ELSE false END OR z) AND x BETWEEN y AND 5 AND vc <> '((x >= 1) AND (x <= 2)) AND'",
    "(x >= ANY (ARRAY[1, y]) AND x <= y) IS TRUE AND x IN (1, y)",
]


@pytest.mark.parametrize("spelled", SPELLED)
def test_it_comes_back(each_server: ScratchServer, spelled: str) -> None:
    assert unsettled(each_server, TABLE.format(f"CHECK ({spelled})", *[spelled] * 4)) == []


def test_words_that_the_server_does_not_take_do_not_end_an_import(each_server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "kept_apart", lambda text: text.replace("OR z", "OR OR z"))
    with database(each_server) as conn:
        conn.execute(b'CREATE TABLE public."Odd ""T x" (x integer, y integer, z boolean, CHECK (x IN (1, 3, y) OR z))')
        imported = import_state(each_server, introspect(conn), Scope())
    assert len(imported.unsettled) == 1
    assert all("OR OR" not in text for text in imported.files.values())


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
