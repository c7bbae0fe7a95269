"""`schemactl repair`: a plan stopped half-way, and a person says what became of the step where it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from schemactl import __version__
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.project import live, target_line
from schemactl.errors import DecisionNeededError
from schemactl.reports.problems import printable

if TYPE_CHECKING:
    from schemactl.applying.repair import Action, Finding

_CHOICES = {
    "--resume": "run the interrupted step again; what it left behind is put away first",
    "--mark-applied": "the step happened, or somebody did it by hand; with the database as promised: the whole plan",
    "--mark-reverted": "everything the plan did was taken back: it is pending again",
}


@click.command()
@click.option("--resume", "action", flag_value="resume", help="Run the interrupted step again at the next apply.")
@click.option("--mark-applied", "action", flag_value="mark-applied", help="The step where the plan stopped is done.")
@click.option("--mark-reverted", "action", flag_value="mark-reverted", help="The plan was taken back: it counts as not begun.")
@json_option
@pass_app
def command(app: App, /, *, action: Action | None, as_json: bool) -> int | None:
    """Say what became of a plan that stopped half-way.

    Without an option: what is known about it; exit code 4 where only a person can tell. apply resumes by itself wherever the catalog
    shows what happened.
    """
    from schemactl.applying import repair
    from schemactl.cli.apply import fingerprints

    told: list[Finding] = []

    def tell(finding: Finding) -> None:
        told.append(finding)
        app.note(_text(finding))

    with live(app, read_only=action is None) as found:
        app.note(target_line(app, found))
        if action is None:
            finding = repair.examine(found.conn, app.config.plans)
            if finding is not None:
                tell(finding)
            return _without_action(app, finding, as_json=as_json)
        done = repair.repair(found.conn, app.config.plans, action, fingerprints=fingerprints, tool_version=__version__, tell=tell)
    if as_json:
        app.json({"found": _document(told[0]) if told else None, "action": action, "done": done})
    else:
        app.result(done[0].upper() + done[1:] if done else "Nothing to repair: no plan is half-way")
    return None


def _without_action(app: App, finding: Finding | None, *, as_json: bool) -> int | None:
    needed = finding is not None and finding.needs_a_person
    if as_json:
        app.json({"found": _document(finding) if finding else None, "action": None, "done": None, "choices": _CHOICES if needed else {}})
    elif finding is None:
        app.result("Nothing to repair: no plan is half-way")
    elif needed:
        app.result("\n".join(f"schemactl repair {flag:<16} {meaning}" for flag, meaning in _CHOICES.items()))
    else:
        app.result("schemactl apply goes on by itself, once the cause is gone")
    return DecisionNeededError.exit_code if needed else None


def _document(finding: Finding) -> dict[str, Any]:
    import msgspec

    document: dict[str, Any] = msgspec.to_builtins(finding)
    return document | {"needs_a_person": finding.needs_a_person}


def _text(finding: Finding) -> str:
    """What was found, for people."""
    head = f"{finding.plan} began {finding.started} by {finding.by} and is {finding.status}"
    where = f"stopped at step {finding.step} of {finding.steps}: {finding.label}" if finding.step else f"all {finding.steps} steps ran"
    lines = [head, f"  {where}", *([f"  {line}" for line in (finding.sql or "").splitlines()[:6]])]
    if finding.error:
        lines.append(f"  error: {finding.error.splitlines()[0]}")
    lines += [f"  found: {finding.words}", *(f"  to put away: {sql}" for sql in finding.left)]
    return "\n".join(printable(line) for line in lines)
