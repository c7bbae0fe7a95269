"""Names for what a run is doing, for whoever wants to know where the time goes. Looks at no clock itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Watch = Callable[[str], AbstractContextManager[object]]
"""Called with a stage's name when it begins; what it returns is left when the stage ends."""

watch: ContextVar[Watch] = ContextVar("watch", default=nullcontext)


def stage(name: str) -> AbstractContextManager[object]:
    """While it lasts, the run is in this stage; stages may lie inside of each other."""
    return watch.get()(name)


def staged(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function that is a stage."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with watch.get()(name):
                return function(*args, **kwargs)

        return run

    return decorate
