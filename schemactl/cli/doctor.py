"""`schemactl doctor`: what stands between the pending plans and this database, before anybody applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.project import Live, live, needs_rehearsal, scratch, signers, target_line
from schemactl.errors import SchemactlError

if TYPE_CHECKING:
    from schemactl.applying.health import Finding
    from schemactl.applying.history import History
    from schemactl.model.state import State
    from schemactl.plans.plan import Plan

ERRORS = 1
_MARKS = {"ok": " ", "note": "i", "warning": "!", "error": "x"}


@dataclass
class Seen:
    """What the first checks learned, for those that follow."""

    history: History | None = None
    plans: list[Plan] = field(default_factory=list)


@click.command()
@click.option("--no-scratch", is_flag=True, help="Without a scratch server: rights are not tried out.")
@json_option
@pass_app
def command(app: App, /, *, no_scratch: bool, as_json: bool) -> int:
    """Look at connection, server, plans and rights, and say what would keep apply from running, or make it wait.

    Writes nothing and takes no lock. Exit code 1 when something is wrong; warnings are 0.
    """
    findings = list(_findings(app, no_scratch=no_scratch, as_json=as_json))
    if as_json:
        app.json({"ok": not any(one.level == "error" for one in findings), "findings": [_plain(one) for one in findings]})
    else:
        app.result("\n".join(map(_line, findings)))
    return ERRORS if any(one.level == "error" for one in findings) else 0


def _plain(one: Finding) -> dict[str, Any]:
    return {"check": one.check, "level": one.level, "message": one.message, "hint": one.hint}


def _line(one: Finding) -> str:
    hint = f"\n    {'':<22} {one.hint}" if one.hint and one.level != "ok" else ""
    return f"{_MARKS[one.level]} {one.level if one.level != 'ok' else 'ok':<8}{one.check:<16} {one.message}{hint}"


def _findings(app: App, *, no_scratch: bool, as_json: bool) -> Iterator[Finding]:
    from schemactl.applying.health import Finding, health
    from schemactl.applying.needs import needs
    from schemactl.live.introspect import introspect

    yield from _told("direct connection", lambda: _direct(app))
    with live(app) as found:
        if not as_json:
            app.note(target_line(app, found))
        yield Finding(check="connection", level="ok", message=f"{found.target.describe()}, named by {app.address.source}")
        yield from health(found.conn)
        yield from _mode(app, found)
        seen = Seen()
        yield from _plans(app, found, seen)
        state = introspect(found.conn, whole_server=True)
        yield from _drift(found, seen.history, state)
        yield from _told("plans", lambda: needs(found.conn, seen.plans))
        yield from _durations(app, found, state, seen.plans)
        yield from _used(found, seen.plans)
        yield from _held(found, state, seen.plans)
        if needs_rehearsal(app) and seen.history:
            yield from _told("rehearsal", lambda: _rehearsed(seen.history))
        if seen.plans and not no_scratch:
            yield from _told("rights", lambda: _rights(app, found, state, seen.plans))
        yield from _unmodelled(state)


def _told(check: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """An error of one check is a finding: the others go on."""
    from schemactl.applying.health import Finding

    try:
        yield from look()
    except SchemactlError as error:
        for problem in error.problems:
            yield Finding(check=check, level="error", message=problem.message, hint=problem.hint)


def _direct(app: App) -> Iterator[Finding]:
    """What apply would use: connecting refuses a pooler in between."""
    from schemactl.applying.health import Finding
    from schemactl.live.connection import connect

    with closing(connect(app.direct_target(), read_only=True)) as conn:
        yield Finding(
            check="direct connection",
            level="ok",
            message=f"no pooler in between; TLS: {'on' if conn.pgconn.ssl_in_use else 'off'}",
        )


def _mode(app: App, found: Live) -> Iterator[Finding]:
    from schemactl.applying.health import Finding

    marked = found.marker.mode if found.marker else None
    if marked is not None and marked != app.environment.mode:
        hint = "schemactl env shows both; the stricter one holds"
        yield Finding(
            check="environment", level="warning", message=f"the configuration says {app.environment.mode}, the database {marked}", hint=hint
        )
    else:
        said = f"marked {marked}" if marked else "not marked"
        yield Finding(check="environment", level="ok", message=f"{app.environment.name}: {app.environment.mode}, the database is {said}")


def _plans(app: App, found: Live, seen: Seen) -> Iterator[Finding]:
    """The folder and its history; what is pending, for the other checks."""
    from schemactl.applying import gate, ledger
    from schemactl.applying.health import Finding
    from schemactl.applying.history import History
    from schemactl.plans import signature
    from schemactl.plans.directory import list_plans

    folder = app.config.plans
    try:
        files = list_plans(folder)
        gate.check_files(folder, files)
        history = History(files, ledger.read(found.conn))
        history.check()
        pending = history.pending()
        if files and not app.environment.development:
            gate.check_committed(folder, files)
        if file := signers(app):
            yield Finding(check="plans", level="ok", message=f"signed by {signature.check(folder, files, file)}")
        seen.plans, seen.history = [one.plan() for one in pending], history
    except SchemactlError as error:
        for problem in error.problems:
            yield Finding(check="plans", level="error", message=problem.message, hint=problem.hint)
        return
    for row in history.state.unfinished:
        yield Finding(
            check="plans",
            level="warning",
            message=f"{row.name} stopped half-way: {row.error or row.status}",
            hint="schemactl repair says what is known",
        )
    for row in history.newer:
        yield Finding(check="plans", level="warning", message=f"the database ran {row.name}, which the folder does not hold")
    yield Finding(check="plans", level="ok", message=f"{len(files)} in the folder, {len(pending)} pending")


def _durations(app: App, found: Live, state: State, plans: Sequence[Plan]) -> Iterator[Finding]:
    """How long the pending plans take, by what their tables hold now: each as if it was the first."""
    from schemactl.applying import timings
    from schemactl.applying.health import Finding
    from schemactl.cli.estimating import estimates
    from schemactl.lint.estimates import Estimate
    from schemactl.live.sizes import read_sizes

    sizes, took = (read_sizes(found.conn), timings.read(found.conn)) if plans else ({}, ())
    for plan in plans:
        statements = plan.statements
        times = estimates(app.config.plans, [one.sql for one in statements], state, sizes, plan.header.search_path, earlier=took)
        known = [(label, one) for label, one in zip((each.label for each in statements), times, strict=True) if one and one.seconds]
        if known:
            whole = Estimate(sum(one.seconds for _, one in known), all(one.measured for _, one in known))
            label, longest = max(known, key=lambda each: each[1].seconds)
            guessed = "" if whole.measured else "; ? stands where neither a rehearsal nor an earlier plan measured it"
            message = f"{plan.name} takes {whole}, the longest is {label}: {longest}{guessed}"
            yield Finding(check="duration", level="note", message=message)


def _held(found: Live, state: State, plans: Sequence[Plan]) -> Iterator[Finding]:
    from schemactl.applying.health import Finding
    from schemactl.cli.in_the_way import holders

    for plan in plans:
        statements = [one.sql for one in plan.statements]
        for remark in holders(found.conn, statements, state, plan.header.search_path):
            hint = "apply waits in short turns, and lets others go on between them"
            yield Finding(check="locks", level="warning", message=f"{plan.name}: {remark}", hint=hint)


def _used(found: Live, plans: Sequence[Plan]) -> Iterator[Finding]:
    from schemactl.applying.health import Finding
    from schemactl.cli.using import remarks

    for plan in plans:
        for remark in remarks(found.conn, [one.sql for one in plan.statements]):
            yield Finding(check="used", level="note", message=f"{plan.name}: {remark}")


def _rehearsed(history: History | None) -> Iterator[Finding]:
    from schemactl.applying.health import Finding
    from schemactl.plans import rehearsal

    pending = [one for one in history.pending() if not one.undoes_drift] if history else []
    rehearsal.check(pending)
    yield Finding(check="rehearsal", level="ok", message=f"{len(pending)} pending, all rehearsed as they are")


def _drift(found: Live, history: History | None, state: State) -> Iterator[Finding]:
    from schemactl.applying.drifting import is_as_left
    from schemactl.applying.health import Finding

    if history is None or history.last is None or history.state.unfinished:
        return
    match is_as_left(state, history, found.conn.info.server_version):
        case True:
            yield Finding(check="drift", level="ok", message=f"the database is as {history.last.name} left it")
        case False:
            yield Finding(
                check="drift",
                level="error",
                message="the database was changed beside its plans: apply refuses to start",
                hint="schemactl drift says how",
            )
        case None:
            pass


def _rights(app: App, found: Live, state: State, plans: Sequence[Plan]) -> Iterator[Finding]:
    from schemactl.applying.rights import rights

    with scratch(app, found, mismatch=True) as server:
        yield from rights(found.conn, server, state, plans)


def _unmodelled(state: State) -> Iterator[Finding]:
    from schemactl.applying.health import Finding

    for name in state.unmodelled:
        yield Finding(check="unmodelled", level="note", message=f"{name} is not modelled, and left alone")
    if not state.unmodelled:
        yield Finding(check="unmodelled", level="ok", message="everything that the catalogs hold is modelled")
