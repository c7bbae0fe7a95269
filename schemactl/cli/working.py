"""How far a statement came → words for people, and fields for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from schemactl.cli.durations import lasting

if TYPE_CHECKING:
    from schemactl.applying.events import AtWork
    from schemactl.live.headway import Counted, Headway

NO_FIGURE = "no figure from PostgreSQL"
"""What it counts nothing of: a table that is copied or checked, rows that are changed."""


def words(work: AtWork) -> Iterator[str]:
    """For a line that stays: everything that is known."""
    if work.headway is None:
        yield NO_FIGURE
    else:
        yield _phase(work.headway)
        yield from _counted(work.headway.counted)
    if work.left is not None:
        yield f"about {lasting(work.left)} left of this phase"
    if work.rehearsed is not None:
        yield f"{lasting(work.rehearsed)} in the rehearsal"


def brief(work: AtWork) -> Iterator[str]:
    """For a line of 80 columns: what changes first."""
    yield lasting(work.seconds)
    if work.blockers:
        yield f"waits for {'; '.join(map(str, work.blockers))}"
        return
    yield from _left(work)
    if work.headway is None:
        yield NO_FIGURE
    else:
        share = work.headway.counted.share if work.headway.counted else None
        yield _phase(work.headway) if share is None else f"{share:.0%} {_phase(work.headway)}"


def fields(work: AtWork) -> dict[str, Any]:
    """For a line of JSON; what is not known is left out."""
    found: dict[str, Any] = {"seconds_left_of_phase": work.left, "seconds_rehearsed": work.rehearsed}
    if (headway := work.headway) is not None:
        found |= {"command": headway.command, "phase": headway.phase or None}
        if headway.parts:
            found |= {"parts_done": headway.parts_done, "parts": headway.parts}
        if (counted := headway.counted) is not None:
            found |= {"done": counted.done, "total": counted.total, "unit": counted.unit, "share": counted.share}
    return found


def _phase(headway: Headway) -> str:
    part = f" of partition {min(headway.parts_done + 1, headway.parts)} of {headway.parts}" if headway.parts else ""
    return f"{headway.phase or headway.command}{part}"


def _counted(counted: Counted | None) -> Iterator[str]:
    if counted is None:
        return
    if counted.share is None:
        yield f"{counted.done:,} {counted.unit}"
    else:
        yield f"{counted.share:.0%} ({counted.done:,} of {counted.total:,} {counted.unit})"


def _left(work: AtWork) -> Iterator[str]:
    """The rehearsal was of all of it, PostgreSQL counts a phase."""
    if work.rehearsed is not None:
        left = work.rehearsed - work.seconds
        yield f"about {lasting(left)} left by the rehearsal" if left > 0 else f"{lasting(work.rehearsed)} in the rehearsal"
    elif work.left is not None:
        yield f"about {lasting(work.left)} left"
