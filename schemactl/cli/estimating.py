"""How long the statements of a plan will take: by the rehearsals beside the plans, and the sizes of tables where the plan will run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from schemactl.lint.estimates import Estimate, Rates, Sample
    from schemactl.live.sizes import Sizes
    from schemactl.model.state import State
    from schemactl.plans.rehearsal import Rehearsal

Estimates = Sequence["Estimate | None"]
"""One for each statement of a plan, in order."""


def estimates(
    folder: Path, statements: Sequence[str], state: State | None, sizes: Sizes | None, search_path: Sequence[str] = ()
) -> Estimates:
    """Where it is known what the statements meet and how large it is; else none."""
    from schemactl.lint.estimates import Works
    from schemactl.lint.judge import Judge

    if state is None or sizes is None or not statements:
        return [None] * len(statements)
    found, works = rates(folder), Works(Judge(state, search_path=search_path))
    return [found.estimate(works.of(sql), sizes) for sql in statements]


def rates(folder: Path) -> Rates:
    """Of every rehearsal in the folder, also of plans that changed since: the machine is the same."""
    from schemactl.lint.estimates import calibrated
    from schemactl.plans.directory import list_plans
    from schemactl.plans.rehearsal import of_any_version

    found = [of_any_version(plan) for plan in list_plans(folder)]
    return calibrated(sample for one in found if one for sample in _samples(one))


def _samples(found: Rehearsal) -> Iterator[Sample]:
    """Statements with one kind of work, less the time that they waited."""
    from schemactl.lint.estimates import Sample
    from schemactl.live.sizes import Size

    for one in found.statements:
        kinds = {work.what for work in one.work}
        if len(kinds) == 1:
            waited = one.lock_wait_seconds if one.attempts == 1 else 0.0
            yield Sample(kinds.pop(), tuple(Size(work.bytes, work.rows) for work in one.work), one.seconds - waited)
