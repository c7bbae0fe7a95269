"""docs/reliability.md names a test for everything that is promised, and those tests exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/reliability.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| G\d+ \|", line)
]
NAMED = [(row[0], test) for row in ROWS for test in re.findall(r"`(tests/[^`]+)`", row[2])]


def test_every_guarantee_has_its_row() -> None:
    assert [row[0] for row in ROWS] == [f"G{number}" for number in range(1, 33)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_no_test_holds_is_said(row: list[str]) -> None:
    assert "`tests/" in row[2] or row[3].startswith("not tested")


@pytest.mark.parametrize(("row", "named"), NAMED)
def test_a_test_that_is_named_exists(row: str, named: str) -> None:
    file, _, name = named.partition("::")
    assert (ROOT / file).is_file(), named
    functions = {node.name for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.FunctionDef)}
    assert name in functions if name else any(one.startswith("test_") for one in functions), named
