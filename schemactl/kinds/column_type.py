"""Another type for a column that is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from schemactl.kinds import column_using, generated, identity, losing, narrowing, not_null, row_layout, row_type
from schemactl.kinds.backfill import data_path
from schemactl.kinds.base import REPLACE, REPLACE_HOST, Context, Replace
from schemactl.kinds.column_move import Move
from schemactl.kinds.column_moved import is_moved, keeps_rows
from schemactl.kinds.column_statement import alter_column, named_in, table_of
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Joins, Statement


def set_type(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    """No USING where an assignment cast exists: an explicit cast would cut text silently."""
    if before.partition_key and not is_moved(before, after, ctx):
        return REPLACE_HOST  # PostgreSQL alters no column that is part of the partition key
    if before.generated and after.generated and not column_using.is_assigned(before, after, ctx):
        return REPLACE  # USING is not for generated columns: it is computed anew
    if is_foreign(after, ctx.live):
        row_type.check(after.id, ctx)
        # There are no rows here: no cast is needed, USING is refused.
        collation = f" COLLATE {after.collation}" if after.collation else ""
        return chain(
            identity.left(before, after, ctx),
            generated.left(before, after),
            (alter_column(after, f"SET DATA TYPE {after.type}{collation}"),),
        )
    if is_moved(before, after, ctx):
        return iter(()) if _goes_with_parents(after, ctx) else Move(before, after, column_using.value(before, after, ctx), ctx).statements()
    if not is_cast(before, after, ctx):
        return REPLACE
    row_type.check(after.id, ctx)
    first = chain(identity.left(before, after, ctx), generated.left(before, after), identity.narrowed(before, after, ctx))
    return chain(first, not_null.let_go((after.id,), iter((turned(before, after, ctx),)), ctx))


def is_cast(before: Any, after: Any, ctx: Context) -> bool:
    """Did somebody write `using`, or does a cast lead from the one type to the other?"""
    cast = before.type == after.type or ctx.intent(after.id, "using") or ctx.castable(before.type, after.type)
    return bool(cast) or not (ctx.built_in(before.type) and ctx.built_in(after.type))


def leads(before: Any, after: Any, ctx: Context) -> bool:
    """Can a column be made under its earlier type, and get the other one then?"""
    types = (one for one in ctx.live.uses.get(before.id, ()) if ctx.kind(one).grantable == "TYPE")
    there = all(one in ctx.desired and not ctx.makes(one) for one in types)
    return before.type == after.type or (there and is_cast(before, after, ctx))


def _goes_with_parents(column: Any, ctx: Context) -> bool:
    """Do the statements about its parent's column see to it?"""
    pairs: list[tuple[Any, Any]] = [(ctx.live.objects[one], ctx.desired.objects.get(one)) for one in ctx.live.inherited.get(column.id, ())]
    return any(
        (was.type, was.collation) != (becomes.type, becomes.collation) and is_moved(was, becomes, ctx)
        for was, becomes in pairs
        if becomes is not None
    )


def taken(before: Any, after: Any, ctx: Context) -> list[ObjectId]:
    """What comes along where the column is moved."""
    if not is_moved(before, after, ctx) or _goes_with_parents(after, ctx):
        return []
    return Move(before, after, "", ctx).takes()


def turned(before: Any, after: Any, ctx: Context) -> Statement:
    """ALTER COLUMN … TYPE."""
    collation = f" COLLATE {after.collation}" if after.collation else ""
    given = ctx.intent(after.id, "using")
    using = column_using.clause(before, after, ctx)
    zoned = (
        "; the time is that of UTC, where `using` says no other zone" if not given and losing.is_zoned(before.type, after.type, ctx) else ""
    )
    lost = () if given else (*losing.hazards(before.type, after.type, ctx), *row_layout.lost(before.id, before.type, after.type, ctx))
    statement = retyped(after, f"{collation}{using}", f"{before.type} → {after.type}: may rewrite the table under an exclusive lock{zoned}")
    # What an author wrote may name what is in any of the schemas, as a backfill may.
    sees = data_path(ctx.desired) if given and using else ()
    return msgspec.structs.replace(
        statement,
        hazards=(*(() if keeps_rows(before, after, ctx) else statement.hazards), *lost),
        asks=narrowing.unfit(before, after, ctx),
        sees=sees,
        unmeasured=(after.id,),
        computed_from=named_in(given, after, ctx) if given and using else (),
    )


def retyped(column: Any, clauses: str, message: str) -> Statement:
    """That beside others of its table, which is then rewritten once."""
    hazard = Hazard(code="SC305", message=message)
    statement = alter_column(column, action := f"SET DATA TYPE {column.type}{clauses}", hazards=(hazard,))
    joins = Joins(table=table_of(column.id), action=f"ALTER COLUMN {name(column.id.name)} {action}")
    return msgspec.structs.replace(statement, joins=joins)


def is_foreign(column: Any, state: State) -> bool:
    """Is it a foreign table's, whose rows are elsewhere?"""
    return ObjectId("foreign_table", column.id.path[:-1]) in state
