"""`schemactl plan`: schema files against a database or the plans → a proved plan file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from schemactl.cli import catching_up, plan_report, using
from schemactl.cli.busy_tables import busy_tables, sizes
from schemactl.cli.context import App, pass_app
from schemactl.cli.estimating import earlier, estimates
from schemactl.cli.in_the_way import holders
from schemactl.cli.options import (
    Renames,
    accept_option,
    dry_run_option,
    exit_code_option,
    format_option,
    json_option,
    mismatch_option,
    out_option,
    rename_option,
)
from schemactl.cli.plan_collations import planned_collations
from schemactl.cli.plan_name import plan_name
from schemactl.cli.plan_rows import note_rows_in_the_way
from schemactl.cli.project import Live, check_accepted, elsewhere, live, project, report_unmodelled, report_unproved, scratch, target_line
from schemactl.cli.questions import answered
from schemactl.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.live.contents import ReadContents
    from schemactl.live.sizes import Sizes
    from schemactl.model.fingerprint import Fingerprints
    from schemactl.model.scope import Scope
    from schemactl.model.state import State
    from schemactl.planning.seen import Seen
    from schemactl.plans.make import Busy, Made, Project, Then, Wish
    from schemactl.plans.plan import Plan
    from schemactl.scratch.server import ScratchServer

DIFFERENCES = 2


class Asked(NamedTuple):
    """The options, as the command line gave them."""

    name: str | None
    source: str
    accept: tuple[str, ...]
    renames: tuple[tuple[str, str], ...]
    mismatch: bool
    dry_run: bool
    form: str
    out: Path | None
    exit_code: bool
    phase: str | None = None


class Base:
    """What the plan starts from: a database, or nothing where the plans say it. What it holds is asked for when somebody needs it."""

    def __init__(self, app: App, live: Live | None, seen: Seen | None, server: ScratchServer) -> None:
        self._app, self.live, self.seen, self.server = app, live, seen, server
        self._looked = 0.0

    @property
    def state(self) -> State | None:
        return self.seen.state if self.seen else None

    @property
    def conn(self) -> Connection | None:
        return self.seen.conn if self.seen else None

    @property
    def read(self) -> ReadContents | None:
        from schemactl.live.contents import read_contents

        return partial(read_contents, self.conn) if self.conn else None

    def fingerprints(self, state: State, scope: Scope) -> Fingerprints:
        """Of the database's state, which an earlier run may have found."""
        from schemactl.live.fingerprint import fingerprints_within

        return self.seen.fingerprints(scope) if self.seen and state is self.state else fingerprints_within(state, scope)

    @cached_property
    def sizes(self) -> Sizes | None:
        """How large tables are; how much is written to them tells a second look, when the plan is there."""
        self._looked = time.monotonic()
        return sizes(self._app, self.conn)

    @property
    def sizes_and_rates(self) -> Sizes | None:
        """The same now, with what was written since the first look."""
        if (before := self.sizes) is None:
            return None
        from schemactl.live.sizes import with_rates

        seconds = time.monotonic() - self._looked
        return with_rates(sizes(self._app, self.conn) or {}, before, seconds)

    @property
    def busy(self) -> Busy:
        return busy_tables(self._app, self.sizes)


@click.command()
@click.argument("name", required=False)
@dry_run_option
@click.option("--custom", is_flag=True, help="Write a plan with an empty data step, to be filled by hand.")
@click.option(
    "--collations",
    is_flag=True,
    help="Write a plan that rebuilds the indexes of collations whose version on the server changed, CONCURRENTLY, and remembers the version.",
)
@click.option(
    "--from",
    "source",
    metavar="live|plans|URL",
    default="auto",
    help="Where the plan starts; without it, the database if it is where the plans led.",
)
@click.option(
    "--phase",
    type=click.Choice(["expand", "contract", "both"]),
    help="Only what leaves the application's earlier version working, the rest, or a plan for each. Without it, one plan for all.",
)
@accept_option
@rename_option
@mismatch_option()
@format_option("human", "json", "sql", "markdown", "html")
@json_option
@out_option
@exit_code_option
@pass_app
def command(
    app: App, /, *, custom: bool, collations: bool, accept: Sequence[str], renames: Renames, as_json: bool, form: str, **rest: Any
) -> int:
    """Compare the schema files with the database and write a proved plan.

    The plan is run in a scratch database first: it must lead to what the files say. No changes: no file, exit code 0.
    """
    asked = Asked(accept=tuple(accept), renames=renames, form="json" if as_json else form, **rest)
    if custom or collations:
        _check_alone(asked, "--custom" if custom else "--collations", both=custom and collations)
    if custom:
        return _custom(app, asked)
    if collations:
        return planned_collations(app, _wish(asked), asked)
    app.keep_states()
    with _base(app, asked) as base:
        files = project(app)
        check_accepted(app, asked.accept, base.live.marker if base.live else None)
        if base.live:
            app.note(target_line(app, base.live))
        if asked.phase == "both":
            return _both(app, files, base, asked)
        made = _made(app, files, base, asked)
        return _finish(app, files, base, made, asked)


def _check_alone(asked: Asked, mode: str, *, both: bool) -> None:
    """Such a plan is not made of what differs: what says how to plan that would be passed over."""
    starts = ("auto", "plans") if mode == "--custom" else ("auto",)
    given = {"--collations": both, "--from": asked.source not in starts, "--phase": asked.phase, "--rename": asked.renames}
    if words := [word for word, there in given.items() if there]:
        raise UsageError(f"{mode} and {words[0]} exclude each other")


@contextmanager
def _base(app: App, asked: Asked) -> Iterator[Base]:
    """Open what the plan starts from. The server looks at it while everything is imported that planning needs."""
    if asked.source == "plans":
        with scratch(app, mismatch=asked.mismatch) as server:
            yield Base(app, None, None, server)
    elif asked.source in ("auto", "live"):
        with live(app) as found, scratch(app, found, mismatch=asked.mismatch) as server:
            yield Base(app, found, _seen(found.conn), server)
    else:
        with elsewhere(asked.source) as conn, scratch(app, major=conn.info.server_version // 10000, mismatch=asked.mismatch) as server:
            yield Base(app, None, _seen(conn), server)


def _seen(conn: Connection) -> Seen:
    from schemactl.live.digest import begun

    sight = begun(conn)
    from schemactl.planning.seen import Seen

    return Seen(conn, sight)


def _wish(asked: Asked) -> Wish:
    from schemactl.plans.make import Wish

    phase: Any = asked.phase if asked.phase != "both" else None
    base: Any = asked.source if asked.source in ("auto", "live", "plans") else "live"
    return Wish(name=asked.name or "change", base=base, accepted=asked.accept, renames=asked.renames, phase=phase)


def _both(app: App, files: Project, base: Base, asked: Asked) -> int:
    """Two plans, each reported as if it was alone."""
    from schemactl.plans.directory import slug
    from schemactl.plans.halves import make_both
    from schemactl.plans.make import checked_plans

    if asked.form not in ("human", "sql") or asked.out:
        raise UsageError("--phase both is for people to read", hint="write one half after the other: --phase expand, then --phase contract")
    halves = answered(app, files, _wish(asked), lambda wish: make_both(files, base.server, base.state, wish, base.read, base.busy))
    changes = [change for made in halves for change in made.proposal.changes]
    name = slug(asked.name or plan_name(changes, first=not checked_plans(files)))
    codes = []
    for made, phase in zip(halves, ("expand", "contract"), strict=True):
        if made.plan is None:
            app.note(f"Nothing to {phase}.")
            continue
        made.plan = msgspec.structs.replace(made.plan, name=f"{made.plan.number:04d}_{name}_{phase}")
        codes.append(_finish(app, files, base, made, asked._replace(name=name)))
    return max(codes, default=0)


def _made(app: App, files: Project, base: Base, asked: Asked) -> Made:
    """The plan. Where data loss is not accepted, what it would be is shown before it is refused."""
    from schemactl.plans.make import make, nothing
    from schemactl.plans.nearby import asking, near, remember
    from schemactl.plans.settled import settled

    def made(wish: Wish, then: Then = nothing) -> Made:
        return make(files, base.server, base.state, wish, base.read, base.busy, base.fingerprints, then)

    def soon(wish: Wish) -> Made:
        """From what the last plan stood on, where that will do."""
        nearby = asking(files, base.server, base.seen, wish) if base.seen else None
        # A picture shows tables that are not planned, too.
        if nearby and asked.form != "html" and (found := near(nearby, base.busy)):
            return found
        return made(wish, partial(remember, nearby) if nearby else nothing)

    def made_or_shown(wish: Wish) -> Made:
        try:
            return settled(files, base.server, base.seen, wish, lambda: soon(wish)) if base.seen else made(wish)
        except RefusedError as refused:
            from schemactl.reports.figures import Figures

            codes = sorted({problem.code for problem in refused.problems})
            if asked.form == "human" and all(code.startswith("SC") for code in codes):
                wider = msgspec.structs.replace(wish, accepted=(*wish.accepted, *codes))
                shown = made(wider)
                app.result(plan_report.human(shown.proposal, accepted=wish.accepted, figures=Figures(sizes=base.sizes)))
            raise

    return answered(app, files, _wish(asked), made_or_shown)


def _finish(app: App, files: Project, base: Base, made: Made, asked: Asked) -> int:
    """Report, and write the file unless there is nothing to write."""
    report_unmodelled(app, made.unmodelled)
    report_unproved(app, made.proposal)
    _note_rows(app, made)
    _note_sizes(app, made)
    _note_breaks(app, made, asked)
    note_rows_in_the_way(app, made, base.conn)
    _note_other_major(made, base)
    plan, path = _named(files, made, asked), None
    if plan and made.data and not asked.dry_run:
        from schemactl.plans.make import write_plan

        path = write_plan(files, plan, made.data)
    statements = [one.sql for step in made.proposal.steps for one in step.statements]
    for remark in using.remarks(base.conn, statements) if base.conn else ():
        app.note(f"note: {remark}")
    state = (made.meets or base.state) if statements else None
    for remark in holders(base.conn, statements, state) if base.conn and state else ():
        app.note(f"note: {remark}")
    known = base.sizes_and_rates if statements else None
    took = earlier(app, base.conn) if known else ()
    # Without a table that is there nothing takes time; but a program is told so of each statement.
    timed = statements if known or asked.form == "json" else []
    times = estimates(files.plans, timed, state, known, earlier=took)
    plan_report.tell(app, made, plan, path, form=asked.form, out=asked.out, accepted=asked.accept, sizes=known, estimates=times)
    if path and made.ahead:
        catching_up.record_last(app)
    elif plan is None and asked.source == "auto" and not asked.dry_run:
        catching_up.record_pending(app)
    return DIFFERENCES if plan and asked.exit_code else 0


def _note_rows(app: App, made: Made) -> None:
    """Plans and schema files agree, and this database holds other rows: nobody's mistake, maybe, and nothing to be silent about."""
    if made.rows and not made.proposal.statements:
        count = len(made.rows)
        app.note(
            f"note: {count} row{'s' if count > 1 else ''} of this database differ{'' if count > 1 else 's'} from the schema files, "
            f"the first is {made.rows[0].id}: plans that wait to be applied, or a change by hand; `plan --from live` restores what the files say"
        )


MOST = 8


def _note_breaks(app: App, made: Made, asked: Asked) -> None:
    """What has to wait until nobody runs the earlier version of the application."""
    if not made.breaks or made.plan is None:
        return
    named = [str(one) for one in made.breaks[:MOST]] + ([f"and {len(made.breaks) - MOST} more"] if len(made.breaks) > MOST else [])
    split = (
        "" if asked.phase or len(made.breaks) == len(made.proposal.changes) else "; --phase both writes what only adds as a plan of its own"
    )
    app.note(f"note: may break the application's earlier version: {', '.join(named)}{split}")


SCANS = {"SC101", "SC201", "SC202", "SC204", "SC207"}
"""Hazards of statements that plans for busy tables have another form of."""


def _note_sizes(app: App, made: Made) -> None:
    """A development database's tables are small, whatever those in production are."""
    wish = app.config.plan
    if wish.online != "auto" or wish.sizes_from is not None or not app.environment.development:
        return
    if SCANS & {hazard.code for _, hazard in made.proposal.hazards}:
        app.note(
            "note: tables are scanned under a lock, because they are small in this development database; if those in production are not, "
            'say in [plan] of the configuration: sizes_from = "production", or online = "always"'
        )


def _note_other_major(made: Made, base: Base) -> None:
    """A plan that was proved on another major version says so in its header."""
    from schemactl.plans.planfile import render

    if made.plan and (state := made.meets or base.state) and state.major != base.server.major:
        header = msgspec.structs.replace(made.plan.header, proved_on=base.server.major)
        made.plan = msgspec.structs.replace(made.plan, header=header)
        made.data = render(made.plan)


def _named(files: Project, made: Made, asked: Asked) -> Plan | None:
    """The plan under the name asked for, or one derived from its changes; the file's bytes do not hold it."""
    from schemactl.plans.directory import list_plans, new_name

    if made.plan is None or asked.name:
        return made.plan
    before = list_plans(files.plans)
    name = plan_name(made.proposal.changes, first=not before)
    return msgspec.structs.replace(made.plan, name=new_name(before, name))


def _custom(app: App, asked: Asked) -> int:
    """An empty data step, written where the plans are."""
    from schemactl.plans.make import custom, write_plan

    if not asked.name:
        raise UsageError("--custom needs a name", hint="schemactl plan --custom fill_country_codes")
    files = project(app)
    with scratch(app, mismatch=asked.mismatch) as server:
        plan, data = custom(files, server, _wish(asked))
    path = None if asked.dry_run else write_plan(files, plan, data)
    plan_report.tell_custom(app, plan, data, path, form=asked.form, out=asked.out)
    return DIFFERENCES if asked.exit_code else 0
