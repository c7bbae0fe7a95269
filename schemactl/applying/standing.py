"""Where a database stands among the plans of a folder: which ran, which wait, which nobody knows; and whether it was changed beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.applying import drifting
from schemactl.applying.history import History
from schemactl.applying.ledger import LedgerState, PlanRow
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.plans.directory import PlanFile

MEANINGS = {
    "pending": "wait: schemactl apply runs them",
    "changed": "ran here with other content than the file has now",
    "unknown": "ran here, and the folder does not hold them",
    "failed": "stopped half-way, or failed: mend the cause and run schemactl apply",
    "unfinished": "began and did not end: schemactl apply goes on with them",
}
"""What a status means, for people; `applied` needs no word."""


def drifted(conn: Connection, files: Sequence[PlanFile], state: LedgerState) -> bool | None:
    """By fingerprint; None where nothing says what the database should be."""
    history = History(files, state)
    try:
        drifting.checked(files, state)
    except SchemactlError:
        return None
    if history.last is None:
        return None
    as_left = drifting.is_as_left(introspect(conn, whole_server=True), history, conn.info.server_version)
    return None if as_left is None else not as_left


def rows(files: Sequence[PlanFile], state: LedgerState) -> Iterator[dict[str, Any]]:
    """Every plan of the folder or of the ledger, in order: its name and status, and what is known about its run."""
    ran = {row.number: row for row in state.plans}
    for file in History(files, state).chain:
        row = ran.pop(file.number, None)
        yield {"name": file.name, "status": _status(file, row), **_run(row)}
    for row in ran.values():
        yield {"name": row.name, "status": "unknown", **_run(row)}


def _status(file: PlanFile, row: PlanRow | None) -> str:
    if row is None:
        return "pending"
    if row.name != file.name or (row.sha256 != file.sha256 and row.status == "applied"):
        return "changed"
    return {"applied": "applied", "failed": "failed"}.get(row.status, "unfinished")


def _run(row: PlanRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    started = row.started_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    whose = {"by": f"{row.os_user}@{row.host}", "role": row.role, "tool_version": row.tool_version, "git_commit": row.git_commit}
    return {"at": started, "seconds": row.seconds, **whose, "how": row.how, "error": row.error}
