"""What `apply` does, as spans of OpenTelemetry, where its API is installed: `opentelemetry-instrument schemactl apply` sends them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from schemactl.applying.events import Events

# The run, its plan, its step.
_STEP = 3


class Spans(Events):
    """A span for the run, and inside of it one per plan, step and statement. Attributes hold names and numbers, no SQL."""

    def __init__(self, tracer: Any) -> None:
        self._tracer = tracer
        self._open: list[Any] = []

    def _begin(self, name: str, **attributes: object) -> None:
        from opentelemetry import trace

        parent = trace.set_span_in_context(self._open[-1]) if self._open else None
        named = {f"schemactl.{key}": value for key, value in attributes.items()}
        self._open.append(self._tracer.start_span(name, context=parent, attributes={"db.system.name": "postgresql", **named}))

    def _end(self, **attributes: object) -> None:
        span = self._open.pop()
        for key, value in attributes.items():
            span.set_attribute(f"schemactl.{key}", value)
        span.end()

    def plan_started(self, plan: str, *, steps: int, resumed: bool) -> None:
        self._begin(f"plan {plan}", plan=plan, steps=steps, resumed=resumed)

    def plan_done(self, plan: str, *, seconds: float) -> None:  # noqa: ARG002 - a span knows its time
        self._end()

    def step_started(self, plan: str, step: int, *, mode: str) -> None:
        self._begin(f"step {step}", plan=plan, step=step, mode=mode)

    def step_done(self, plan: str, step: int, *, seconds: float) -> None:  # noqa: ARG002 - an event's words
        self._end()

    def statement_started(self, plan: str, number: str, label: str, *, sql: str) -> None:  # noqa: ARG002 - an event's words
        self._begin(f"statement {number}", plan=plan, statement=number, label=label)

    def statement_done(self, plan: str, number: str, label: str, *, seconds: float, rows: int) -> None:  # noqa: ARG002 - an event's words
        self._end(rows=rows)

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:  # noqa: ARG002 - an event's words
        # The statement that got no lock ended without a word; its step goes on.
        while len(self._open) > _STEP:
            self._end(gave_up=reason)
        self._open[-1].add_event("retrying", {"attempt": attempt, "reason": reason})

    @contextlib.contextmanager
    def run(self) -> Iterator[None]:
        """The span of the run; what is open when it fails fails with it."""
        from opentelemetry.trace import StatusCode

        self._begin("schemactl apply")
        try:
            yield
        except BaseException as error:
            for span in self._open:
                span.set_status(StatusCode.ERROR, type(error).__name__)
            raise
        finally:
            while self._open:
                self._end()


@contextlib.contextmanager
def spans(variables: Mapping[str, str]) -> Iterator[Events]:
    """Spans of a run, or nothing where there is no OpenTelemetry, or nobody who said where they go: its API takes time to load."""
    wanted = "opentelemetry.trace" in sys.modules or any(name.startswith("OTEL_") for name in variables)
    if not wanted or find_spec("opentelemetry") is None:
        yield Events()
        return
    from opentelemetry import trace

    found = Spans(trace.get_tracer("schemactl"))
    with found.run():
        yield found
