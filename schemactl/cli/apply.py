"""`schemactl apply`: pending committed plans → run, once, in order. Needs plans/ and a database, nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemactl import __version__
from schemactl.cli import durations
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import allow_uncommitted_option, dry_run_option, json_option, yes_option
from schemactl.cli.project import Live, live, needs_rehearsal, signers, target_line
from schemactl.errors import RefusedError

if TYPE_CHECKING:
    from schemactl.applying.events import Events
    from schemactl.applying.options import Look, Options, Phase, Result
    from schemactl.live.connection import Connection
    from schemactl.model.fingerprint import Fingerprints
    from schemactl.plans.header import PlanHeader
    from schemactl.plans.plan import Plan
    from schemactl.plans.rehearsal import Work

DURATION = durations.Duration()


@click.command()
@click.option("--to", metavar="PLAN", help="Stop after this plan.")
@click.option(
    "--phase",
    type=click.Choice(["expand", "contract", "both"]),
    default="both",
    help="expand: stop before the first plan that may break the application's earlier version. The others run all.",
)
@dry_run_option
@yes_option
@click.option("--lock-timeout", type=DURATION, metavar="TIME", help="How long one attempt waits for a lock; the configuration says 2s.")
@click.option("--lock-retries", type=click.IntRange(0), metavar="N", help="How many more attempts; the configuration says 30.")
@click.option("--statement-timeout", type=DURATION, metavar="TIME", help="End a statement in a transaction after this time.")
@click.option(
    "--throttle",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="How long a backfill rests after a batch, as a multiple of the time that it took; the configuration says 0.25.",
)
@click.option("--wait", type=DURATION, metavar="TIME", help="How long to wait for another apply on this database: 10min.")
@allow_uncommitted_option
@click.option(
    "--rehearse",
    metavar="URL",
    help="Run the pending plans on this clone of the database, which is changed, instead; write what they took beside them.",
)
@click.option(
    "--metrics-file", type=click.Path(dir_okay=False, path_type=Path), help="Write what happened for Prometheus' textfile collector."
)
@json_option
@pass_app
def command(app: App, /, *, dry_run: bool, yes: bool, as_json: bool, metrics_file: Path | None, rehearse: str | None, **asked: Any) -> None:
    """Run pending committed plans, once, in order.

    Up to date: ends at once, with exit code 0. A plan that fails leaves the database as it was, or says how to go on (exit code 8).
    """
    from schemactl.applying.apply import apply, would_run
    from schemactl.cli.metrics import Metrics
    from schemactl.cli.telling import observer

    options, counted = _options(app, **asked), Metrics()
    if rehearse is not None:
        from schemactl.cli.rehearse import rehearsed

        with counted.written(metrics_file), traced(app, counted) as events:
            rehearsed(app, rehearse, options, events, fingerprints, dry_run=dry_run, yes=yes, as_json=as_json)
        return
    with counted.written(metrics_file), live(app, read_only=False) as found:
        folder = app.config.plans
        if dry_run:
            _tell_dry_run(app, found, would_run(found.conn, folder, options, fingerprints=fingerprints), as_json=as_json)
            return
        if app.interactive and not yes:
            _ask(app, found, would_run(found.conn, folder, options, fingerprints=fingerprints))
        look = _look(found.conn, folder)
        with traced(app, counted) as events:
            result = apply(found.conn, folder, options, fingerprints=fingerprints, events=events, observe=observer(found), look=look)
    _tell(app, result, as_json=as_json)


def fingerprints(conn: Connection, header: PlanHeader) -> Fingerprints:
    """What the database is now, as the plan looks at it."""
    from schemactl.live.fingerprint import live_fingerprints

    return live_fingerprints(conn, header.scope)


def _options(
    app: App,
    *,
    to: str | None,
    phase: Phase,
    lock_timeout: float | None,
    lock_retries: int | None,
    statement_timeout: float | None,
    throttle: float | None,
    wait: float | None,
    allow_uncommitted: bool,
) -> Options:
    """Options win over the environment's settings."""
    from schemactl.applying.options import Limits, Options

    environment = app.environment
    limits = Limits(
        lock_timeout=_first(lock_timeout, "lock_timeout", environment.lock_timeout, 2.0),
        lock_retries=environment.lock_retries if lock_retries is None else lock_retries,
        statement_timeout=_first(statement_timeout, "statement_timeout", environment.statement_timeout, None),
        transaction_age=durations.setting(environment.transaction_age, name="transaction_age"),
        transaction_wait=durations.setting(environment.transaction_wait, name="transaction_wait"),
        throttle=environment.throttle if throttle is None else throttle,
    )
    return Options(
        mode=environment.mode,
        tool_version=__version__,
        to=to,
        phase=phase,
        limits=limits,
        wait=_first(wait, "wait", environment.wait, 600.0),
        allow_uncommitted=allow_uncommitted,
        signers=signers(app),
        rehearsed=needs_rehearsal(app),
        lookup=app.lookup,
        git_commit=app.lookup("SCHEMACTL_GIT_COMMIT"),
    )


def _first(option: float | None, name: str, setting: str | None, default: Any) -> Any:
    if option is not None:
        return option
    return default if setting is None else durations.setting(setting, name=name)


def _look(conn: Connection, folder: Path) -> Look:
    """Nothing of it is loaded before a plan begins."""

    def look(name: str) -> Callable[[str], tuple[Work, ...]]:
        from schemactl.cli.estimating import judging_large
        from schemactl.plans.directory import list_plans

        return judging_large(conn, lambda: {file.name: file for file in list_plans(folder)})(name)

    return look


@contextlib.contextmanager
def traced(app: App, counted: Events) -> Iterator[Events]:
    """Whoever hears of what happens: the log, the metrics, the spans."""
    from schemactl.applying.events import Several
    from schemactl.cli.telling import told
    from schemactl.cli.tracing import spans

    with spans(app.variables) as found, told(app) as log:
        yield Several(log, counted, found)


def _ask(app: App, found: Live, plans: Sequence[Plan]) -> None:
    """On a terminal: show what will run. A protected database wants its name."""
    if not plans:
        return
    app.note(target_line(app, found))
    app.note(listed(plans))
    if app.environment.development:
        app.confirm(f"run {len(plans)} plan{'s' if len(plans) > 1 else ''}?", flag="--yes")
        return
    name = found.conn.info.dbname
    if app.typed_name(f"{name} is protected.", flag="--yes") != name:
        raise RefusedError("not confirmed: that is not its name")


def listed(plans: Sequence[Plan]) -> str:
    return "\n".join(
        f"  {plan.name}  {sum(len(step.statements) for step in plan.steps)} statements in {len(plan.steps)} steps" for plan in plans
    )


def _tell_dry_run(app: App, found: Live, plans: Sequence[Plan], *, as_json: bool) -> None:
    if as_json:
        app.json({"dry_run": True, "applied": [], "pending": [plan.name for plan in plans]})
        return
    app.note(target_line(app, found))
    if not plans:
        app.result("Nothing to apply: the database is up to date.")
        return
    app.result(f"Would apply {len(plans)} plan{'s' if len(plans) > 1 else ''}:\n{listed(plans)}")


def _tell(app: App, result: Result, *, as_json: bool) -> None:
    if as_json:
        applied = [{"name": one.name, "seconds": round(one.seconds, 3)} for one in result.applied]
        app.json({"dry_run": False, "applied": applied, "pending": list(result.pending)})
    elif result.applied:
        left = f", {len(result.pending)} left" if result.pending else ""
        app.result(f"Applied {', '.join(one.name for one in result.applied)}{left}")
