"""What pending plans need of the server beyond rights: extensions, the version they were planned for, room on its disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from schemactl.applying.health import Finding, Level, size, value
from schemactl.applying.statements import commands
from schemactl.live.connection import Connection
from schemactl.plans.plan import Plan, PlanStatement

# Hazards of statements that write a whole table anew.
_REWRITES = frozenset(("SC301", "SC303", "SC304", "SC305", "SC307", "SC509"))
_MUCH = 64 << 20


def needs(conn: Connection, plans: Sequence[Plan]) -> Iterator[Finding]:
    """Every check of the pending plans against this server."""
    yield from _major(conn, plans)
    yield from _extensions(conn, plans)
    yield from _room(conn, plans)


def _statements(plans: Sequence[Plan]) -> Iterator[PlanStatement]:
    return (statement for plan in plans for statement in plan.statements)


def _major(conn: Connection, plans: Sequence[Plan]) -> Iterator[Finding]:
    here = str(conn.info.server_version // 10000)
    others = sorted({plan.header.after.major for plan in plans} - {here})
    if others:
        message = (
            f"planned for PostgreSQL {', '.join(others)}, and this is {here}: the structure is compared, not the text that servers print"
        )
        yield Finding(check="version", level="note", message=message)
    elif plans:
        yield Finding(check="version", level="ok", message=f"the plans were made for PostgreSQL {here}")


def _extensions(conn: Connection, plans: Sequence[Plan]) -> Iterator[Finding]:
    wanted = [
        (command.node["extname"], _version(command.node))
        for statement in _statements(plans)
        for command in commands(statement.sql) or ()
        if command.type == "CreateExtensionStmt"
    ]
    for name, version in wanted:
        there = {
            str(row[0])
            for row in conn.execute("SELECT v.version FROM pg_catalog.pg_available_extension_versions v WHERE v.name = %s", [name])
        }
        if not there:
            yield Finding(
                check="extensions",
                level="error",
                message=f"the server does not have the extension {name}",
                hint="install it on the server, or take it out of the plan",
            )
        elif version and version not in there:
            yield Finding(
                check="extensions",
                level="error",
                message=f"the server has {name} in versions {', '.join(sorted(there))}, not {version}",
                hint="install that version on the server",
            )
    if wanted and all(value(conn, "SELECT 1 FROM pg_catalog.pg_available_extensions e WHERE e.name = %s", name) for name, _ in wanted):
        yield Finding(check="extensions", level="ok", message=f"the server has {', '.join(name for name, _ in wanted)}")


def _version(node: dict[str, object]) -> str | None:
    options = node.get("options")
    for option in options if isinstance(options, list) else ():
        if (one := option["DefElem"])["defname"] == "new_version":
            return str(one["arg"]["String"]["sval"])
    return None


def _room(conn: Connection, plans: Sequence[Plan]) -> Iterator[Finding]:
    """An index may become as large as its table, and a rewrite takes its table and indexes once more, until it commits."""
    needed = 0
    for statement in _statements(plans):
        for command in commands(statement.sql) or ():
            relation = command.node.get("relation")
            rewrites = command.type == "AlterTableStmt" and bool(_REWRITES & set(statement.codes))
            if not isinstance(relation, dict) or not (rewrites or command.type == "IndexStmt"):
                continue
            table = psycopg.sql.Identifier(*filter(None, (relation.get("schemaname"), relation.get("relname")))).as_string(conn)
            whole, heap = (value(conn, f"SELECT {function}(pg_catalog.to_regclass(%s))", table) for function in _SIZES)
            room = (whole if rewrites else heap) or 0
            needed += room
            if room > _MUCH:
                verb = "rewriting" if rewrites else "an index on"
                yield Finding(check="disk", level="note", message=f"{verb} {table} takes up to {size(room)}, and as much WAL")
    yield _free(conn, needed)


_SIZES = ("pg_catalog.pg_total_relation_size", "pg_catalog.pg_table_size")


def _free(conn: Connection, needed: int) -> Finding:
    """SQL does not tell how much is free: only where the server's folder can be seen from here."""
    wanted = f"rewrites and index builds need up to {size(needed)} at once" if needed else "no rewrite, no index build on a table with rows"
    try:
        folder = value(conn, "SELECT pg_catalog.current_setting('data_directory')")
        free = shutil.disk_usage(folder).free if conn.info.host.startswith("/") and Path(folder).is_dir() else None
    except (psycopg.Error, OSError):
        free = None
    if free is None:
        level: Level = "note" if needed > _MUCH else "ok"
        return Finding(check="disk", level=level, message=f"{wanted}; what is free on the server cannot be seen from here")
    level = "error" if 2 * needed > free else "ok"
    return Finding(
        check="disk",
        level=level,
        message=f"{wanted}; {size(free)} are free in {folder}",
        hint="make room first: rows, indexes and WAL are written at once" if level == "error" else None,
    )
