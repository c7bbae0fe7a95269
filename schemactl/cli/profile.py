"""`--profile`: where the time of a run went, by stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

import click

START = "start"
REST = "everything else"


class Clocks(NamedTuple):
    """Seconds by the wall and of CPU."""

    wall: float
    cpu: float

    def __sub__(self, other: Clocks) -> Clocks:
        return Clocks(self.wall - other.wall, self.cpu - other.cpu)

    def plus(self, other: Clocks) -> Clocks:
        """Both together."""
        return Clocks(self.wall + other.wall, self.cpu + other.cpu)


NONE = Clocks(0.0, 0.0)


def now() -> Clocks:
    """What the clocks say."""
    return Clocks(time.perf_counter(), time.process_time())


class Profile:
    """Each stage's own time, without that of the stages inside of it."""

    def __init__(self) -> None:
        self._begun = now()
        self._spent: dict[str, Clocks] = {}
        self._times: dict[str, int] = {}
        self._open: list[tuple[str, Clocks]] = [(REST, self._begun)]

    @contextmanager
    def watch(self, name: str) -> Iterator[None]:
        """A stage, as `model.stage` asks for it."""
        self._times[name] = self._times.get(name, 0) + 1
        self._close_with(now())
        self._open.append((name, now()))
        try:
            yield
        finally:
            at = now()
            self._close_with(at)
            self._open.pop()
            outer, _ = self._open[-1]
            self._open[-1] = (outer, at)

    def _close_with(self, at: Clocks) -> None:
        """What has passed belongs to the innermost stage."""
        name, since = self._open[-1]
        self._spent[name] = self._spent.get(name, NONE).plus(at - since)

    def stop(self) -> str:
        """The end: a line per stage, the longest first; the sum is the whole run, the start of Python included."""
        from schemactl.model.stage import watch

        watch.set(nullcontext)
        at = now()
        self._close_with(at)
        self._open[-1] = (self._open[-1][0], at)
        # CPU counts from the start of the process, the wall clock from here: the start is taken to have waited for nothing.
        started = Clocks(self._begun.cpu, self._begun.cpu)
        spent = {START: started, **self._spent}
        lines = [("stage", "times", "seconds", "CPU")]
        for name, one in sorted(spent.items(), key=lambda pair: -pair[1].wall):
            lines.append((name, str(self._times.get(name, "")), f"{one.wall:.3f}", f"{one.cpu:.3f}"))
        total = Clocks(sum(one.wall for one in spent.values()), sum(one.cpu for one in spent.values()))
        lines.append(("total", "", f"{total.wall:.3f}", f"{total.cpu:.3f}"))
        return "\n".join(f"{name:<32}{times:>7}{wall:>10}{cpu:>10}" for name, times, wall, cpu in lines)


def option() -> click.Option:
    """The option of every command."""
    return click.Option(["--profile"], is_flag=True, expose_value=False, callback=_begin, help="Say where the time went, by stage.")


def _begin(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    from schemactl.cli.context import App
    from schemactl.model.stage import watch

    app = ctx.find_object(App)
    if asked and app is not None and app.profile is None:
        app.profile = Profile()
        watch.set(app.profile.watch)
