"""The end of the process. Python takes every module and object apart there, which nobody needs: it is a sixth of what an up-to-date `apply` costs."""

from __future__ import annotations

import atexit
import os
import sys


class Leaving:
    """Made before anything else asks to be called at the end, so that all of it is called first; then the process is gone.

    Where somebody was quicker (coverage, `opentelemetry-instrument`), or until there is a `code`, the process ends as any other.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        # Nothing in the documentation counts them; without the function it is not known that nobody waits.
        waiting = getattr(atexit, "_ncallbacks", lambda: 1)
        if waiting() == 0:
            atexit.register(self._leave)

    def _leave(self) -> None:
        if self.code is None:
            return
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return  # Python says it in its own words
        os._exit(self.code)
