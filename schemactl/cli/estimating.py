"""How long the statements of a plan will take: by what earlier ones took in the database, by the rehearsals beside the plans, and the sizes of tables where the plan will run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from schemactl.cli.context import App

if TYPE_CHECKING:
    from pathlib import Path

    from schemactl.applying.options import Look
    from schemactl.applying.timings import Took
    from schemactl.lint.estimates import Estimate, Rates, Sample
    from schemactl.live.connection import Connection
    from schemactl.live.sizes import Sizes
    from schemactl.model.state import State
    from schemactl.plans.directory import PlanFile
    from schemactl.plans.rehearsal import Work

Estimates = Sequence["Estimate | None"]
"""One for each statement of a plan, in order."""


def estimates(
    folder: Path,
    statements: Sequence[str],
    state: State | None,
    sizes: Sizes | None,
    search_path: Sequence[str] = (),
    *,
    earlier: Iterable[Took] = (),
) -> Estimates:
    """Where it is known what the statements meet and how large it is; else none. `earlier`: what ran in the database whose sizes these are."""
    from schemactl.lint.estimates import Works
    from schemactl.lint.judge import Judge

    if state is None or sizes is None or not statements:
        return [None] * len(statements)
    found, works = rates(folder, earlier), Works(Judge(state, search_path=search_path))
    return [found.estimate(works.of(sql), sizes) for sql in statements]


def rates(folder: Path, earlier: Iterable[Took] = ()) -> Rates:
    """Of every rehearsal in the folder, also of plans that changed since: the machine is the same. What ran in the database itself counts for more."""
    from schemactl.lint.estimates import Rates, calibrated
    from schemactl.plans.directory import list_plans
    from schemactl.plans.rehearsal import of_any_version

    found = [one for plan in list_plans(folder) if (one := of_any_version(plan))]
    tried = [
        # Of several attempts nobody knows which waited.
        sample
        for one in found
        for each in one.statements
        for sample in _sample(each.work, each.seconds - (each.lock_wait_seconds if each.attempts == 1 else 0.0))
    ]
    # Where most of the time went by waiting, what was seen of that is too coarse for the rest.
    ran = [sample for one in earlier if 2 * one.waited < one.seconds for sample in _sample(one.work, one.seconds - one.waited)]
    return Rates({**calibrated(tried).measured, **calibrated(ran).measured})


def _sample(work: Sequence[Work], seconds: float) -> Iterator[Sample]:
    """Of a statement with one kind of work."""
    from schemactl.lint.estimates import Sample
    from schemactl.live.sizes import Size

    kinds = {one.what for one in work}
    if len(kinds) == 1:
        yield Sample(kinds.pop(), tuple(Size(one.bytes, one.rows) for one in work), seconds)


def earlier(app: App, conn: Connection | None) -> Sequence[Took]:
    """What statements took in the database that tells how large tables are."""
    from schemactl.applying import timings
    from schemactl.live.connection import connect

    if (name := app.config.plan.sizes_from) is None:
        return timings.read(conn) if conn else ()
    with closing(connect(app.target_of(name), read_only=True)) as other:
        return timings.read(other)


def judging(conn: Connection, files: Mapping[str, PlanFile]) -> Look:
    """What each statement has to do, by its parse tree and what the database holds when its plan begins, with the sizes there."""
    from schemactl.live.sizes import read_sizes

    return lambda name: _judge(conn, files[name], read_sizes(conn))


def judging_large(conn: Connection, files: Callable[[], Mapping[str, PlanFile]]) -> Look:
    """The same for a database that others use: catalogs are read only where a table is large enough for its size to tell, and no lock is waited for."""
    import psycopg

    from schemactl.lint.estimates import SMALLEST
    from schemactl.live.sizes import read_sizes

    def look(name: str) -> Callable[[str], tuple[Work, ...]]:
        sizes: Sizes = {}
        with contextlib.suppress(psycopg.errors.LockNotAvailable), conn.transaction():
            # How large a table is, PostgreSQL says under a lock on it.
            conn.execute("SET LOCAL lock_timeout = '100ms'")
            sizes = read_sizes(conn)
        if not any(size.bytes >= SMALLEST for size in sizes.values()):
            return lambda _: ()
        return _judge(conn, files()[name], sizes)

    return look


def _judge(conn: Connection, file: PlanFile, sizes: Sizes) -> Callable[[str], tuple[Work, ...]]:
    from schemactl.lint.estimates import Works
    from schemactl.lint.judge import Judge
    from schemactl.live.introspect import introspect
    from schemactl.live.sizes import Size
    from schemactl.plans.rehearsal import Work

    works = Works(Judge(introspect(conn), search_path=file.header.search_path))

    def work(sql: str) -> tuple[Work, ...]:
        measured = [(what, path, sizes.get(path, Size(0, 0))) for what, path in works.of(sql) or ()]
        return tuple(Work(what=what, relation=".".join(path), bytes=size.bytes, rows=size.rows) for what, path, size in measured)

    return work
