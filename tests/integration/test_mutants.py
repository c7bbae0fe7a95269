"""A sample of `./dev mutants`: a changed plan folder is refused, and nothing of it runs."""

from __future__ import annotations

import random
from pathlib import Path

import mutants
import pytest

SAMPLE = 150


def test_changed_folders_do_not_run(database: str, tmp_path: Path) -> None:
    bench = mutants.Bench(database, tmp_path)
    assert [said for number in range(SAMPLE) if (said := bench.judge(number))] == []
    bench.close()


@pytest.mark.parametrize("change", mutants._CHANGES, ids=lambda one: one.__name__.strip("_"))
def test_every_way_to_change_one_is_refused(database: str, tmp_path: Path, change: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "_CHANGES", (change,))
    monkeypatch.setattr(mutants, "_byte", change)
    bench = mutants.Bench(database, tmp_path)
    assert [said for number in range(3) if (said := bench.judge(number))] == []
    bench.close()


def test_the_witness_sees_what_runs(database: str, tmp_path: Path) -> None:
    bench = mutants.Bench(database, tmp_path)
    mutants.apply(bench.conn, bench.whole, mutants.PROTECTED, fingerprints=mutants.taken)
    assert bench._moved() > bench.moved + 3 * 8
    bench.close()
    assert mutants.mutate(bench.whole, random.Random(1))
