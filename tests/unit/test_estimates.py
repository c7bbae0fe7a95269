"""How long statements take: by kind of work, size, and what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.applying.timings import Took
from schemactl.cli.estimating import rates
from schemactl.lint.estimates import DEFAULTS, Estimate, Rates, Sample, Works, calibrated
from schemactl.lint.judge import Judge
from schemactl.live.sizes import Size
from schemactl.model.state import State
from schemactl.plans.rehearsal import Work

T = ("app", "t")
LARGE = Size(1 << 30, 10_000_000)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("CREATE INDEX i ON app.t (a)", ["build"]),
        ("CREATE INDEX CONCURRENTLY i ON app.t (a)", ["concurrent build"]),
        ("ALTER TABLE app.t ADD CONSTRAINT c CHECK (a > 0)", ["scan"]),
        ("ALTER TABLE app.t VALIDATE CONSTRAINT c", ["scan"]),
        ("ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.o", ["join", "join"]),
        ("ALTER TABLE app.t ADD COLUMN b uuid DEFAULT gen_random_uuid()", ["rewrite"]),
        ("ALTER TABLE app.t ADD COLUMN b int", []),
        ("CREATE TABLE app.new (id int)", []),
        ("TRUNCATE app.t", []),
        ("UPDATE app.t SET a = 1 WHERE id BETWEEN $1 AND $2", ["backfill"]),
        ("DELETE FROM app.t WHERE id BETWEEN $1 AND $2", ["backfill"]),
        # What people wrote may take any time.
        ("UPDATE t SET a = 1 WHERE id BETWEEN $1 AND $2", None),
        ("UPDATE app.t SET a = 1", None),
        ("DO $$ BEGIN END $$", None),
        ("no sql", None),
    ],
)
def test_kinds_of_work(sql: str, what: list[str] | None) -> None:
    found = Works(Judge(State())).of(sql)
    assert what == (None if found is None else [one for one, _ in found])


def test_a_foreign_key_that_the_plan_made_is_validated_by_a_join() -> None:
    works = Works(Judge(State()))
    works.of("ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.o NOT VALID")
    assert works.of("ALTER TABLE app.t VALIDATE CONSTRAINT f") == [("join", T)]


def test_without_a_measurement_it_is_a_guess() -> None:
    found = Rates().estimate([("build", T)], {T: LARGE})
    assert found == Estimate(DEFAULTS["build"] * (LARGE.bytes + 300 * LARGE.rows), measured=False, work=(("build", T),))
    assert str(found).endswith("?")


def test_what_was_measured_counts_and_small_tables_do_not() -> None:
    samples = [Sample("build", (LARGE,), seconds) for seconds in (10.0, 12.0, 90.0)]
    rates = calibrated([*samples, Sample("build", (Size(8192, 10),), 1.0), Sample("scan", (Size(8192, 10),), 1.0)])
    assert set(rates.measured) == {"build"}
    found = rates.estimate([("build", T)], {T: Size(2 << 30, 20_000_000)})
    assert found is not None
    assert (round(found.seconds), found.measured) == (24, True)
    assert str(found) == "about 24 s"
    mixed = rates.estimate([("build", T), ("scan", T)], {T: LARGE})
    assert mixed is not None
    assert not mixed.measured


def test_nobody_knows_without_sizes_and_nothing_to_do_takes_no_time() -> None:
    assert Rates().estimate([("scan", T)], {}) is None
    assert Rates().estimate(None, {T: LARGE}) is None
    assert Rates().estimate([], {}) == Estimate(0, measured=True)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "under a second"), (41.4, "about 41 s"), (240, "about 4 min"), (7100, "about 118 min"), (9000, "about 2 h")]
)
def test_in_words(seconds: float, text: str) -> None:
    assert str(Estimate(seconds, measured=True)) == text


def test_in_a_narrow_column() -> None:
    assert [Estimate(length, measured=length > 100).brief for length in (0.2, 41.4, 240.0, 9000.0)] == ["<1 s?", "~41 s?", "~4 min", "~2 h"]


def took(seconds: float, waited: float = 0.0, what: str = "scan", size: int = 1 << 30) -> Took:
    return Took(seconds=seconds, waited=waited, work=(Work(what=what, relation="app.t", bytes=size, rows=10_000_000),))


def test_what_ran_in_the_database_tells_the_rate(tmp_path: Path) -> None:
    """Less what was waited for; where that is most of the time, or the table is small, it tells nothing."""
    weight = (1 << 30) + 300 * 10_000_000
    found = rates(tmp_path, [took(12.0, 2.0), took(90.0, 80.0), took(5.0, what="build"), took(1.0, what="rewrite", size=100)])
    assert found.measured == {"scan": 10.0 / weight, "build": 5.0 / weight}
    estimate = found.estimate([("scan", T)], {T: LARGE})
    assert estimate
    assert estimate.measured
    assert round(estimate.seconds, 6) == 10.0
    two = Took(seconds=1.0, work=(*took(1.0).work, *took(1.0, what="build").work))
    assert rates(tmp_path, [two]).measured == {}, "nobody knows which of two took how long"
