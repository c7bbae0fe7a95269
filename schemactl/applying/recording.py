"""Plans a database already agrees with → recorded without running: after `sync` went ahead of them, or for `adopt`."""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.applying import environment, gate, ledger
from schemactl.applying.executor import record_of
from schemactl.applying.history import History
from schemactl.applying.ledger import Environment
from schemactl.applying.locks import advisory_lock
from schemactl.live.connection import Connection
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans import git
from schemactl.plans.directory import PlanFile
from schemactl.plans.squashing import check_there


def record_applied(
    conn: Connection,
    files: Sequence[PlanFile],
    *,
    up_to: PlanFile,
    live: Fingerprints,
    mode: Environment,
    tool_version: str,
    wait: float = 60.0,
    proved: bool = False,
) -> tuple[str, ...]:
    """Record the plans up to `up_to` that are not in the ledger yet; their names. All or none.

    `files` is the whole folder; `live` must be what `up_to` promises, else IntegrityError with code S710; `proved` says that the caller
    compared the states themselves.
    """
    if not proved:
        gate.check_end(live, up_to.plan(), committed=False)
    with advisory_lock(conn, wait=wait):
        state = ledger.read(conn)
        history = History(files, state)
        history.check()
        ledger.ensure(conn)
        missing = [file for file in history.pending() if file.number <= up_to.number]
        check_there(missing)
        by = ledger.author(tool_version=tool_version, git_commit=git.head(up_to.path.parent))
        with conn.transaction():
            for file in missing:
                _record(conn, file, live, by)
            if mode != "development":
                environment.protect(conn, by=f"{by.os_user}@{by.host} with a recorded plan")
    return tuple(file.name for file in missing)


def _record(conn: Connection, file: PlanFile, live: Fingerprints, by: ledger.Author) -> None:
    plan = file.plan()
    ledger.start_plan(conn, record_of(file, plan.header), by, how="recorded")
    for number, step in enumerate(plan.steps, 1):
        ledger.record_step(conn, file.number, number, step.sha256, "done")
    ledger.finish_plan(conn, file.number, live)
