"""A plan's names for a while (an index beside the one that it replaces), and those that PostgreSQL gives, are nobody else's: not of what the plan
does not touch, and not of what no project manages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import scenario

from schemactl.model.state import State
from schemactl.planning import narrowing, work
from schemactl.scratch.server import ScratchServer

TABLE = """\
schema: app
tables:
  orders:
    columns:
      id: bigint primary key
      at: date
      note: {note}
      mood: app.moods
    indexes: {{orders_at: {index}}}
{table}\
enums:
  moods: [good, {mood}]
{types}\
"""
BEFORE = {"note": "text", "index": "[at]", "mood": "bad"}
AFTER = {"note": "{type: text, not_null: true, backfill: \"'none'\"}", "index": "[at, id]", "mood": "worse"}
IN_THE_WAY = {
    "table": """\
  others:
    columns: {id: bigint primary key, at: {type: date, not_null: true, not_null_name: orders_note_not_null}}
    indexes: {orders_at_new: [at], orders_at_old: [at, id]}
""",
    "types": """\
  moods_old: [x]
functions:
  orders_note_backfill(): {returns: integer, language: sql, body: SELECT 1}
""",
}
UNMANAGED = """\
CREATE TABLE app.others (id bigint PRIMARY KEY, at date CONSTRAINT orders_note_not_null NOT NULL);
CREATE INDEX orders_at_new ON app.others (at);
CREATE INDEX orders_at_old ON app.others (at, id);
CREATE TYPE app.moods_old AS ENUM ('x');
CREATE FUNCTION app.orders_note_backfill() RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""
ROWS = "INSERT INTO app.orders VALUES (1, '2030-01-01', NULL, 'good');"


def _write(folder: Path, **others: str) -> Path:
    for name, words in (("before", BEFORE), ("after", AFTER)):
        (folder / f"{name}.yaml").write_text(TABLE.format(**words, **others))
    return folder


def nobody_is_busy(live: State) -> State:
    return live


@pytest.fixture(params=[nobody_is_busy, scenario.everything_is_busy])
def busy(request: pytest.FixtureRequest) -> Callable[[State], State]:
    found: Callable[[State], State] = request.param
    return found


def test_of_what_a_plan_does_not_touch(
    each_server: ScratchServer, busy: Callable[[State], State], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing of it is looked at."""
    monkeypatch.setattr(narrowing, "FEWEST", 0)
    monkeypatch.setattr(narrowing, "MOST", 100.0)
    in_part, answers = work._in_part, []
    monkeypatch.setattr(work, "_in_part", lambda *asked: answers.append(in_part(*asked)) or answers[-1])
    folder = _write(tmp_path, **IN_THE_WAY)
    (folder / "seed.sql").write_text(ROWS)
    scenario.there_and_back(each_server, scenario.read(each_server, folder), busy)
    assert None not in answers


def test_of_what_nobody_manages(each_server: ScratchServer, busy: Callable[[State], State], tmp_path: Path) -> None:
    folder = _write(tmp_path, table="", types="")
    (folder / "seed.sql").write_text(UNMANAGED + ROWS)
    (folder / "scope.json").write_text(json.dumps({"ignore": ["table:app.others", "enum:app.moods_old", "function:app.orders_note_back*"]}))
    scenario.there_and_back(each_server, scenario.read(each_server, folder), busy)
