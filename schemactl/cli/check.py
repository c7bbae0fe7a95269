"""`schemactl check`: for CI. Files valid, plans intact, and the plans lead to what the schema files say."""

from __future__ import annotations

from collections.abc import Sequence

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import format_option, json_option
from schemactl.cli.output import shown
from schemactl.cli.project import project, scratch, signers
from schemactl.errors import Problem, SchemactlError

FINDINGS = 1
# A renamed_from has to stay until every environment ran its plan: worth saying, and no reason to fail.
REMARKS = frozenset({"S205"})


@click.command()
@click.option("--offline", is_flag=True, help="Without any server: YAML, plan files and lock file only.")
@click.option("--scratch-major-mismatch", "mismatch", is_flag=True, help="Prove on another major version of PostgreSQL.")
@format_option("human", "json", "github")
@json_option
@pass_app
def command(app: App, /, *, offline: bool, mismatch: bool, form: str, as_json: bool) -> int:
    """Check files, plans, and that the plans lead to the schema files.

    Replays every plan from nothing in a scratch database. Findings: exit code 1; a plan that is not what was sealed: 7.
    """
    form = "json" if as_json else form
    try:
        problems = _problems(app, offline=offline, mismatch=mismatch)
    except SchemactlError as error:
        if form == "github":
            _github(app, error.problems)
        raise
    findings = [problem for problem in problems if problem.code not in REMARKS]
    remarks = [problem for problem in problems if problem.code in REMARKS]
    match form:
        case "json":
            _json(app, findings, remarks)
        case "github":
            _github(app, remarks, "notice")
            _github(app, findings)
        case _:
            _human(app, findings, remarks, offline=offline)
    return FINDINGS if findings else 0


def _problems(app: App, *, offline: bool, mismatch: bool) -> Sequence[Problem]:
    from schemactl.plans import checking, signature
    from schemactl.plans.directory import list_plans

    files = project(app)
    if file := signers(app):
        signature.check(files.plans, list_plans(files.plans), file)
    if offline:
        return checking.check_offline(files)
    with scratch(app, mismatch=mismatch) as server:
        return checking.check(files, server)


def _json(app: App, findings: Sequence[Problem], remarks: Sequence[Problem]) -> None:
    from schemactl.reports.problems import as_dict

    app.json({"ok": not findings, "problems": [as_dict(one) for one in findings], "remarks": [as_dict(one) for one in remarks]})


def _human(app: App, findings: Sequence[Problem], remarks: Sequence[Problem], *, offline: bool) -> None:
    from schemactl.plans.directory import list_plans

    for remark in remarks:
        place = f"{remark.where}: " if remark.where else ""
        app.note(f"note: {place}{remark.message}; {remark.hint}")
    if findings:
        raise SchemactlError.of(findings)
    count = len(list_plans(app.config.plans))
    said = "schema files and plans are whole and in order" if offline else "the plans lead to what the schema files say"
    app.result(f"ok: {count} plan{'s' if count != 1 else ''}; {said}")


def _github(app: App, problems: Sequence[Problem], level: str = "error") -> None:
    for problem in problems:
        app.result(annotation(app, problem, level))


def annotation(app: App, problem: Problem, level: str) -> str:
    """One workflow command; its file is seen from here, where the runner stands in the repository."""
    where, properties = problem.where, {"title": problem.code}
    if where:
        file = next((folder / where.file for folder in app.folders() if (folder / where.file).is_file()), None)
        properties |= {"file": shown(file) if file else where.file, "line": str(where.line), "col": str(where.column)}
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    head = ",".join(f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items())
    return f"::{level} {head}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
