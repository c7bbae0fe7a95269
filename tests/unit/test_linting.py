"""Findings of a plan and where they stand in its file, however many there are."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from schemactl.cli import linting
from schemactl.kinds.table import Table
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.plans import directory
from schemactl.plans.plan import Plan, PlanStatement, PlanStep
from schemactl.plans.planfile import PlanHeader, render

TABLES = 40


def state() -> State:
    found = State(major=18)
    for number in range(TABLES):
        found.add(Table(id=ObjectId("table", ("app", f"t{number}"))))
    return found


@pytest.fixture
def plan(tmp_path: Path) -> directory.PlanFile:
    """An index on each table, while writes wait."""
    statements = [
        PlanStatement(
            sql=f"-- of t{number}\nCREATE INDEX t{number}_at_idx\n    ON app.t{number} (at)",
            label=f"index app.t{number}.t{number}_at_idx",
            verb="+",
        )
        for number in range(TABLES)
    ]
    was, becomes = (Fingerprints(full=f"18/{digit * 2}", structure=digit * 2) for digit in "ab")
    header = PlanHeader(parent="-", before=was, after=becomes, changes=TABLES)
    data = render(Plan(name="0001_indexes", header=header, steps=(PlanStep(statements=tuple(statements)),)))
    (tmp_path / "0001_indexes.sql").write_bytes(data)
    return directory.list_plans(tmp_path)[0]


def test_each_finding_stands_where_its_statement_does(plan: directory.PlanFile) -> None:
    found = list(linting.of_plans([plan], plan.path.parent, {}, lambda _number: state(), State()))
    lines = plan.data.decode().split("\n")
    assert [one.problem.code for one in found] == ["SC101"] * TABLES
    for number, one in enumerate(found):
        assert one.problem.where is not None
        assert lines[one.problem.where.line - 1] == f"CREATE INDEX t{number}_at_idx"


@pytest.mark.parametrize("name", ["parse", "parse_edited"])
def test_a_plan_is_read_once_however_many_findings_there_are(plan: directory.PlanFile, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    reads = Mock(wraps=getattr(directory, name))
    monkeypatch.setattr(directory, name, reads)
    assert len(list(linting.of_plans([plan], plan.path.parent, {}, lambda _number: state(), State()))) == TABLES
    assert reads.call_count == 1
