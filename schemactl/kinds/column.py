"""Columns of tables: type, nullability, identity, generation, storage. The default is a kind of its own."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import (
    backfill,
    both_names,
    column_held,
    column_moved,
    column_names,
    column_reads,
    column_storage,
    column_text,
    column_type,
    column_values,
    foreign_options,
    generated,
    identity,
    identity_filled,
    inherited,
    not_null,
    not_null_name,
    row_type,
    sequence_value,
    serial,
    widening,
)
from schemactl.kinds.base import Alter, BothNames, Context, Kind, altered, dropped, evaluating, made
from schemactl.kinds.column_catalog import ALIASES_SQL, LINKS_SQL, catalog_sql
from schemactl.kinds.column_statement import alter_column, table_of
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.ways import flag, sql_text
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement

TABLES = ("table", "foreign_table")


class Column(Object, frozen=True, kw_only=True):
    """`sequence` holds the options of an identity's sequence that differ from PostgreSQL's defaults; `using` and `backfill` are intent.
    What is altered is altered in this order: a column that is computed no more can get an identity. `type_storage` is what the type comes with, for majors that have no word for it. `partition_key` is derived: is it part of the key that its own table is partitioned by?

    `local`, `not_null_local`: the table has the column, or its NOT NULL (from 18 on), by itself, not only from its parents.
    `not_null_twice`: so does a partition, whose parent's NOT NULL was made after ATTACH; a copy of it would have it from its parent alone.
    `not_null_given`: a parent has it too, and with it its name for good.
    """

    type: SqlText
    collation: SqlText | None = None
    not_null: bool = False
    not_null_name: str | None = None
    not_null_no_inherit: bool = False
    not_null_not_valid: bool = False
    generated: SqlText | None = None
    virtual: bool = False
    identity: str | None = None
    sequence: tuple[tuple[str, str], ...] = ()
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    fdw_options: tuple[tuple[str, str], ...] = ()
    partition_key: bool = False
    local: bool = True
    not_null_local: bool = True
    not_null_twice: bool = False
    not_null_given: bool = False
    type_storage: str | None = None


def clause(column: Column, ctx: Context) -> str | None:
    given = said(column, ctx.desired)
    if isinstance(given, inherited.InheritedColumn):
        return inherited.not_null_clause(given, ctx)
    return f"{name(column.id.name)} {definition(given, ctx)}"


def said(column: Column, state: State) -> Column | inherited.InheritedColumn:
    """Partitions say everything; a column of its own leaves out the NOT NULL that its parents give it. One that is computed otherwise than theirs is its own."""
    if inherited.is_partition(column.id.path[:-1], state):
        return msgspec.structs.replace(column, local=True, not_null_local=True)
    parents = [one for parent in state.inherited.get(column.id, ()) if isinstance(one := state.objects[parent], Column)]
    if not column.local and (not parents or _is_as(parents, "generated", column)):
        return _added(column, parents, state)
    if column.not_null and not column.not_null_local:
        return _nullable(column)
    return column


def _added(column: Column, parents: list[Column], state: State) -> inherited.InheritedColumn:
    """What CREATE TABLE … INHERITS does not bring along: it copies NOT NULL, storage and compression, but neither statistics nor options."""
    own_not_null = column.not_null and (column.not_null_local if state.major >= 18 else not any(one.not_null for one in parents))
    defaults = [ObjectId("default", (*one.id.path, "default")) in state for one in (column, *parents)]
    found = inherited.InheritedColumn(
        id=ObjectId("inherited_column", column.id.path),
        no_default=column.generated is None and any(defaults) and not defaults[0],
        # Unlike a parent's it may be what the type comes with; DEFAULT is a word for that from 16 on, for compression always.
        storage=None if _is_as(parents, "storage", column) else column.storage or column.type_storage or "default",
        compression=None if _is_as(parents, "compression", column) else column.compression or "default",
        statistics=column.statistics,
        options=column.options,
    )
    if not own_not_null:
        return found
    return msgspec.structs.replace(
        found,
        not_null=True,
        not_null_name=column.not_null_name,
        not_null_no_inherit=column.not_null_no_inherit,
        not_null_not_valid=column.not_null_not_valid,
    )


def _is_as(parents: list[Column], field: str, column: Column) -> bool:
    """Does CREATE TABLE … INHERITS copy this?"""
    return any(getattr(one, field) == getattr(column, field) for one in parents)


def definition(column: Column, ctx: Context, *, with_clauses: bool = True) -> str:
    """Everything behind the column's name that CREATE TABLE and ADD COLUMN take alike."""
    parts = [column.type + foreign_options.clause(column.fdw_options)]
    if column.collation:
        parts.append(f"COLLATE {column.collation}")
    if column.generated:
        parts.append(f"GENERATED ALWAYS AS ({column.generated}) {'VIRTUAL' if column.virtual else 'STORED'}")
    if column.identity:
        parts.append(identity.clause(column.identity, column.sequence))
    if column.not_null and not column.not_null_not_valid:
        parts.append(_not_null(column, ctx))
    return " ".join([*parts, *(ctx.clauses(column.id) if with_clauses else ())])


def _not_null(column: Column, ctx: Context) -> str:
    given = not_null.written_name(column, ctx)
    named = f"CONSTRAINT {name(given)} " if given else ""
    return named + "NOT NULL" + (" NO INHERIT" if column.not_null_no_inherit else "")


def create(column: Column, ctx: Context) -> Iterator[Statement]:
    if ctx.stays(column.id):
        yield from column_held.come_back(ctx.live.objects[column.id], column, ctx)
        return
    if column.identity or column.generated:
        row_type.check_computed(column.id, ctx)
    column = not_null.unnamed(column, ctx.desired)
    given = said(column, ctx.desired)
    if isinstance(given, inherited.InheritedColumn) and any(ctx.makes(ObjectId(one, column.id.path[:-1])) for one in TABLES):
        yield from inherited.additions(given, ctx)
        return
    was = ctx.live.objects.get(column.id)
    if isinstance(was, Column) and _keeps_values(was, column, ctx):
        yield from _kept_values(was, column, ctx)
        return
    if identity_filled.is_numbered_apart(column, ctx):
        yield from identity_filled.added(column, ctx)
        return
    if (fill := column_values.given(column, ctx)) is not None:
        yield from _added_empty(column, fill, ctx)
        return
    late = column_values.is_proved_apart(column, ctx)
    if identity_filled.is_inherited(column, ctx):
        yield from identity_filled.with_heirs(column, ctx, lambda bare, clause: _added_with(bare, [clause], ctx))
    else:
        yield from _added_with(_nullable(column) if late else column, ctx.clauses(column.id), ctx)
    yield from _unsaid(column, ctx)
    if late:
        yield from not_null.required(column, ctx)


def _added_with(column: Column, clauses: list[str], ctx: Context) -> Iterator[Statement]:
    words = " ".join([definition(column, ctx, with_clauses=False), *clauses])
    sql = f"ALTER TABLE {table_of(column.id)} ADD COLUMN {name(column.id.name)} {words}"
    yield evaluating(made(column, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=column_values.hazards(column, clauses, ctx)))


def _nullable(column: Column) -> Column:
    return msgspec.structs.replace(column, not_null=False, not_null_name=None, not_null_no_inherit=False, not_null_not_valid=False)


def _added_empty(column: Column, fill: backfill.Fill, ctx: Context) -> Iterator[Statement]:
    """Nobody waits for a column that is NULL everywhere: the default is for rows to come, those that are there get their values afterwards."""
    sql = f"ALTER TABLE {table_of(column.id)} ADD COLUMN {name(column.id.name)} {definition(_nullable(column), ctx, with_clauses=False)}"
    yield made(column, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=column_values.hazards(_nullable(column), [], ctx))
    given = ctx.clauses(column.id)
    for clause_ in given:
        yield alter_column(column, f"SET {clause_}")
    yield from _unsaid(column, ctx)
    required = column.not_null and not column.not_null_not_valid
    then = not_null.required(column, ctx) if required else iter(())
    yield from backfill.filled(column, fill, ctx, then=then, helped="moved" if given else "written")


def _unsaid(column: Column, ctx: Context) -> Iterator[Statement]:
    """What ADD COLUMN cannot say."""
    if column.not_null_not_valid:
        yield from not_null.set_not_null(column, column, ctx)
    for field, function in column_storage.UNSAID.items():
        if getattr(column, field) is not None:
            yield from function(column, column, ctx)
    if column.identity and "unlogged" in dict(column.sequence):
        yield from identity.set_logged(column, ctx)
    if column.options:
        yield from column_storage.set_options(Column(id=column.id, type=column.type), column, ctx)


def _keeps_values(was: Column, column: Column, ctx: Context) -> bool:
    """Was it computed whenever it was read, and is it any column from now on?"""
    return was.virtual and bool(was.generated) and not column.generated and column_type.leads(was, column, ctx)


def _kept_values(was: Column, column: Column, ctx: Context) -> Iterator[Statement]:
    """DROP EXPRESSION is not for virtual columns: what they compute is stored first, under the type that it has."""
    plain = msgspec.structs.replace(column, identity=None, sequence=())
    stored = msgspec.structs.replace(plain, generated=was.generated, type=was.type, collation=was.collation)
    sql = f"ALTER TABLE {table_of(column.id)} ADD COLUMN {name(column.id.name)} {definition(stored, ctx, with_clauses=False)}"
    hazard = Hazard(code="SC303", message="rewrites the table under an exclusive lock")
    yield evaluating(made(column, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,)))
    yield alter_column(column, "DROP EXPRESSION")
    if (was.type, was.collation) != (column.type, column.collation):
        yield column_type.turned(was, column, ctx)
    for clause_ in ctx.clauses(column.id):
        yield alter_column(column, f"SET {clause_}")
    yield from identity.set_identity(plain, column, ctx)
    yield from _unsaid(plain, ctx)


def drop(column: Column, ctx: Context) -> Iterator[Statement]:
    if ctx.stays(column.id):
        yield from column_held.leave(column, ctx.desired.objects[column.id], ctx)
        return
    hazard = Hazard(code="SC401", message=f"drops column {qualified(column.id.path)} and its values", destructive=True)
    # A foreign table's values are elsewhere, and stay; a generated column's are computed.
    hazards = () if column_type.is_foreign(column, ctx.live) or _is_computed(column, ctx) else (hazard,)
    staying = ctx.outliving(column.id)
    if staying and ctx.major >= 18 and column.not_null:
        yield from not_null.leave(column, ctx)
    only = "ONLY " if any(staying.values()) else ""  # makes it the heirs' own
    yield dropped(column, f"ALTER TABLE {only}{table_of(column.id)} DROP COLUMN {name(column.id.name)}", hazards=hazards)


def _is_computed(column: Column, ctx: Context) -> bool:
    """And no plain column by the same name loses what it could have kept."""
    after = ctx.desired.objects.get(column.id)
    if isinstance(after, Column) and not after.generated:
        return bool(column.generated) and _keeps_values(column, after, ctx)
    return bool(column.generated)


def rename(before: Column, after: Column, _: Context) -> Iterator[Statement]:
    sql = f"ALTER TABLE {table_of(after.id)} RENAME COLUMN {name(before.id.name)} TO {name(after.id.name)}"
    hazard = Hazard(code="SC310", message="queries that name the old column fail from now on")
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))


def _names(column: Column) -> tuple[tuple[str, ...], ...]:
    """A NOT NULL, whose name is taken in its table alone (its own one, too: another may be given it), and an identity's sequence, which is a relation too."""
    named = (("constraint", *column.id.path[:-1], not_null_name.name_of(column)),) if column.not_null else ()
    if not column.identity:
        return named
    given = dict(column.sequence).get("name")
    own = default_name(column.id.path[1], column.id.name, "seq")
    return (
        *named,
        ("relation", column.id.path[0], given.rpartition(".")[2].strip('"') if given else own),
    )


def settle(column: Object, ctx: Context) -> Iterator[Statement]:
    """What counts for a column that is made anew goes on behind the rows, which are there again at the plan's end."""
    was = ctx.live.objects.get(column.id)
    if not (
        isinstance(column, Column) and isinstance(was, Column) and (was.identity or sequence_value.drawn_from(was.id, ctx.view(ctx.live)))
    ):
        return
    if column.identity:
        limits = sequence_value.bounds(column.type, dict(column.sequence))
        yield sequence_value.past_rows(column, identity.sequence_name(column), limits)
    elif (sequence := sequence_value.drawn_from(column.id, ctx.view(ctx.desired))) and ctx.makes(sequence):
        limits = sequence_value.bounds_of(ctx.desired.objects[sequence])
        yield sequence_value.past_rows(column, qualified(sequence.path), limits)


def designation(object_id: ObjectId) -> str:
    return f"COLUMN {qualified(object_id.path)}"


_TYPE = Alter(
    function=column_type.set_type,
    disturbs=lambda before, after, ctx: not column_moved.is_moved(before, after, ctx),
    takes=column_type.taken,
)

KIND = Kind(
    name="column",
    model=Column,
    catalog=catalog_sql,
    among="pg_class WHERE relkind IN ('r', 'p', 'f')",
    aliases=ALIASES_SQL,
    links=LINKS_SQL,
    create=create,
    drop=drop,
    alter={
        "type": _TYPE,
        "collation": _TYPE,
        "not_null": not_null.set_not_null,
        "not_null_name": not_null.set_not_null,
        "not_null_no_inherit": not_null.set_not_null,
        "not_null_not_valid": not_null.set_not_null,
        "not_null_local": not_null.set_not_null,
        "generated": Alter(function=generated.set_generated, disturbs=True),
        "virtual": generated.set_virtual,
        "identity": Alter(function=identity.set_identity, takes=sequence_value.takes),
        "sequence": identity.set_sequence,
        "storage": column_storage.set_storage,
        "compression": Alter(function=column_storage.set_compression, recurses=False),
        "statistics": column_storage.set_statistics,
        "options": Alter(function=column_storage.set_options, recurses=False),
        "fdw_options": Alter(function=column_storage.set_fdw_options, recurses=False),
    },
    patient={"create": column_values.takes_a_step},
    ways={"using": sql_text, "backfill": backfill.read, "online": flag, both_names.KEY: flag},
    reads=column_reads.reads,
    stuck=lambda column: bool(column.partition_key),
    clause=clause,
    plain=column_values.is_plain,
    settle=settle,
    rename=rename,
    holds_rows=True,
    stays=column_held.stays,
    designation=designation,
    parents=TABLES,
    namespace=_names,
    # A constraint that a parent has too may bear the parent's name, and cannot be renamed.
    inherits=lambda column: ("not_null_name",) if column.not_null_given else (),
    own=lambda column: column.local,
    as_heir=said,
    derived=("partition_key", "local", "not_null_local", "not_null_twice", "not_null_given", "type_storage"),
    gains=("not_null_local",),
    disturbed=lambda column, _: column.generated is not None,
    ceases=generated.ceases,
    yaml=Yaml(key="columns", folded=serial.folded, read=column_text.read, write=column_text.write),
    widens=widening.column,
    softened=column_values.softened,
    unseen=("sequence", "storage", "compression", "statistics", "options", "not_null_name", "not_null_local"),
    both=BothNames(raised=column_names.raised, lowered=column_names.lowered, stands=column_names.stands),
)
