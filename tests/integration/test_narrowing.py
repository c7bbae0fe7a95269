"""What is planned in a part of a schema is what is planned in all of it: for a sample of the scenarios, or all of them (`--every-scenario`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from both_ways import judging
from test_scenarios import read

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.planning import narrowing, work
from schemactl.planning.work import wanted
from schemactl.scratch.server import ScratchServer


def test_it_is_what_the_whole_gives(server: ScratchServer, scenario_folder: Path) -> None:
    with read(server, scenario_folder) as found:
        for live, target in ((found.before.state, found.after), (found.after.state, found.before)):
            assert judging.told_apart(found.scratch, live, target) == judging.SAME


HEIRS = """\
schema: app
tables:
  base: {{columns: {{made: date not null, by: text}}}}
  'Odd "H x': {{inherits: [base], columns: {{id: integer primary key}}}}
  parted: {{columns: {{id: integer not null, at: date}}, partition_by: range (id), partitions: {{part: for values from (0) to (9)}}}}
  orders: {{columns: {{id: integer primary key, kind: integer{more}}}, foreign_keys: {{of_kind: '(kind) references app."Odd ""H x" (id)'}}}}
publications: {{some: {{tables: [app.orders, 'app."Odd ""H x"', app.part]}}}}
"""


def test_what_is_used_comes_with_what_it_comes_from(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An heir without its parents has not all of its columns: a plan would add them."""
    parts: list[narrowing.Part | None] = []
    cut = work.narrowed
    monkeypatch.setattr(work, "narrowed", lambda *asked: parts.append(cut(*asked)) or parts[-1])
    live, target = (wanted(server, load_files([FileText(name="a.yaml", data=text.encode())]), Scope()) for text in TEXTS)
    with judging.in_part():
        assert judging.planned(server, live.state, target) == ["ALTER TABLE app.orders ADD COLUMN note text"]
    (part,) = parts
    assert part is not None
    heir = ObjectId("table", ("app", 'Odd "H x'))
    assert heir in part.live
    assert ObjectId("table", ("app", "base")) in part.live
    assert ObjectId("inheritance", (*heir.path, "app.base")) in part.live


TEXTS = HEIRS.format(more=""), HEIRS.format(more=", note: text")
