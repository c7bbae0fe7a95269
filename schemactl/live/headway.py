"""How far a command of another session has come, by the server's own counters: what `pg_stat_progress_*` hold of it, in one form.

PostgreSQL counts for CREATE INDEX and REINDEX, VACUUM, CLUSTER and VACUUM FULL, ANALYZE and COPY, and a phase at a time. Of everything else
(a table that ALTER TABLE copies or checks, a constraint that is validated, an UPDATE) it says nothing, and neither does this.
https://www.postgresql.org/docs/current/progress-reporting.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, LiteralString

import msgspec

from schemactl.live.connection import Connection

Unit = Literal["blocks", "rows", "bytes", "transactions", "indexes", "partitions", "statistics"]

# The columns differ between majors: a row as JSON has those that there are.
_SQL: LiteralString = """
    SELECT 'create_index', pg_catalog.to_jsonb(p) FROM pg_catalog.pg_stat_progress_create_index p WHERE p.pid OPERATOR(pg_catalog.=) %(pid)s
    UNION ALL
    SELECT 'vacuum', pg_catalog.to_jsonb(p) FROM pg_catalog.pg_stat_progress_vacuum p WHERE p.pid OPERATOR(pg_catalog.=) %(pid)s
    UNION ALL
    SELECT 'cluster', pg_catalog.to_jsonb(p) FROM pg_catalog.pg_stat_progress_cluster p WHERE p.pid OPERATOR(pg_catalog.=) %(pid)s
    UNION ALL
    SELECT 'analyze', pg_catalog.to_jsonb(p) FROM pg_catalog.pg_stat_progress_analyze p WHERE p.pid OPERATOR(pg_catalog.=) %(pid)s
    UNION ALL
    SELECT 'copy', pg_catalog.to_jsonb(p) FROM pg_catalog.pg_stat_progress_copy p WHERE p.pid OPERATOR(pg_catalog.=) %(pid)s
"""

_Row = Mapping[str, Any]


class Counted(msgspec.Struct, frozen=True):
    """So many of so many; `total` is None where the server does not know it."""

    done: int
    total: int | None
    unit: Unit

    @property
    def share(self) -> float | None:
        """From 0 to 1. Totals are guesses of the server's at times: never more than all."""
        return min(self.done / self.total, 1.0) if self.total else None


class Headway(msgspec.Struct, frozen=True, kw_only=True):
    """`command` and `phase` in PostgreSQL's words; `counted` within the phase alone; an index on a partitioned table has built `parts_done` of `parts`."""

    command: str
    phase: str = ""
    counted: Counted | None = None
    parts_done: int = 0
    parts: int = 0


def read_headway(observer: Connection, pid: int) -> Headway | None:
    """Of what the backend `pid` runs now, asked on another connection; None where the server does not count it."""
    row = observer.execute(_SQL, {"pid": pid}).fetchone()
    return headway(*row) if row else None


def headway(view: str, row: Mapping[str, Any]) -> Headway | None:
    """A row of pg_stat_progress_VIEW; of a backend of another role's it holds nothing but its number, and says nothing."""
    phase, command = row.get("phase"), row.get("command")
    if phase is None and command is None:
        return None
    return Headway(
        command=command or view.upper(),
        phase=phase or "",
        counted=_COUNTERS[view](row, phase or ""),
        parts_done=row.get("partitions_done") or 0,
        parts=row.get("partitions_total") or 0,
    )


def _counted(row: _Row, done: str, total: str, unit: Unit) -> Counted | None:
    """Zero of zero is a counter that does not count yet, or not in this phase."""
    return Counted(row[done] or 0, row[total], unit) if row.get(total) else None


def _create_index(row: _Row, phase: str) -> Counted | None:
    if phase.startswith("waiting"):
        return _counted(row, "lockers_done", "lockers_total", "transactions")
    if "sorting" in phase:
        return None
    # Rows are counted behind the scan; its blocks stand there still.
    if rows := _counted(row, "tuples_done", "tuples_total", "rows"):
        return rows
    blocks = _counted(row, "blocks_done", "blocks_total", "blocks")
    # In the first block of a scan the server says that all blocks are done: the one at work and the one that it began with are the same.
    return blocks if blocks and blocks.done != blocks.total else None


def _vacuum(row: _Row, phase: str) -> Counted | None:
    match phase:
        case "scanning heap":
            return _counted(row, "heap_blks_scanned", "heap_blks_total", "blocks")
        case "vacuuming heap":
            return _counted(row, "heap_blks_vacuumed", "heap_blks_total", "blocks")
        case "vacuuming indexes" | "cleaning up indexes":  # counted from PostgreSQL 17 on
            return _counted(row, "indexes_processed", "indexes_total", "indexes")
    return None


def _cluster(row: _Row, phase: str) -> Counted | None:
    match phase:
        case "seq scanning heap":
            return _counted(row, "heap_blks_scanned", "heap_blks_total", "blocks")
        case "writing new heap":
            return _counted(row, "heap_tuples_written", "heap_tuples_scanned", "rows")
        case "index scanning heap":
            return Counted(row["heap_tuples_scanned"], None, "rows")
        case "rebuilding index":
            return Counted(row["index_rebuild_count"], None, "indexes")
    return None


def _analyze(row: _Row, phase: str) -> Counted | None:
    match phase:
        case "acquiring sample rows":
            return _counted(row, "sample_blks_scanned", "sample_blks_total", "blocks")
        case "acquiring inherited sample rows":
            return _counted(row, "child_tables_done", "child_tables_total", "partitions")
        case "computing extended statistics":
            return _counted(row, "ext_stats_computed", "ext_stats_total", "statistics")
    return None


def _copy(row: _Row, _phase: str) -> Counted | None:
    # The size of what comes from a program or goes into a file is not known.
    return _counted(row, "bytes_processed", "bytes_total", "bytes") or Counted(row["tuples_processed"], None, "rows")


_COUNTERS: Mapping[str, Callable[[_Row, str], Counted | None]] = {
    "create_index": _create_index,
    "vacuum": _vacuum,
    "cluster": _cluster,
    "analyze": _analyze,
    "copy": _copy,
}
