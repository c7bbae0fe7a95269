"""A few machine-made evolutions, the same every time; `./dev evolve` judges as many as one wants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evolve import drawing, judging, reducing, rendering, results, running, scenarios
from evolve.choice import Choice
from evolve.judging import Judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.desired.loader import load_files

CHUNK = 5


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with running.judge(18) as found:
        yield found


@pytest.mark.parametrize("start", range(1, 21, CHUNK))
def test_numbered_pairs(judge: Judge, start: int) -> None:
    for number in range(start, start + CHUNK):
        verdict, why = running.found(judge, running.of_number(number))
        assert verdict != "failed", f"pair {number}: {why}"


@settings(max_examples=5, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_drawn_pairs(judge: Judge, data: st.DataObject) -> None:
    """The same generators with choices that hypothesis can shrink."""
    pair = drawing.pair(Choice(lambda low, high: data.draw(st.integers(low, high))))
    verdict, why = running.found(judge, pair)
    assert verdict != "failed", why


def test_a_number_is_one_pair() -> None:
    assert judging.texts(running.of_number(7)) == judging.texts(running.of_number(7))


@pytest.mark.parametrize("number", range(40))
def test_states_load(number: int) -> None:
    """What is written is YAML that the loader takes, whatever the names."""
    texts = judging.texts(running.of_number(number))
    for files in (texts.before, texts.after):
        load_files(rendering.sources(files))


def test_a_failure_becomes_a_small_scenario(tmp_path: Path) -> None:
    """As if every pair with a table failed: what is left is one table with one column."""

    def fails(pair: drawing.Pair) -> bool:
        return bool(pair.after.of("table"))

    small = reducing.reduced(running.of_number(3), fails)
    assert len(small.after.items) <= 3
    scenarios.write(tmp_path / "evolve--3", judging.texts(small), "why")
    assert "tables:" in (tmp_path / "evolve--3" / "after.yaml").read_text()


def test_results_are_taken_up_again(tmp_path: Path) -> None:
    first = results.Results(tmp_path / "pg18.jsonl")
    first.add(results.Result(number=4, verdict="ok"))
    again = results.Results(first.file)
    again.read()
    assert again.count(range(1, 10)) == {"ok": 1}
