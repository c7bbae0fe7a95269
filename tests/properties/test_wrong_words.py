"""Schema files with one wrong word: an error for people, or a statement that the server refuses. Never anything else."""

from __future__ import annotations

import contextlib
import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemactlError
from schemactl.model.state import State
from schemactl.planning import canonical

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*/*.yaml"))
WRONG: list[Any] = [
    *("", " ", "\n", "x y z", "a.b.c.d", "é", "0", "null", "true", "absent", "with", "using", "where", "where (", ".", ",", "$$"),
    *("(", ")", "()", "a (", "(a", "(a,", "(a with", "a b(", "[", "'", '"', "'a", '"a', "--", "/*", {}, [], {"x": "y"}, ["x"], [[]]),
]


@pytest.mark.parametrize("number", range(20))
def test_one_wrong_word(number: int) -> None:
    chosen = random.Random(number)
    for _ in range(80):
        file = chosen.choice(SCENARIOS)
        tree = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
        place = chosen.choice([path for path in _places(tree) if path])
        wrong = yaml.safe_dump(_put(tree, place, chosen.choice(WRONG)), allow_unicode=True)
        with contextlib.suppress(SchemactlError):
            written = load_files([FileText(name="wrong.yaml", data=wrong.encode(), path=file)], root=file.parent)
            canonical._link(written)
            canonical._statements(State(major=18), written)


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _places(value, (*path, key))


def _put(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(tree)
    node = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return changed
