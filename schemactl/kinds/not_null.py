"""NOT NULL of columns: a flag until 17, from 18 on a constraint with a name, which may come from a parent's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from schemactl.kinds import backfill, column_required, identity, inherited, offending
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_statement import alter_column, table_of
from schemactl.kinds.constraint import default_name, holds_more, made_valid, validate
from schemactl.kinds.not_null_name import NAMED, name_of
from schemactl.kinds.online import alone
from schemactl.kinds.sql import name
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


def unnamed(column: Any, state: State) -> Any:
    """A column of a table that inherits, without the name that its parents gave the NOT NULL: there it may be taken, and theirs be numbered then."""
    named = column.not_null_name is not None and not column.not_null_local
    if not named or column.id not in state.inherited or inherited.is_partition(column.id.path[:-1], state):
        return column
    return msgspec.structs.replace(column, not_null_name=None)


def written_name(column: Any, ctx: Context) -> str | None:
    """The name that has to be written: unnamed, the constraint gets another one where some table's in the schema bears it, a partition's its parent's."""
    if column.not_null_name:
        return str(column.not_null_name)
    own = default_name(column.id.path[-2], column.id.name, "not_null")
    return own if ctx.given("not_null_name", column.id.path[0], own) else None


def set_not_null(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    if before is not after and before.not_null and after.not_null:
        if _keeps_name(before, after, ctx) or unnamed(after, ctx.desired) is not after:
            after = msgspec.structs.replace(after, not_null_name=before.not_null_name)
        yield from _change_not_null(before, after, ctx)
        if _keeps_parent(after, ctx) and after.not_null_local and not before.not_null_local:
            yield alter_column(after, "SET NOT NULL")
        return
    after = unnamed(after, ctx.desired)
    fill = backfill.said(after, ctx) if before is not after and after.not_null and not after.not_null_not_valid else None
    if fill is not None:
        # The application may write NULL until the constraint is there, whatever the default.
        yield from backfill.filled(after, fill, ctx, then=required(after, ctx), helped="written")
        return
    for statement in _set_or_drop(before, after, ctx):
        asks = _empty(before, after, ctx) if statement.lock is Lock.ACCESS_EXCLUSIVE and after.not_null else ()
        yield msgspec.structs.replace(statement, asks=asks)


def _keeps_parent(column: Any, ctx: Context) -> bool:
    return not set(ctx.live.inherited.get(column.id, ())).isdisjoint(ctx.desired.inherited.get(column.id, ()))


def _keeps_name(before: Any, after: Any, ctx: Context) -> bool:
    """What a parent has too cannot be renamed, but on the way from one parent to another; there it stays where heirs have it under another name."""
    if _keeps_parent(after, ctx):
        return bool(before.not_null_given or after.not_null_given)
    is_moved = before.not_null_given and after.not_null_given
    return is_moved and column_required.is_called_otherwise_below(after.id, name_of(before), ctx)


def required(column: Any, ctx: Context) -> Iterator[Statement]:
    """NOT NULL of a column whose rows have their values."""
    return _set_or_drop(column, unnamed(column, ctx.desired), ctx)


def _empty(before: Any, after: Any, ctx: Context) -> tuple[Statement, ...]:
    """Rows without a value, unless the column is new or nobody looks at the rows."""
    if before is after or after.not_null_not_valid or ctx.intent(after.id, "using"):
        return ()
    rows = offending.own_rows_where if after.not_null_no_inherit else offending.rows_where
    return rows(after, f"{name(after.id.name)} IS NULL", ctx)


def _set_or_drop(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    table = table_of(after.id)
    if not after.not_null:
        if (before.type, before.collation) == (after.type, after.collation):
            yield from identity.left(before, after, ctx)
        yield alter_column(after, "DROP NOT NULL")
        yield from (alter_column(heir, "DROP NOT NULL") for heir in _twice_below(after.id, ctx))
    elif ctx.busy(after.id) and not after.not_null_not_valid:
        yield from _scanned_apart(after, ctx)
    elif after.not_null_not_valid or written_name(after, ctx) or after.not_null_no_inherit:
        given = written_name(after, ctx)
        named = f"CONSTRAINT {name(given)} " if given else ""
        suffix = (" NO INHERIT" if after.not_null_no_inherit else "") + (" NOT VALID" if after.not_null_not_valid else "")
        sql = f"ALTER TABLE {table} ADD {named}NOT NULL {name(after.id.name)}{suffix}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=() if after.not_null_not_valid else _scanned(after, ctx))
    else:
        yield alter_column(after, "SET NOT NULL", hazards=_scanned(after, ctx))


def _twice_below(column: ObjectId, ctx: Context) -> Iterator[Object]:
    """Partitions' columns that keep a NOT NULL of their own when the parent's goes, and shall not."""
    for heir in ctx.view(ctx.live).heirs(column):
        was, wanted = ctx.live.objects[heir], ctx.desired.objects.get(heir)
        if wanted is not None and getattr(was, "not_null_twice", False) and not getattr(wanted, "not_null", False):
            yield wanted
        yield from _twice_below(heir, ctx)


def let_go(columns: Iterable[ObjectId], statements: Iterator[Statement], ctx: Context) -> Iterator[Statement]:
    """Statements that change these columns' types, without the NOT NULL that an heir has under another name by itself too.

    PostgreSQL 18 makes such constraints again for the new type, and then refuses the second one of a column.
    """
    held = [each for one in columns for each in _held_twice(one, ctx.view(ctx.live))]
    wanted = [ctx.desired.objects[one] for one in held]
    yield from (alter_column(one, "DROP NOT NULL") for one in wanted)
    yield from statements
    for one in wanted:
        if getattr(one, "not_null", False):
            yield from _set_or_drop(one, one, ctx)


def _held_twice(column: ObjectId, live: Views) -> list[ObjectId]:
    """The column where that is so; or else its heirs', of whose NOT NULL it knows nothing."""
    if is_held_twice(column, live):
        return [column]
    return [each for heir in live.heirs(column) for each in _held_twice(heir, live)]


def is_held_twice(column: ObjectId, live: Views) -> bool:
    """Has an heir the column's NOT NULL under another name by itself too? Before 18 it has no name."""
    parent: Any = live.state.objects.get(column)
    if live.state.major < NAMED or not getattr(parent, "not_null", False):
        return False
    for heir in live.heirs(column):
        below: Any = live.state.objects[heir]
        is_own = below.not_null_twice or (below.not_null_local and not inherited.is_partition(heir.path[:-1], live.state))
        if below.not_null and ((is_own and name_of(below) != name_of(parent)) or is_held_twice(heir, live)):
            return True
    return False


def is_kept_by(key: Any, live: State) -> bool:
    """Is one that has to go meanwhile under this key or index? It cannot while a primary key or the replica identity is there."""
    is_needed = key.id.kind == "primary_key" or key.replica_identity
    return is_needed and live.major >= NAMED and any(map(partial(is_held_twice, live=Views(live)), live.uses.get(key.id, ())))


def is_in_the_way(key: Any, live: State) -> bool:
    """Has a key to go before one of its columns gets another type?"""
    return holds_more(key, live) or is_kept_by(key, live)


def _scanned_apart(column: Any, ctx: Context) -> Iterator[Statement]:
    """Before 18 a validated check says that no row holds NULL, and SET NOT NULL takes its word."""
    table, own = table_of(column.id), default_name(column.id.path[-2], column.id.name, "not_null")
    if ctx.major >= 18:
        given, suffix = written_name(column, ctx) or own, " NO INHERIT" if column.not_null_no_inherit else ""
        sql = f"ALTER TABLE {table} ADD CONSTRAINT {name(given)} NOT NULL {name(column.id.name)}{suffix} NOT VALID"
        yield altered(column, sql, lock=Lock.ACCESS_EXCLUSIVE)
        yield alone(validate(column, given))
        return
    proof = ctx.vacant(("constraint", *column.id.path[:-1], own), "proof")
    sql = f"ALTER TABLE {table} ADD CONSTRAINT {name(proof)} CHECK ({name(column.id.name)} IS NOT NULL) NOT VALID"
    yield altered(column, sql, lock=Lock.ACCESS_EXCLUSIVE)
    yield alone(validate(column, proof))
    yield alter_column(column, "SET NOT NULL")
    yield altered(column, f"ALTER TABLE {table} DROP CONSTRAINT {name(proof)}", lock=Lock.ACCESS_EXCLUSIVE)


def _scanned(column: Any, ctx: Context) -> tuple[Hazard, ...]:
    hazard = Hazard(code="SC207", message="fails where a row holds NULL; scans the table under an exclusive lock")
    return () if ObjectId("foreign_table", column.id.path[:-1]) in ctx.desired else (hazard,)


def _change_not_null(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    table = table_of(after.id)
    was, wanted = name_of(before), name_of(after)
    if was != wanted and column_required.is_called_otherwise_below(after.id, was, ctx):
        yield from column_required.renamed(after.id, ctx)
    elif was != wanted:
        yield altered(after, f"ALTER TABLE {table} RENAME CONSTRAINT {name(was)} TO {name(wanted)}", lock=Lock.ACCESS_EXCLUSIVE)
    if before.not_null_no_inherit != after.not_null_no_inherit:
        how = "NO INHERIT" if after.not_null_no_inherit else "INHERIT"
        yield altered(after, f"ALTER TABLE {table} ALTER CONSTRAINT {name(wanted)} {how}", lock=Lock.ACCESS_EXCLUSIVE)
    if after.not_null_not_valid and not before.not_null_not_valid:
        # A validated constraint cannot be made unvalidated.
        yield alter_column(after, "DROP NOT NULL")
        sql = f"ALTER TABLE {table} ADD CONSTRAINT {name(wanted)} NOT NULL {name(after.id.name)} NOT VALID"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)
        return
    if before.not_null_not_valid and not after.not_null_not_valid:
        yield made_valid(after, wanted, ctx)


def leave(column: Any, ctx: Context) -> Iterator[Statement]:
    """PostgreSQL 18 does not count a NOT NULL down on the heirs that keep the column: it stays inherited from nowhere, and cannot be dropped."""
    if any(ctx.outliving(parent) for parent in ctx.live.inherited.get(column.id, ())):
        return  # done with the parent's
    for heir in _staying_below(column.id, ctx):
        was, wanted = ctx.live.objects[heir], ctx.desired.objects.get(heir)
        parents = [ctx.live.objects[one] for one in ctx.live.inherited[heir] if one in ctx.desired]
        has_own = getattr(was, "not_null_local", False) or any(getattr(one, "not_null", False) for one in parents)
        if getattr(wanted, "not_null", False) and not has_own:
            sql = f"ALTER TABLE {table_of(heir)} ALTER COLUMN {name(heir.name)} SET NOT NULL"
            yield altered(heir, sql, lock=Lock.ACCESS_EXCLUSIVE)
    yield alter_column(column, "DROP NOT NULL")


def _staying_below(column: ObjectId, ctx: Context) -> Iterator[ObjectId]:
    for heir in ctx.outliving(column):
        yield heir
        yield from _staying_below(heir, ctx)
