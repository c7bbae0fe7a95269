"""What a table's columns, defaults and checks have of their own beside what comes from the tables it inherits from."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import storage_options
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_statement import alter_column, table_of
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class InheritedColumn(Object, frozen=True, kw_only=True):
    """A column that only the parents have, as people write it: what differs from theirs. `no_default`: theirs has one, this has none."""

    not_null: bool = False
    not_null_name: str | None = None
    not_null_no_inherit: bool = False
    not_null_not_valid: bool = False
    no_default: bool = False
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()


def is_partition(table: tuple[str, ...], state: State) -> bool:
    """A partition is made alone and attached, so it says all it has."""
    return ObjectId("partition", (*table, "partition_of")) in state


def is_own(column: tuple[str, ...], state: State) -> bool:
    """Does the table have the column by itself?"""
    found = state.objects.get(ObjectId("column", column))
    return found is None or getattr(found, "local", True) or is_partition(column[:-1], state)


def not_null_clause(column: InheritedColumn, ctx: Context) -> str | None:
    """NOT NULL as a constraint of the table, which PostgreSQL reads from 18 on: before, no constraint could be the table's own."""
    if ctx.major < 18 or not column.not_null or column.not_null_not_valid:
        return None
    named = f"CONSTRAINT {name(column.not_null_name)} " if column.not_null_name else ""
    return f"{named}NOT NULL {name(column.id.name)}" + (" NO INHERIT" if column.not_null_no_inherit else "")


def additions(column: InheritedColumn, ctx: Context) -> Iterator[Statement]:
    """What the column gets once it is there."""
    if column.not_null:
        yield _not_null(column, ctx)
    if column.no_default:
        yield alter_column(column, "DROP DEFAULT")
    if column.storage:
        yield alter_column(column, f"SET STORAGE {column.storage.upper()}")
    if column.compression:
        yield alter_column(column, f"SET COMPRESSION {column.compression}")
    if column.statistics is not None:
        yield alter_column(column, f"SET STATISTICS {column.statistics}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)
    for action in storage_options.actions((), column.options):
        yield alter_column(column, action, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def _not_null(column: InheritedColumn, ctx: Context) -> Statement:
    table = table_of(column.id)
    if column.not_null_not_valid:
        named = f"CONSTRAINT {name(column.not_null_name)} " if column.not_null_name else ""
        sql = f"ALTER TABLE {table} ADD {named}NOT NULL {name(column.id.name)} NOT VALID"
        return altered(column, sql, lock=Lock.ACCESS_EXCLUSIVE)
    if clause := not_null_clause(column, ctx):
        return altered(column, f"ALTER TABLE {table} ADD {clause}", lock=Lock.ACCESS_EXCLUSIVE)
    hazard = Hazard(code="SC207", message="fails where a row holds NULL; scans the table under an exclusive lock")
    return alter_column(column, "SET NOT NULL", hazards=(hazard,))
