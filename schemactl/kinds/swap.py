"""Swaps a type or collation that PostgreSQL cannot alter and columns use: it steps aside, the new one is made, columns move over, it goes.

Types made of it (domains, composites, ranges) go the same way with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from schemactl.kinds import altering, column_using, narrowing, not_null, row_layout, row_type
from schemactl.kinds.backfill import data_path
from schemactl.kinds.base import REPLACE, Context, Replace, altered, unmeasured
from schemactl.kinds.constraint import default_name
from schemactl.kinds.conversion_functions import Conversions
from schemactl.kinds.online import refused
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.type_columns import along, keeping
from schemactl.kinds.ways import flag
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement

SPARED = ("column", "domain", "domain_default", "domain_check", "composite_type", "range_type")
"""What uses a type and is taken along here; the engine drops and makes again the rest."""


class Swap(msgspec.Struct, kw_only=True):
    """`conversion` makes a column's new value, by default by way of text; `needed` speaks of the new type and is made right before it."""

    before: Object
    after: Object
    ctx: Context
    conversion: Callable[[str], str] | None = None
    hazards: tuple[Hazard, ...] = ()
    needed: tuple[Object, ...] = ()

    def columns(self) -> list[ObjectId]:
        """Columns whose values live on."""
        return keeping([self.before.id, *along(self.before.id, self.ctx)], self.ctx)

    def statements(self) -> Iterator[Statement] | Replace:
        """REPLACE where no column keeps its values through it."""
        going = [self.before.id, *along(self.before.id, self.ctx)]
        columns = keeping(going, self.ctx)
        if not columns:
            return REPLACE
        own = [one for each in going[1:] for one in self._own(each)]
        self.hazards = tuple(dict.fromkeys((*self.hazards, *(hazard for one in own for hazard in one.hazards))))
        first, *more = self._statements(going, columns)
        return iter([msgspec.structs.replace(first, asks=tuple(dict.fromkeys(ask for one in own for ask in one.asks))), *more])

    def _own(self, taken: ObjectId) -> Iterator[Statement]:
        """The change of a type that is taken along, as it would be alone: its statements are not needed, what they say of values holds."""
        for one in altering.changed(self.ctx.live.objects[taken], self.ctx.desired.objects[taken], self.ctx):
            lost = [hazard for hazard in one.hazards if _is_loss(hazard)]
            yield msgspec.structs.replace(one, hazards=tuple(msgspec.structs.replace(each, about=each.about or taken) for each in lost))

    def _statements(self, going: list[ObjectId], columns: list[ObjectId]) -> Iterator[Statement]:
        ctx = self.ctx
        self._check_offline(columns)
        old = [ctx.live.objects[one] for one in going]
        stepped = _aside(old, ctx)
        # What is made of a type first: a range's functions are found by the name of its subtype.
        for obj, away in reversed(list(zip(old, stepped, strict=True))):
            rename = ctx.kind(obj.id).rename
            assert rename
            yield from self._part(rename(obj, away, ctx))
        for one in self.needed:
            yield from self._part(_made(one, going, ctx))
            yield from self._part(facts(one.id, ctx))
        for obj in old:
            yield from self._part(_made(self.after if obj.id == self.before.id else ctx.desired.objects[obj.id], going, ctx))
            yield from self._part(facts(obj.id, ctx))
        held = {getattr(ctx.live.objects[one], "type", "") for one in columns}
        alone = qualified(self.before.id.path) if self.conversion else None
        conversions = Conversions(old=old, stepped=stepped, columns=held, alone=alone, ctx=ctx)
        yield from self._part(conversions.made())
        yield from self._moved(going, columns, conversions)
        yield from self._part(conversions.dropped())
        for away in reversed(stepped):
            yield from self._part(ctx.kind(away.id).drop(away, ctx))
        for column in columns:
            yield from self._altered(column) if _is_altered(column, ctx) else ()

    def _check_offline(self, columns: list[ObjectId]) -> None:
        for one in columns:
            asked = self.ctx.intent(one, "online")
            if asked is not None and flag(asked) and self.ctx.busy(one):
                raise refused(
                    one, f"{self.before.id} is made anew, and the tables of its columns are written anew with it, under their locks"
                )

    def _altered(self, column: ObjectId) -> Iterator[Statement]:
        """What else is new about a column. Another type lets go of how its values were kept."""
        was: Any = self.ctx.live.objects[column]
        wanted: Any = self.ctx.desired.objects[column]
        there = msgspec.structs.replace(was, type=wanted.type, collation=wanted.collation, storage=None, compression=None)
        return altering.changed(there, wanted, self.ctx)

    def _part(self, statements: Iterator[Statement]) -> Iterator[Statement]:
        """Whatever they do, they are part of this object's alteration; no value goes with the type aside."""
        for one in statements:
            yield msgspec.structs.replace(one, object_id=self.after.id, verb="~", hazards=())

    def _moved(self, going: list[ObjectId], columns: list[ObjectId], conversions: Conversions) -> Iterator[Statement]:
        """One ALTER TABLE per table, so that it is rewritten once."""
        types = {one for one in going if self.ctx.kind(one).grantable == "TYPE"}
        tables: dict[tuple[str, ...], list[str]] = {}
        for column in columns:
            action = self._collated(column) if types.isdisjoint(self.ctx.live.uses[column]) else self._converted(column, conversions)
            tables.setdefault(column.path[:-1], []).append(action)
        rewrite = Hazard(code="SC305", message="rewrites the table under an exclusive lock")
        for table, actions in tables.items():
            sql = f"ALTER TABLE {qualified(table)} {', '.join(actions)}"
            moving = [one for one in columns if one.path[:-1] == table]
            for one in moving:
                row_type.check(one, self.ctx)
            given = any(self.ctx.intent(one, "using") for one in moving)
            lost = (hazard for one in moving for hazard in self._lost(one))
            moved = msgspec.structs.replace(
                altered(self.after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(*self.hazards, *lost, rewrite)),
                sees=data_path(self.ctx.desired) if given else (),
                asks=tuple(ask for one in moving if _is_altered(one, self.ctx) for ask in self._unfit(one)),
            )
            yield from not_null.let_go(moving, iter((unmeasured(moved, *moving),)), self.ctx)

    def _unfit(self, column: ObjectId) -> tuple[Statement, ...]:
        return narrowing.unfit(self.ctx.live.objects[column], self.ctx.desired.objects[column], self.ctx)

    def _collated(self, column: ObjectId) -> str:
        """Its type is none of these, and may become another one."""
        stays = not _is_altered(column, self.ctx) or ObjectId("foreign_table", column.path[:-1]) in self.ctx.live
        using = "" if stays else column_using.clause(self.ctx.live.objects[column], self.ctx.desired.objects[column], self.ctx)
        return f"{self._retyped(column)}{using}"

    def _retyped(self, column: ObjectId) -> str:
        wanted: Any = self.ctx.desired.objects[column]
        collation = f" COLLATE {wanted.collation}" if wanted.collation else ""
        return f"ALTER COLUMN {name(column.name)} SET DATA TYPE {wanted.type}{collation}"

    def _converted(self, column: ObjectId, conversions: Conversions) -> str:
        was: Any = self.ctx.live.objects[column]
        wanted: Any = self.ctx.desired.objects[column]
        action, here = self._retyped(column), name(column.name)
        if ObjectId("foreign_table", column.path[:-1]) in self.ctx.live:
            return action  # USING is refused where PostgreSQL keeps no rows itself
        if self.ctx.intent(column, "using"):
            return f"{action} USING {column_using.value(was, wanted, self.ctx)}"
        if was.type == wanted.type and (call := conversions.call(was.type, here)):
            return f"{action} USING {call}"
        if self.conversion and was.type == wanted.type == qualified(self.before.id.path):
            return f"{action} USING {self.conversion(here)}"
        return f"{action} USING {column_using.by_names(here, was.type, wanted.type, column, self.ctx)}"

    def _lost(self, column: ObjectId) -> tuple[Hazard, ...]:
        """Of a column whose type would be another one without the swap too."""
        if not _is_altered(column, self.ctx) or self.ctx.intent(column, "using"):
            return ()
        was, wanted = (str(getattr(state.objects[column], "type", "")) for state in (self.ctx.live, self.ctx.desired))
        return row_layout.lost(column, was, wanted, self.ctx)


def _is_loss(hazard: Hazard) -> bool:
    """Rewriting, and who has to wait, are the swap's own."""
    return hazard.destructive or hazard.code == "SC307"


def taken(before: Object, after: Object, ctx: Context) -> list[ObjectId]:
    """What a swap makes, drops and changes: the type, what is made of it, the parts of all these, and columns that change their type as well."""
    going = [before.id, *along(before.id, ctx)]
    columns = keeping(going, ctx)
    if not columns:
        return []
    going += [after.id] if after.id != before.id else []
    parts = {one.id for state in (ctx.live, ctx.desired) for object_id in going for one in _children(object_id, going, state, ctx)}
    return [*going, *sorted(parts), *(one for one in columns if _is_altered(one, ctx))]


def _is_altered(column: ObjectId, ctx: Context) -> bool:
    """Would it have another type, or collation, without the swap too? Not twice: what `using` computes is computed from the earlier value."""
    was: Any = ctx.live.objects[column]
    wanted: Any = ctx.desired.objects[column]
    return (was.type, was.collation) != (wanted.type, wanted.collation)


def _aside(objects: list[Object], ctx: Context) -> list[Object]:
    """The objects under names beside their own that nothing has, nor another one of these: the ends of long names are cut off."""
    taken = {one.id.path for state in (ctx.live, ctx.desired) for one in state.naming()}
    found = []
    for obj in objects:
        away = _under_another_name(obj, taken)
        taken.add(away.id.path)
        found.append(away)
    return found


def _under_another_name(obj: Object, taken: set[tuple[str, ...]]) -> Object:
    """With a multirange type that is called after it."""
    schema, old = obj.id.path
    if hasattr(obj, "multirange_type_name"):
        old = old.encode()[:40].decode(errors="ignore")  # PostgreSQL calls a multirange type after the first 52 bytes of the range's name
    number, label = 1, "old"
    while (schema, default_name(old, "", label)) in taken:
        number += 1
        label = f"old{number}"
    away = msgspec.structs.replace(obj, id=ObjectId(obj.id.kind, (schema, default_name(old, "", label))))
    return msgspec.structs.replace(away, multirange_type_name=None) if hasattr(away, "multirange_type_name") else away


def _made(obj: Object, going: list[ObjectId], ctx: Context) -> Iterator[Statement]:
    """The object and its children as they shall be, inside its CREATE: ALTER DOMAIN adds no check below a column's array."""
    clauses, later = [], []
    for child in _children(obj.id, going, ctx.desired, ctx):
        text = kind.clause(child, ctx) if (kind := ctx.kind(child.id)).clause else None
        if text is None:
            later.append(child)
        else:
            clauses.append(text)
    first, *more = ctx.kind(obj.id).create(obj, ctx)
    yield msgspec.structs.replace(first, sql="\n  ".join([first.sql, *clauses]))
    yield from more
    for child in later:
        yield from ctx.kind(child.id).create(child, ctx)
    for child in _children(obj.id, going, ctx.live, ctx):
        yield from facts(child.id, ctx)


def _children(object_id: ObjectId, going: list[ObjectId], state: State, ctx: Context) -> list[Object]:
    """Its parts, but for those that need what is made anew behind these types: a check's function that takes the domain's base type."""
    parts = [one for one in state if one.id.path[:-1] == object_id.path and object_id.kind in ctx.kind(one.id).parents]
    return [one for one in parts if not any(_stands_on(one.id, going, each) for each in (ctx.live, ctx.desired))]


def _stands_on(part: ObjectId, going: list[ObjectId], state: State) -> bool:
    """Does it use anything else that uses these?"""
    queue = [one for one in state.uses.get(part, ()) if one not in going]
    seen = set(queue)
    while queue:
        used = state.uses.get(queue.pop(), set())
        if not used.isdisjoint(going):
            return True
        queue += used - seen
        seen |= used
    return False


def facts(object_id: ObjectId, ctx: Context) -> Iterator[Statement]:
    """Comment, owner and privileges that were there and stay."""
    subject = (object_id.kind, *object_id.path)
    for fact in ctx.live:
        kind = ctx.kind(fact.id)
        if kind.about and fact.id.path[: len(fact.id.path) - kind.about_names] == subject and fact.id in ctx.desired:
            yield from kind.create(fact, ctx)
