"""What a studio is about: one database of one environment, and the project's files. Made by whoever starts it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Literal

import msgspec

from schemactl.applying.ledger import Marker
from schemactl.live.connection import Connection, Target
from schemactl.plans.make import Project
from schemactl.scratch.server import ScratchServer

Scratch = Callable[[Connection, Marker | None], AbstractContextManager[ScratchServer]]
"""Opens a server for temporary databases, for pages that replay plans."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """`write` is what `--write` asked for; what the database says about itself is asked again before each change."""

    target: Target
    environment: str
    mode: Literal["development", "protected"]
    project: Project
    scratch: Scratch
    embedded: bool = False
    write: bool = False

    @property
    def title(self) -> str:
        """The project's folder."""
        return self.project.root.resolve().name or "schemactl"
