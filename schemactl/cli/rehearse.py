"""`schemactl apply --rehearse URL`: the pending plans on a clone, measured; the clone is changed, the environment's database is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from schemactl.cli import estimating
from schemactl.cli.context import App
from schemactl.cli.output import shown
from schemactl.cli.project import Live, check_version, live, reported
from schemactl.cli.telling import observer
from schemactl.errors import SchemactlError

if TYPE_CHECKING:
    from pathlib import Path

    from schemactl.applying.events import Events
    from schemactl.applying.options import Options, TakeFingerprints
    from schemactl.applying.rehearsing import Measuring, Server
    from schemactl.plans.directory import PlanFile
    from schemactl.plans.plan import Plan
    from schemactl.plans.rehearsal import Rehearsal


def rehearsed(
    app: App, url: str, options: Options, events: Events, fingerprints: TakeFingerprints, *, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Refuse what is no clone, run there what is pending there, print what it took and write it beside the plans."""
    from schemactl.applying import rehearsing
    from schemactl.plans.directory import list_plans

    with clone(app, url) as found:
        where, folder = found.target.describe(), app.config.plans
        if dry_run or (app.interactive and not yes):
            plans = _would_run(found, folder, options, fingerprints)
            if dry_run:
                _tell_dry_run(app, where, plans, as_json=as_json)
                return
            if plans:
                app.note("\n".join(f"  {plan.name}" for plan in plans))
                app.confirm(f"run {len(plans)} plan{'s' if len(plans) > 1 else ''} on {where}, which is changed by it?", flag="--yes")
        files = {file.name: file for file in list_plans(folder)}
        on = rehearsing.server(found.conn)
        app.note(f"note: rehearsing on {where}; this clone is changed, the environment's own database is not")
        with rehearsing.measuring(found.conn, observer(found), estimating.judging(found.conn, files)) as measured:
            with _partly_told(app, measured):
                result = rehearsing.rehearse(
                    found.conn, folder, options, measured, fingerprints=fingerprints, events=events, observe=observer(found)
                )
            kept = _kept(files, [one.name for one in result.applied], measured, on)
    _tell(app, where, kept, files, result.pending, as_json=as_json)


@contextmanager
def clone(app: App, url: str) -> Iterator[Live]:
    """A session in the database that the URL names, once it is not the environment's and not a protected one itself."""
    from schemactl.applying import clones
    from schemactl.live.connection import connect, target

    where = target(url, source="--rehearse")
    with closing(connect(where)) as conn, reported():
        with live(app) as original:
            clones.refuse_original(original.conn, conn)
        clones.refuse_protected(conn)
        found = Live(conn, where, None)
        check_version(app, found.major)
        yield found


def _would_run(found: Live, folder: Path, options: Options, fingerprints: TakeFingerprints) -> tuple[Plan, ...]:
    from schemactl.applying.apply import would_run
    from schemactl.applying.rehearsing import on_clone

    return would_run(found.conn, folder, on_clone(options), fingerprints=fingerprints)


@contextmanager
def _partly_told(app: App, measured: Measuring) -> Iterator[None]:
    """Of plans that fail, what was measured until then; nothing is written."""
    from schemactl.reports import rehearsals

    try:
        yield
    except SchemactlError:
        for name in measured.begun:
            app.note(f"{name} until it stopped:\n{rehearsals.table(measured.of(name))}")
        raise


def _kept(files: dict[str, PlanFile], applied: Sequence[str], measured: Measuring, on: Server) -> list[Rehearsal]:
    from schemactl import __version__
    from schemactl.applying.rehearsing import rehearsal
    from schemactl.plans import rehearsal as beside

    found = []
    for name in applied:
        # A plan that was passed by, or holds nothing to run, has nothing to show.
        if name in measured.begun:
            found.append(rehearsal(name, files[name].sha256, measured.of(name), on, tool_version=__version__))
            beside.write(files[name], found[-1])
    return found


def _tell(app: App, where: str, kept: Sequence[Rehearsal], files: dict[str, PlanFile], pending: Sequence[str], *, as_json: bool) -> None:
    from schemactl.plans.rehearsal import path_of
    from schemactl.reports import rehearsals

    written = [shown(path_of(files[one.plan])) for one in kept]
    if as_json:
        documents = [{**rehearsals.document(one), "file": file} for one, file in zip(kept, written, strict=True)]
        app.json({"clone": where, "rehearsed": documents, "pending": list(pending)})
        return
    if not kept:
        app.result(f"Nothing to rehearse: {where} is up to date.")
        return
    for one in kept:
        app.result(f"{one.plan}\n{rehearsals.table(one.statements)}\n{rehearsals.sentence(one)}\n")
    app.result(f"Wrote {', '.join(written)}    Next: git add {' '.join(written)} && git commit")


def _tell_dry_run(app: App, where: str, plans: Sequence[Plan], *, as_json: bool) -> None:
    names = [plan.name for plan in plans]
    if as_json:
        document: dict[str, Any] = {"dry_run": True, "clone": where, "rehearsed": [], "pending": names}
        app.json(document)
    else:
        app.result(f"Would rehearse on {where}: {', '.join(names)}" if names else f"Nothing to rehearse: {where} is up to date.")
