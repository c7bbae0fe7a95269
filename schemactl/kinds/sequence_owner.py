"""Which column a sequence goes away with. On its own, because the column's default needs the sequence, and this needs the column."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import sequence_text, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sequence_value import bounds_of, drawn_from, past_rows
from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State, fields
from schemactl.model.statement import Lock, Statement


class SequenceOwner(Object, frozen=True, kw_only=True):
    """Path: the sequence's, and the word `owned_by`. `column` is schema, table, column."""

    column: tuple[str, ...]


# The fact is a row of pg_depend, which has no oid: the sequence's stands for it.
CATALOG_SQL = f"""
SELECT 'pg_depend'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, 'owned_by'] AS path,
  ARRAY[o_n.nspname, o.relname, a.attname] AS column
FROM {RELATIONS} JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
  AND d.deptype = 'a' AND d.refobjsubid > 0
JOIN pg_class o ON o.oid = d.refobjid JOIN pg_namespace o_n ON o_n.oid = o.relnamespace
JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
WHERE c.relkind = 'S' AND c.relpersistence <> 't' ORDER BY n.nspname, c.relname"""


def _owners(state: State) -> Iterator[SequenceOwner]:
    return (one for one in state if isinstance(one, SequenceOwner))


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    return ((one.id, ObjectId("column", one.column)) for one in _owners(state))


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """pg_depend has it that the sequence needs the column, whose default needs the sequence."""
    return ((ObjectId("sequence", one.id.path[:-1]), ObjectId("column", one.column)) for one in _owners(state))


def _owned_by(owner: SequenceOwner, by: str) -> str:
    return f"ALTER SEQUENCE {qualified(owner.id.path[:-1])} OWNED BY {by}"


def create(owner: SequenceOwner, ctx: Context) -> Iterator[Statement]:
    """PostgreSQL wants sequence and table to be of one role."""
    sequence, table = ObjectId("sequence", owner.id.path[:-1]), ObjectId("table", owner.column[:-1])
    role = _role(ctx.desired, "table", owner.column[:-1])
    is_anew = table in ctx.live and ctx.makes(table)
    if sequence not in ctx.live and not is_anew:
        # Whoever creates both owns both; a table that was there has its owner.
        yield from _own(owner, sequence, _role(ctx.live, "table", owner.column[:-1]), ctx)
    elif role is not None and (is_anew or not all(_is_owned(ctx.live, one, role) and not ctx.makes(one) for one in (sequence, table))):
        # A new one under the old name is its creator's.
        yield from _own(owner, table, role, ctx)
        yield from _own(owner, sequence, role, ctx)
    yield made(owner, _owned_by(owner, qualified(owner.column)), lock=Lock.SHARE_ROW_EXCLUSIVE)
    yield from _past_rows(owner, sequence, ctx)


def _past_rows(owner: SequenceOwner, sequence: ObjectId, ctx: Context) -> Iterator[Statement]:
    """A new sequence for numbers that are there already goes on behind them; what comes from an identity stands where that stood."""
    column = ObjectId("column", owner.column)
    was, new = ctx.live.objects.get(column), ctx.desired.objects.get(sequence)
    if (
        was is None
        or new is None
        or sequence in ctx.live
        or getattr(was, "identity", None)
        or drawn_from(column, ctx.view(ctx.desired)) != sequence
    ):
        return
    statement = past_rows(was, qualified(sequence.path), bounds_of(new))
    yield msgspec.structs.replace(statement, object_id=owner.id)


def _role(state: State, kind: str, path: tuple[str, ...]) -> Object | None:
    return state.objects.get(ObjectId(kind, path).about("owner"))


def _is_owned(state: State, object_id: ObjectId, role: Object) -> bool:
    fact = state.objects.get(object_id.about("owner"))
    return fact is not None and fields(fact) == fields(role)


def _own(owner: SequenceOwner, what: ObjectId, role: Object | None, ctx: Context) -> Iterator[Statement]:
    if role is not None:
        for one in ctx.kind(role.id).create(msgspec.structs.replace(role, id=what.about("owner")), ctx):
            yield altered(owner, one.sql, lock=one.lock)


def drop(owner: SequenceOwner, _: Context) -> Iterator[Statement]:
    yield dropped(owner, _owned_by(owner, "NONE"), lock=Lock.SHARE_ROW_EXCLUSIVE)


def set_column(before: SequenceOwner, after: SequenceOwner, ctx: Context) -> Iterator[Statement]:
    """Where the tables are of two roles, the sequence lets go of the one before it is given to the other's owner."""
    table = ObjectId("table", after.column[:-1])
    is_new = table not in ctx.live or ctx.makes(table)
    was, wanted = _role(ctx.live, "table", before.column[:-1]), _role(ctx.desired if is_new else ctx.live, "table", table.path)
    if is_new:
        yield from _own(after, table, wanted, ctx)
    if wanted is not None and (was is None or fields(was) != fields(wanted)):
        yield altered(after, _owned_by(after, "NONE"), lock=Lock.SHARE_ROW_EXCLUSIVE)
        yield from _own(after, ObjectId("sequence", after.id.path[:-1]), wanted, ctx)
    yield altered(after, _owned_by(after, qualified(after.column)), lock=Lock.SHARE_ROW_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"OWNER COLUMN OF {qualified(object_id.path[:-1])}"


KIND = Kind(
    name="sequence_owner",
    model=SequenceOwner,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'S'",
    create=create,
    drop=drop,
    alter={"column": set_column},
    designation=designation,
    parents=("sequence",),
    edges=edges,
    cuts=cuts,
    yaml=Yaml(
        key="owned_by",
        single=True,
        read=sequence_text.read_owner,
        write=sequence_text.write_owner,
        path=lambda parent, _, __: (*parent, "owned_by"),
    ),
    widens=widening.added,
)
