"""Questions that a plan stops with: asked on a terminal, and the answers written where the next person finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemactl.cli.context import App

if TYPE_CHECKING:
    from schemactl.plans.make import Made, Project, Wish

Make = Callable[["Wish"], "Made"]


@contextmanager
def answered(app: App, files: Project, wish: Wish) -> Iterator[Callable[[Make], Made]]:
    yield lambda make: make(wish)
