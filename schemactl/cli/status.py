"""`schemactl status`: which plans ran here, which wait. Reads the ledger and plans/, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import exit_code_option, json_option
from schemactl.cli.project import Live, live, target_line
from schemactl.reports.problems import printable

if TYPE_CHECKING:
    from schemactl.applying.ledger import LedgerState

DIFFERENCES = 2


@click.command()
@click.option("--drift/--no-drift", default=True, show_default=True, help="Look whether the database is as the plans left it.")
@exit_code_option
@json_option
@pass_app
def command(app: App, /, *, drift: bool, exit_code: bool, as_json: bool) -> int:
    """Show which plans ran here, which wait, and which nobody knows; and whether the database was changed beside them.

    With --exit-code: 2 unless every plan of the folder ran, unchanged, nothing else did, and the database is as they left it.
    """
    from schemactl.applying import ledger, standing
    from schemactl.plans.directory import list_plans

    files = list_plans(app.config.plans)
    with live(app) as found:
        state = ledger.read(found.conn)
        rows = list(standing.rows(files, state))
        drifted = standing.drifted(found.conn, files, state) if drift else None
        if as_json:
            app.json(_document(app, found, rows, drifted))
        else:
            app.note(target_line(app, found))
            app.result(_text(state, rows, drifted))
    return DIFFERENCES if exit_code and (drifted or any(row["status"] != "applied" for row in rows)) else 0


def _document(app: App, found: Live, rows: Sequence[dict[str, Any]], drifted: bool | None) -> dict[str, Any]:
    return {
        "database": found.target.describe(),
        "environment": app.environment.name,
        "mode": app.environment.mode,
        "marker": found.marker.mode if found.marker else None,
        "up_to_date": all(row["status"] == "applied" for row in rows),
        "drift": drifted,
        "plans": list(rows),
    }


def _text(state: LedgerState, rows: Sequence[dict[str, Any]], drifted: bool | None) -> str:
    """One line a plan, and what the words mean that occur."""
    from schemactl.applying.standing import MEANINGS

    if not rows:
        return "No plans, and none ran here."
    width = max(len(row["name"]) for row in rows)
    lines = [_line(row, width) for row in rows]
    counts = {status: sum(row["status"] == status for row in rows) for status in dict.fromkeys(row["status"] for row in rows)}
    summary = ", ".join(f"{count} {status}" for status, count in counts.items())
    meanings = [f"  {status}: {MEANINGS[status]}" for status in counts if status in MEANINGS]
    last = max((row for row in state.plans), key=lambda row: row.started_at, default=None)
    ran = (
        [f"Last run: {printable(last.name)} on {last.started_at:%Y-%m-%d %H:%M} UTC by {printable(last.os_user)}@{printable(last.host)}"]
        if last
        else []
    )
    drift = ["Drift: the database was changed beside its plans; schemactl drift says how"] if drifted else []
    return "\n".join([*lines, "", f"{summary}", *meanings, *ran, *drift])


def _line(row: dict[str, Any], width: int) -> str:
    took = f"{row['seconds']:.1f} s" if row.get("seconds") is not None else ""
    when = f"  {row['at']}  {row['how']:<8} {took}" if row.get("at") else ""
    error = f"\n      {printable(row['error'].splitlines()[0])}" if row.get("error") else ""
    return f"  {row['status']:<10} {printable(row['name']):<{width}}{when}{error}".rstrip()
