"""A column under both names: in expand a second column with the new name, which two triggers keep equal to the first; contract drops it and renames the first.

The first one stays what it is, under the old name, as long as there are two: all that hangs on it (keys, indexes, constraints, policies, views, the bodies of
functions and triggers) goes on working, and PostgreSQL carries the new name into it in the end. The second one has values and indexes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from schemactl.kinds import backfill, both_names, firing, syntax
from schemactl.kinds.base import Context, dropped, made
from schemactl.kinds.column_granted import granted
from schemactl.kinds.column_statement import alter_column, table_of
from schemactl.kinds.column_under import under
from schemactl.kinds.constraint import default_name
from schemactl.kinds.key_index import is_built_apart
from schemactl.kinds.sql import dollar, literal, name, names, options, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Lock, Statement

_KEYS = ("primary_key", "unique")
_FIRST, _LAST = "!", "~"
"""Triggers fire in the order of their names: the first one tells the others what was given, the last one has seen what they made of the row."""


def raised(pairs: Sequence[tuple[Any, Any]], ctx: Context) -> Iterator[Statement]:
    """The second columns, in step before they are filled, so that no row that is written meanwhile is missed; then their indexes."""
    for before, after in pairs:
        _check(before, after, ctx)
    for before, after in pairs:
        yield from _raised(before, after, ctx)
    yield from _indexes({before.id: after.id.name for before, after in pairs}, ctx)


def _raised(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    second = _second(before, after, ctx)
    yield from ctx.kind(second.id).create(second, ctx)
    if (unsaid := _unsaid(before, ctx)) is not None:
        yield alter_column(second, f"SET DEFAULT {unsaid}")
    yield from _in_step(before, second, ctx)
    yield from granted(before.id, second.id, ctx.live, ctx)
    fill = backfill.Fill(value=name(before.id.name), where=f"{name(before.id.name)} IS DISTINCT FROM NULL")
    yield from backfill.filled(second, fill, ctx, then=iter(()), helped="by others")


def lowered(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """The triggers and the second column go; its values are in the first one, which is renamed right behind it."""
    second, table = _second(before, after, ctx), table_of(before.id)
    called = _called(before.id, after.id)
    for mark in (_FIRST, _LAST):
        yield dropped(_trigger(before.id, mark + called), f"DROP TRIGGER {name(mark + called)} ON {table}")
    function = ObjectId("function", (before.id.path[0], called, ""))
    yield dropped(function, f"DROP FUNCTION {qualified(function.path[:2])}()", lock=Lock.NONE)
    carried = Hazard(code="SC401", message="its values are in the column that takes its name")
    yield dropped(second, f"ALTER TABLE {table} DROP COLUMN {name(second.id.name)}", hazards=(carried,))


def stands(before: ObjectId, after: ObjectId, state: State) -> bool:
    """Both columns, and what keeps them in step."""
    second = ObjectId(before.kind, (*before.path[:-1], after.name))
    return before in state and second in state and _trigger(before, _LAST + _called(before, after)) in state


def _second(before: Any, after: Any, ctx: Context) -> Any:
    """It may be empty: whatever the first one must hold is asked of that one, what a domain asks as well, for which PostgreSQL would write the table anew."""
    *_, lowest = (before, *_domains(before, ctx))
    collations = (one.collation for one in (before, *_domains(before, ctx)))
    return msgspec.structs.replace(
        before,
        type=lowest.type,
        collation=next((one for one in collations if one), None),
        id=ObjectId(before.id.kind, (*before.id.path[:-1], after.id.name)),
        not_null=False,
        not_null_name=None,
        not_null_no_inherit=False,
        not_null_not_valid=False,
        identity=None,
        sequence=(),
    )


def _called(before: ObjectId, after: ObjectId) -> str:
    """One byte is left for a trigger's mark."""
    called = default_name(before.path[-2], after.name, "both")
    return called if len(called.encode()) < 63 else called.encode()[:62].decode(errors="ignore")


def _trigger(column: ObjectId, called: str) -> ObjectId:
    return ObjectId("trigger", (*column.path[:-1], called))


def _domains(column: Any, ctx: Context) -> list[Any]:
    """The domain that it is of, that one's, and so on."""
    found: list[Any] = []
    obj = column
    while True:
        used = (ctx.live.objects.get(one) for one in ctx.live.uses.get(obj.id, ()) if one.kind == "domain")
        obj = next((one for one in used if one is not None and qualified(one.id.path) == obj.type), None)
        if obj is None:
            return found
        found.append(obj)


def _default(column: Any, ctx: Context) -> str | None:
    """Its own, or else its domain's."""
    own: Any = ctx.live.objects.get(ObjectId("default", (*column.id.path, "default")))
    every: tuple[Any, ...] = (own, *(ctx.live.objects.get(one.id.child("domain_default", "default")) for one in _domains(column, ctx)))
    return next((one.expression for one in every if one is not None), None)


def _is_required(column: Any, ctx: Context) -> bool:
    return bool(column.not_null) or any(one.not_null for one in _domains(column, ctx))


def _unsaid(column: Any, ctx: Context) -> str | None:
    """What stands in a column that a statement does not give. Where NULL cannot be given, it is NULL; where it can, the default tells both apart."""
    return None if _is_required(column, ctx) else _default(column, ctx)


_SAME = frozenset(("now", "timezone"))


def _is_same_again(expression: str) -> bool:
    """The same value once more in the same statement: constants, the transaction's time, and PostgreSQL's operators on them."""
    return all(_is_same(*one) for one in syntax.nodes(syntax.expression(expression)))


def _is_same(tag: str, node: Any) -> bool:
    match tag:
        case "FuncCall":
            return syntax.string(node["funcname"][-1]) in _SAME
        case "A_Expr":
            return len(node["name"]) == 1
        case _:
            return tag != "SubLink"


def _in_step(before: Any, second: Any, ctx: Context) -> Iterator[Statement]:
    called = _called(before.id, second.id)
    function = ObjectId("function", (before.id.path[0], called, ""))
    head = f"CREATE FUNCTION {qualified(function.path[:2])}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp"
    yield made(function, f"{head} AS {dollar(_body(before, second, ctx))}")
    if (owner := ctx.live.objects.get(ObjectId("table", before.id.path[:-1]).about("owner"))) is not None:
        fact = msgspec.structs.replace(owner, id=function.about("owner"))
        yield from ctx.kind(fact.id).create(fact, ctx)
    for mark, role in ((_FIRST, "given"), (_LAST, "copied")):
        trigger = _trigger(before.id, mark + called)
        fires = f"BEFORE INSERT OR UPDATE ON {table_of(before.id)} FOR EACH ROW EXECUTE FUNCTION {qualified(function.path[:2])}({literal(role)})"
        yield made(trigger, f"CREATE TRIGGER {name(trigger.name)} {fires}", lock=Lock.SHARE_ROW_EXCLUSIVE)
        yield firing.always(before, before.id.path[:-1], trigger.name)


def _body(before: Any, second: Any, ctx: Context) -> str:
    """Images of values are compared: every type has them, and 1.0 is not 1.00, nor a composite of NULLs a NULL, which IS NULL takes it for."""
    old, new = name(before.id.name), name(second.id.name)
    unsaid = f"CAST(({_unsaid(before, ctx) or 'NULL'}) AS {second.type})"
    both = literal(f"{before.id.name} and {second.id.name} are one column under two names: set one of them")
    return f"""
-- {_plain(before.id.name)} is {_plain(second.id.name)}: the schemactl plan that contracts the rename drops this.
BEGIN
  IF TG_ARGV[0] = 'copied' THEN
    NEW.{new} := NEW.{old};
  ELSIF TG_OP = 'INSERT' THEN
    IF {_differ(f"NEW.{new}", unsaid)} THEN
      NEW.{old} := NEW.{new};
    END IF;
  ELSIF {_differ(f"NEW.{new}", f"OLD.{new}")} OR NOT (NEW.{old} IS DISTINCT FROM NULL OR OLD.{old} IS DISTINCT FROM NULL) THEN
    IF {_differ(f"NEW.{old}", f"OLD.{old}")} AND {_differ(f"NEW.{old}", f"NEW.{new}")} THEN
      RAISE EXCEPTION USING MESSAGE = {both}, ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.{old} := NEW.{new};
  END IF;
  RETURN NEW;
END
"""


def _differ(one: str, other: str) -> str:
    return f"record_image_ne(ROW({one}), ROW({other}))"


def _plain(text: str) -> str:
    """In a comment; a line end would be SQL."""
    return "".join(one if one.isalnum() or one in "_ " else "?" for one in text)


def _indexes(second: Mapping[ObjectId, str], ctx: Context) -> Iterator[Statement]:
    """Every index of the first columns, for who looks rows up by the second ones, or says ON CONFLICT."""
    for one in ctx.live:
        own = [column for column in sorted(ctx.live.uses.get(one.id, ())) if column in second] if one.id.kind in ("index", *_KEYS) else []
        if own:
            fresh = ctx.vacant(("relation", one.id.path[0], one.id.name), "both")
            copy = _key(one, ctx) if one.id.kind in _KEYS else next(iter(ctx.kind(one.id).create(_whole(one), ctx)))
            sql = copy.sql
            for column in own:
                sql = under(sql, column.name, second[column], fresh)
            yield msgspec.structs.replace(copy, sql=sql, object_id=ObjectId("index", (*one.id.path[:-1], fresh)), asks=())


def _whole(index: Any) -> Any:
    """On partitions too, whether or not theirs have names of their own."""
    return msgspec.structs.replace(index, only=False)


def _key(key: Any, ctx: Context) -> Statement:
    """The index of a key alone: what has to be unique is so by the key itself."""
    apart = is_built_apart(key, ctx)
    how = " CONCURRENTLY" if apart else ""
    unique = "" if key.deferrable or key.initially_deferred else "UNIQUE "  # an index waits for no end of a transaction
    sql = f"CREATE {unique}INDEX{how} {name(key.id.name)} ON {qualified(key.id.path[:-1])} ({names(key.columns)})"
    sql += f" INCLUDE ({names(key.include)})" if key.include else ""
    sql += " NULLS NOT DISTINCT" if unique and getattr(key, "nulls_not_distinct", False) else ""
    sql += f" WITH ({options(key.with_)})" if key.with_ else ""
    sql += f" TABLESPACE {name(key.tablespace)}" if key.tablespace else ""
    hazards = () if apart else (Hazard(code="SC101", message="writes to the table wait while the index is built"),)
    lock = Lock.SHARE_UPDATE_EXCLUSIVE if apart else Lock.SHARE
    return msgspec.structs.replace(made(key, sql, lock=lock, hazards=hazards), transactional=not apart)


def _check(before: Any, after: Any, ctx: Context) -> None:
    """Everything that could not be kept in step, by name."""
    by_hand = "add the new column in a plan of its own, fill both from the application, and drop the old one later"
    table, users = ObjectId("table", before.id.path[:-1]), ctx.view(ctx.live).users(before.id)
    if table not in ctx.live:
        raise both_names.refused(after.id, "its rows are not in this database", by_hand)
    if _second(before, after, ctx).id in ctx.live:
        raise both_names.refused(after.id, "another column still has its new name", "rename that one in a plan before")
    if before.generated:
        raise both_names.refused(
            after.id,
            "PostgreSQL computes it after triggers ran",
            "add a column of the same expression under the new name first, and drop the old one later",
        )
    whole: Any = ctx.live.objects[table]
    heirs = [ctx.live.objects[one] for one in ctx.view(ctx.live).heirs(before.id)]
    if before.id in ctx.live.inherited or (heirs and not whole.partition_by):
        raise both_names.refused(after.id, "its table inherits: the column is in several tables, and triggers are not", by_hand)
    if before.partition_key or any(getattr(one, "partition_key", False) for one in heirs):
        raise both_names.refused(after.id, "its table is partitioned by it, and no trigger moves a row to another partition", by_hand)
    indexes = [str(one) for one in sorted(users) if one.kind in ("index", *_KEYS)]
    if whole.partition_by and ctx.busy(before.id) and indexes:
        raise both_names.refused(
            after.id, f"its table is partitioned: a second {', '.join(indexes)} could not be built beside the work of others", by_hand
        )
    if ctx.busy(before.id) and backfill.key_of(_second(before, after, ctx), ctx) is None:
        raise both_names.refused(after.id, backfill.NO_KEY, by_hand)
    if (unsaid := _unsaid(before, ctx)) is not None and not _is_same_again(unsaid):
        raise both_names.refused(
            after.id, f"it may be NULL and its default is computed ({unsaid}), so that nobody could tell a NULL that was given", by_hand
        )
    if named := sorted(str(one) for one in users if one.kind == "trigger" and " of " in getattr(ctx.live.objects[one], "timing", "")):
        raise both_names.refused(
            after.id,
            f"{', '.join(named)} fires only where a statement names the column",
            "let it fire on every update, with a condition in WHEN",
        )
    if overlapping := sorted(str(one) for one in users if getattr(ctx.live.objects[one], "without_overlaps", False)):
        raise both_names.refused(after.id, f"{', '.join(overlapping)} has no form that a second column could have", by_hand)
    called = _called(before.id, after.id)
    beside = sorted(one.id.name for one in ctx.view(ctx.live).inside(table.path) if one.id.kind == "trigger")
    if outside := [one for one in beside if not (_FIRST + called).encode() < one.encode() < (_LAST + called).encode()]:
        raise both_names.refused(
            after.id,
            f"the trigger {outside[0]} would fire before or behind what keeps them in step",
            "give it a name that begins with a letter",
        )
    names_wanted = {(before.id.path[0], called, ""), *((*table.path, mark + called) for mark in (_FIRST, _LAST))}
    if taken := sorted(one.id for one in ctx.live.naming() if one.id.path in names_wanted):
        raise both_names.refused(after.id, f"{taken[0]} has the name of what would keep them in step", "rename that one")
