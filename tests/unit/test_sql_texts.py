"""SQL that authors write stands inside of statements that go on behind it: nothing of it reaches further than its own end."""

from __future__ import annotations

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.kinds.backfill import Fill, read
from schemactl.kinds.syntax import fragment, one_expression, value
from schemactl.kinds.ways import sql_text
from schemactl.model.state import State

TEXTS = r"""
schema: app
domains:
  d: {type: "integer@", default: "1@", checks: {c: "value > 0@"}}
  short: "integer default 1@"
composite_types:
  t: {a: "integer@"}
range_types:
  r: {subtype: "numeric@"}
tables:
  'Odd "T x':
    partition_by: "range (x)@"
    columns:
      x: {type: "integer@", default: "1@", not_null: true}
      short: "integer default 1@"
      y: {type: integer, generated: "x + 1@"}
    checks: {c: "x > 0@", e: {expression: "x > 1@", no_inherit: true}}
    exclusions: {e: "using gist (x with =)@"}
    foreign_keys: {f: "(x) references other (x)@"}
    indexes: {short: "(x) where x > 0@", long: {columns: "x, (x + 1)@", where: "x > 0@"}}
    policies: {p: {using: "x > 0@", with_check: "x > 1@"}}
    triggers: {t: "before update for each row when (old.x > 0) execute function f()@"}
    rules: {r: "on update do instead nothing@"}
    partitions: {p: {bound: "for values from (1) to (2)@", partition_by: "range (x)@"}, q: "for values from (3) to (4)@"}
  other:
    columns: {x: integer}
    partition_of: {of: other, bound: "for values from (5) to (6)@"}
    triggers: {t: {timing: "before update@", for_each: row, when: "old.x > 0@", execute: "f()@"}}
views:
  v: "select x from other@"
  w: {query: "select x from other@", defaults: {x: "1@"}}
materialized_views:
  m: "select x from other@"
statistics:
  s: "on x, y from other@"
functions:
  f(integer): {arguments: "a integer default 1@", returns: "integer@", language: sql, sql_body: "return 1@"}
  g(integer): {sql: "create function g(a integer) returns integer begin atomic select 1; end@"}
  h(): {sql: "create function h() returns integer language sql return 1@"}
aggregates:
  a(integer): {arguments: "integer@", sfunc: int4pl, stype: "integer@"}
publications:
  p: {tables: {app.other: {where: "x > 0@"}}}
"""
ENDS = ["  -- cents", " /* cents */", " /* a */ -- b\\n", ";", " ; -- done"]


def said(end: str) -> State:
    return load_files([FileText(name="f.yaml", data=TEXTS.replace("@", end).encode())])


@pytest.mark.parametrize("end", ENDS)
def test_comments_and_semicolons_at_the_end_are_nothing(end: str) -> None:
    assert said(end).objects == said("").objects


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("x -- a\n + 1 -- b", "x -- a\n + 1"),
        ("'--' || $$/*;$$", "'--' || $$/*;$$"),
        ("\"a;)\" || ')'", "\"a;)\" || ')'"),
        ("'ä' || x -- é", "'ä' || x"),
        ("begin atomic select 1; end;", "begin atomic select 1; end"),
        ("do (delete from a; delete from b);", "do (delete from a; delete from b)"),
    ],
)
def test_what_is_no_comment_stays(text: str, means: str) -> None:
    assert fragment(text) == means


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x /* cents", "unterminated"),
        ("x > 'a; -- b", "unterminated"),
        ("1; drop table x", "`;` ends"),
        ("x > 0) or (x < 1", "parenthesis"),
        ("(x > 0", "parenthesis"),
        ("-- nothing", "no SQL"),
    ],
)
def test_what_reaches_further_is_refused_where_it_is_written(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        fragment(text)
    for yaml in ("{type: integer, default: %r}", "{type: integer, using: %r}", "{type: integer, backfill: {value: x, where: %r}}"):
        with pytest.raises(SchemaError, match=why) as caught:
            load_files([FileText(name="f.yaml", data=f"tables:\n  t:\n    columns:\n      x: {yaml % text}\n".encode())])
        (problem,) = caught.value.problems
        assert problem.where is not None
        assert problem.where.line == 4


def test_ways_are_read_so_as_well() -> None:
    assert sql_text("x * 2 -- cents") == "x * 2"
    assert read({"value": "x -- a", "where": "y; "}) == Fill(value="x", where="y")


@pytest.mark.parametrize("text", ["x, DROP COLUMN y", "x AS y", "x FROM t", "x ORDER BY 1", "x LIMIT 1", "x NOT NULL", "DISTINCT x"])
def test_a_way_is_one_expression(text: str) -> None:
    for read_as in (sql_text, value):
        with pytest.raises(ValueError, match=r"one expression|syntax error"):
            read_as(text)


@pytest.mark.parametrize("text", ["DEFAULT", "(SELECT max(y) FROM t)", "ROW(x, y)", 'x::app."T"', "x || ', ' -- a"])
def test_an_expression_is(text: str) -> None:
    assert sql_text(text) == value(text) == text.removesuffix(" -- a")


PLAIN = ["-1.5", "now()", "app.f()", "CURRENT_TIMESTAMP", "'a; b'", "'{}'::jsonb", "'{}'::text[]", "nextval('app.s'::regclass)"]


@pytest.mark.parametrize(
    "text",
    [
        *PLAIN,
        "'{}'::character varying[]",
        "nextval('app.\"S 1\"'::regclass)",
        "'x'::text COLLATE \"C\"",
        "(now() AT TIME ZONE 'utc'::text)",
    ],
)
def test_a_default_is(text: str) -> None:
    assert value(text) == text == one_expression(text)


@pytest.mark.parametrize(
    "key", ["domains: {'Odd \"T x': {type: integer, default: %r}}", "tables: {t: {columns: {'Odd \"T x': {type: integer, default: %r}}}}"]
)
@pytest.mark.parametrize("text", ["1, z int", "1 NOT NULL", "1 CHECK (true)", "'a'::text not null"])
def test_a_default_says_nothing_else(key: str, text: str) -> None:
    with pytest.raises(SchemaError, match=r"one expression|syntax error"):
        load_files([FileText(name="f.yaml", data=(key % text).encode())])
