"""`schemactl check`: for CI. Files valid, plans intact, the plans lead to what the schema files say, and the rules of [lint]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import format_option, json_option, mismatch_option
from schemactl.cli.output import shown
from schemactl.cli.project import needs_rehearsal, project, scratch, signers
from schemactl.errors import Problem, SchemactlError, UsageError

if TYPE_CHECKING:
    from schemactl.reports.findings import Reported

FINDINGS = 1
# A renamed_from has to stay until every environment ran its plan: worth saying, and no reason to fail.
REMARKS = frozenset({"S205"})
FOR_PROGRAMS = ("github", "gitlab", "sarif", "junit")


@click.command()
@click.option(
    "--offline/--full",
    default=None,
    help="Without any server: YAML, plan files and lock file only. Without --watch, --full is what happens anyway.",
)
@click.option("--watch", is_flag=True, help="Again whenever a file changes, offline unless --full is there too, until Ctrl-C.")
@mismatch_option()
@format_option("human", "json", *FOR_PROGRAMS)
@json_option
@pass_app
def command(app: App, /, *, offline: bool | None, watch: bool, mismatch: bool, form: str, as_json: bool) -> int:
    """Check files, plans, and that the plans lead to the schema files.

    Replays every plan from nothing in a scratch database, and looks at the newest plan and the schema files by the rules of [lint]. Errors among
    the findings: exit code 1; a plan that is not what was sealed: 7. With --watch, Ctrl-C ends it: 130.
    """
    form = "json" if as_json else form
    if not watch:
        return _check(app, offline=bool(offline), mismatch=mismatch, form=form)
    if form != "human":
        raise UsageError("--watch is for people to read", hint="leave --format and --json out; programs call check when they need it")
    from schemactl.cli import watching

    return watching.watch(app, lambda one: _check(one, offline=offline is not False, mismatch=mismatch, form=form))


def _check(app: App, *, offline: bool, mismatch: bool, form: str) -> int:
    from schemactl.reports.findings import Reported, as_document, minded

    try:
        found = list(_found(app, offline=offline, mismatch=mismatch))
    except SchemactlError as error:
        if form in FOR_PROGRAMS:
            app.plain(_for_programs(app, form, [Reported(problem=one) for one in error.problems]))
        raise
    if form == "json":
        app.json(as_document(found))
    elif form in FOR_PROGRAMS:
        app.plain(_for_programs(app, form, found))
    else:
        _human(app, minded(found), offline=offline)
    return FINDINGS if any(one.level == "error" for one in minded(found)) else 0


def _found(app: App, *, offline: bool, mismatch: bool) -> Iterator[Reported]:
    from schemactl.cli import linting
    from schemactl.plans import checking, rehearsal, signature
    from schemactl.plans.directory import list_plans

    files, severities = project(app), linting.severities(app.config)
    plans = list_plans(files.plans)
    if file := signers(app):
        signature.check(files.plans, plans, file)
    if needs_rehearsal(app):
        rehearsal.check(rehearsal.due(plans))
    if offline:
        written = checking.check_offline(files)
        yield from linting.of_plans(plans, files.root, severities, None, written)
        yield from linting.of_schema(None, written, severities, app.config.names)
        return
    with scratch(app, mismatch=mismatch) as server:
        checked = checking.check(files, server)
        yield from map(_reported, checked.problems)
        yield from linting.of_plans(plans, files.root, severities, checked.before, checked.written)
    yield from linting.of_schema(checked.desired, checked.written, severities, app.config.names)


def _reported(problem: Problem) -> Reported:
    from schemactl.reports.findings import Reported

    return Reported(problem=problem, level="note" if problem.code in REMARKS else "error")


def _human(app: App, found: Sequence[Reported], *, offline: bool) -> None:
    from schemactl.cli.boundary import lines_of
    from schemactl.plans.directory import list_plans
    from schemactl.reports import problems

    for one in (one.problem for one in found if one.level == "note"):
        place = f"{one.where}: " if one.where else ""
        app.note(f"note: {place}{one.message}; {one.hint}")
    if warnings := [one.problem for one in found if one.level == "warning"]:
        app.note(problems.text(warnings, lines=lambda file: lines_of(file, app.folders()), severity="warning"))
    if errors := [one.problem for one in found if one.level == "error"]:
        raise SchemactlError.of(errors)
    count = len(list_plans(app.config.plans))
    said = "schema files and plans are whole and in order" if offline else "the plans lead to what the schema files say"
    app.result(f"ok: {count} plan{'s' if count != 1 else ''}; {said}")


def _for_programs(app: App, form: str, found: Sequence[Reported]) -> str:
    from schemactl.reports import findings

    def here(file: str) -> str:
        """As it is seen from here, where the runner stands in the repository."""
        found = next((folder / file for folder in app.folders() if (folder / file).is_file()), None)
        return (shown(found) if found else file).replace("\\", "/")

    match form:
        case "github":
            return findings.github(found, here)
        case "gitlab":
            return findings.gitlab(found, here, shown(app.config.plans))
        case "sarif":
            return findings.sarif(found, here)
        case _:
            return findings.junit(found, here)
