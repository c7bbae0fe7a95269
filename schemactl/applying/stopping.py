"""SIGTERM and SIGINT → a wish to stop: the statement that runs is cancelled, what ran is recorded, then the run ends."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from schemactl.errors import InterruptError, TerminatedError
from schemactl.live.runner import Stop

_HINT = "run `schemactl apply` again: it goes on where it stopped"


@contextlib.contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Handlers for the time of the block; only the main thread may have them."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(number: int, _frame: FrameType | None) -> None:
        stop.request(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stopped(stop: Stop) -> TerminatedError:
    """The error that ends a run which was asked to stop."""
    if stop.signal == signal.SIGINT:
        return InterruptError("interrupted: the statement was cancelled, what ran is recorded", hint=_HINT)
    return TerminatedError("terminated: the statement was cancelled, what ran is recorded", hint=_HINT)


def check(stop: Stop) -> None:
    """Raise if the run was asked to stop."""
    if stop.requested:
        raise stopped(stop)
