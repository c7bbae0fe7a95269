"""Is it used? Remarks about what a plan drops, by what the database counted; never a reason to fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.lint.dropped import Drop
    from schemactl.live.connection import Connection
    from schemactl.live.usage import Naming, Usage

MOST = 20
_SHORT = 80


def remarks(conn: Connection, statements: Sequence[str]) -> Iterator[str]:
    """A sentence for each index, table and column that these statements drop and the database has."""
    from schemactl.lint.dropped import dropped

    found = dropped(statements)
    for one in found[:MOST]:
        yield from _remark(conn, one)
    if len(found) > MOST:
        yield f"{len(found) - MOST} more are dropped, of which nobody was asked whether they are used"


def _remark(conn: Connection, one: Drop) -> Iterator[str]:
    from schemactl.live import usage
    from schemactl.model.identity import dotted

    name = f"{one.what} {dotted(one.name)}"
    if one.what == "index":
        used = usage.index_usage(conn, one.name[0], one.name[1])
        yield from (_counted(name, found) for found in [used] if found)
        return
    used = usage.table_usage(conn, one.name[0], one.name[1])
    if used is None:
        return
    if one.what == "table":
        yield _counted(name, used)
    else:
        yield _named(name, usage.naming(conn, one.name[1], one.name[2]), used)


def _counted(name: str, used: Usage) -> str:
    since = f" since {used.since:%Y-%m-%d}" if used.since else ""
    if not used.scans:
        return f"{name} was never scanned here{since}"
    last = f", last {used.last:%Y-%m-%d %H:%M} UTC" if used.last else ""
    return f"{name} is dropped, and was scanned {used.scans:,} time{'s' if used.scans > 1 else ''}{since}{last}"


def _named(name: str, found: Naming | None, table: Usage) -> str:
    if found is None:
        return f"{_counted(f'the table of {name}', table).replace(' is dropped, and', '')}; pg_stat_statements, which may know who names the column, is not readable"
    hidden = "; this role may not read the statements of others: it lacks pg_read_all_stats" if found.hidden else ""
    if not found.statements:
        return f"no statement in pg_stat_statements has the words of {name}{hidden}"
    from schemactl.reports.problems import printable

    text = printable(" ".join((found.example or "").split()))
    short = text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
    many = f"{found.statements} statement{'s' if found.statements > 1 else ''} in pg_stat_statements ({found.calls:,} calls)"
    return f"{many} may use {name}: they have its words, and nothing but the text was searched: {short}{hidden}"
