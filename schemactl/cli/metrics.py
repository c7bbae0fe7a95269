"""What an `apply` did → a file for the textfile collector of Prometheus' node_exporter, written whole or not at all.

https://github.com/prometheus/node_exporter#textfile-collector
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from schemactl.applying.events import Events
from schemactl.errors import SchemactlError

_HELP = {
    "last_run_timestamp_seconds": "When the last apply ended.",
    "last_run_exit_code": "How it ended, see docs/exit-codes.md.",
    "last_run_duration_seconds": "How long it took.",
    "last_run_plans_applied": "How many plans it ran.",
    "last_run_plan_duration_seconds": "How long each of them took.",
    "last_run_rows": "How many rows its statements changed or returned.",
    "last_run_lock_retries": "How often a step began again for want of a lock.",
}


class Metrics(Events):
    """Counts, and writes when the block ends, however it does."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._plans: dict[str, float] = {}
        self._rows = self._retries = 0

    def statement_done(self, _plan: str, _number: str, _label: str, *, seconds: float, rows: int) -> None:  # noqa: ARG002 - an event's words
        self._rows += rows

    def retrying(self, _plan: str, _step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:  # noqa: ARG002 - an event's words
        self._retries += 1

    def plan_done(self, plan: str, *, seconds: float) -> None:
        self._plans[plan] = seconds

    @contextlib.contextmanager
    def written(self, file: Path | None) -> Iterator[None]:
        """Write the file behind the block, where one is named."""
        code = 1
        try:
            yield
            code = 0
        except SchemactlError as error:
            code = error.exit_code
            raise
        finally:
            if file is not None:
                _write(file, self._text(code))

    def _text(self, code: int) -> str:
        values: dict[str, object] = {
            "last_run_timestamp_seconds": f"{time.time():.3f}",
            "last_run_exit_code": code,
            "last_run_duration_seconds": f"{time.monotonic() - self._started:.3f}",
            "last_run_plans_applied": len(self._plans),
            "last_run_rows": self._rows,
            "last_run_lock_retries": self._retries,
        }
        lines = [line for name, value in values.items() for line in (*_head(name), f"schemactl_apply_{name} {value}")]
        if self._plans:
            lines += _head("last_run_plan_duration_seconds")
            # Names of plans are letters, digits and underscores: nothing to escape.
            lines += [f'schemactl_apply_last_run_plan_duration_seconds{{plan="{plan}"}} {took:.3f}' for plan, took in self._plans.items()]
        return "\n".join([*lines, ""])


def _head(name: str) -> list[str]:
    return [f"# HELP schemactl_apply_{name} {_HELP[name]}", f"# TYPE schemactl_apply_{name} gauge"]


def _write(file: Path, text: str) -> None:
    """Beside it first: the collector may read at any moment."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w") as fresh:
            fresh.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
