"""`--profile`: every stage's own time, and all of them together the whole run."""

from __future__ import annotations

import re
import time
from contextlib import nullcontext

import pytest

from schemactl.cli import main
from schemactl.cli.profile import Profile
from schemactl.model.stage import stage, staged, watch


def test_a_stage_has_its_own_time_and_not_that_of_the_stages_inside() -> None:
    profile = Profile()
    with profile.watch("outer"), profile.watch("inner"):
        ends = time.perf_counter() + 0.05
        while time.perf_counter() < ends:
            pass
    lines = {line[:32].strip(): line.split()[-2:] for line in profile.stop().splitlines()}
    assert float(lines["inner"][0]) >= 0.05 > float(lines["outer"][0])
    assert {"start", "everything else", "total"} <= set(lines)


def test_stages_cost_nothing_where_nobody_watches() -> None:
    @staged("twice")
    def twice(number: int) -> int:
        with stage("inside"):
            return 2 * number

    assert twice(2) == 4
    assert watch.get() is nullcontext


def test_every_command_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["explain", "SC401", "--profile"])
    assert ended.value.code == 0
    assert re.search(r"^total +\d+\.\d+ +\d+\.\d+$", capsys.readouterr().err, re.MULTILINE)
    assert watch.get() is nullcontext
