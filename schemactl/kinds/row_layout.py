"""Values of row types as the text that another row type reads: attributes by their names.

Rows are those of composite types, tables and views. As text they know places, not names: what a type of another layout reads from it is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import losing, multirange
from schemactl.kinds.base import Context
from schemactl.kinds.column_places import places
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Lock, Statement

_WITH_ROWS = ("composite_type", "table", "foreign_table", "view", "materialized_view")
_COLUMN = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>\S+)) (?P<type>.+)', re.DOTALL)
"""As format('%I %s') prints a view's."""


def text(column: Any, becomes: str, ctx: Context) -> str | None:
    """A column's value as text for its type to come; None where that reads it as it is. RefusedError inside of arrays and ranges."""
    return text_of(name(column.id.name), column.type, becomes, column.id, ctx)


def text_of(here: str, was: str, becomes: str, about: ObjectId, ctx: Context) -> str | None:
    """The same of any value that something holds."""
    rows = _Rows(about, ctx)
    if not rows.differ(was, becomes):
        return None
    found = rows.text(here, was, becomes)
    if found is None:
        raise RefusedError(
            f"{about} holds arrays or ranges of {was.removesuffix('[]')}, and the attributes of these change their places in "
            f"{becomes.removesuffix('[]')}: as text they would get the values of others",
            hint="bring the column over by hand: another column in one plan, its values in a step of your own, the first one dropped in a later plan",
            code="S306",
        )
    return found


def lost(about: ObjectId, was: str, becomes: str, ctx: Context) -> tuple[Hazard, ...]:
    """What attributes lose: those that the type to come does not have, and those that get a type which does not hold as much."""
    return tuple(_Rows(about, ctx).lost(was, becomes))


def misplaced(about: ObjectId, was: str, becomes: str, ctx: Context) -> tuple[Statement, ...]:
    """Queries that find tables whose columns lie in another order than here: files do not say it, and values of row types are brought over by it."""
    return tuple(_order_kept(table, ctx) for table in sorted({*_Rows(about, ctx).tables(was, becomes)}))


def _order_kept(table: ObjectId, ctx: Context) -> Statement:
    here = [one.id.name for one in ctx.view(ctx.live).inside(table.path) if one.id.kind == "column"]
    wanted = f"ARRAY[{', '.join(map(literal, here))}]"
    said = literal(f"the columns of {table} are in another order here than the plan was made for ({', '.join(map(name, here))}): ")
    sql = (
        f"SELECT {said} || string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        f" WHERE attrelid = {literal(qualified(table.path))}::regclass AND attnum > 0 AND NOT attisdropped"
        f" HAVING array_agg(attname::text ORDER BY attnum) <> {wanted}"
    )
    return Statement(sql=sql, object_id=table, verb="?", lock=Lock.NONE, premise=True)


class _Rows:
    """What is known of types by their names: of those that are there, and of those to come."""

    def __init__(self, about: ObjectId, ctx: Context) -> None:
        self._about, self._ctx = about, ctx
        self._live, self._desired = _Types(ctx.live, ctx), _Coming(ctx.desired, ctx)

    def differ(self, was: str, becomes: str) -> bool:
        """Are any attributes in other places, be it inside?"""
        was, becomes = self._live.below(was), self._desired.below(becomes)
        if was.endswith("[]") or becomes.endswith("[]"):
            return was.endswith("[]") == becomes.endswith("[]") and self.differ(was.removesuffix("[]"), becomes.removesuffix("[]"))
        ends = self._live.subtype(was), self._desired.subtype(becomes)
        if ends[0] and ends[1]:
            return self.differ(ends[0], ends[1])
        had, has = self._live.attributes(was), self._desired.attributes(becomes)
        if had is None or has is None:
            return False
        self._refuse_unsure(had, becomes)
        return list(had) != list(has) or any(self.differ(had[one], has[one]) for one in had)

    def _refuse_unsure(self, had: Mapping[str, str], becomes: str) -> None:
        if unsure := [one for one in self._desired.unsure(becomes) if one in had]:
            raise RefusedError(
                f"{self._about} gets values of {becomes}, where {', '.join(unsure)} come in an order that shows only as they come: "
                "as text these could get the values of others",
                hint=f"add the columns of {becomes} in a plan of their own, and change what gets its type in one behind it",
                code="S306",
            )

    def text(self, here: str, was: str, becomes: str) -> str | None:
        """Where they differ; None where no expression does it. NULL stays NULL, a row of NULLs stays one."""
        row, wanted = self._live.below(was), self._desired.below(becomes)
        had, has = self._live.attributes(row), self._desired.attributes(wanted)
        if had is None or has is None:
            return None
        value, parts = here if row == was else f"({here})::{row}", []
        for attribute, kind in has.items():
            part: str | None = f"({value}).{name(attribute)}" if attribute in had else "NULL"
            if part and attribute in had and self.differ(had[attribute], kind):
                part = self.text(part, had[attribute], kind)
            if part is None:
                return None
            parts.append(part)
        return f"CASE WHEN {here} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW({', '.join(parts)})::text END"

    def tables(self, was: str, becomes: str) -> Iterator[ObjectId]:
        """Those that are there by now and whose columns' order says what goes where."""
        row, wanted = (types.element(one) for types, one in ((self._live, was), (self._desired, becomes)))
        had, has = self._live.attributes(row), self._desired.attributes(wanted)
        if had is None or has is None:
            return
        if table := self._live.table(row):
            yield table
        if (table := self._desired.table(wanted)) and table in self._ctx.live and not self._ctx.makes(table):
            yield table
        for attribute in (one for one in had if one in has):
            yield from self.tables(had[attribute], has[attribute])

    def lost(self, was: str, becomes: str) -> Iterator[Hazard]:
        row, wanted = self._live.below(was.removesuffix("[]")), self._desired.below(becomes.removesuffix("[]"))
        had, has = self._live.attributes(row), self._desired.attributes(wanted)
        if had is None or has is None:
            return
        if gone := [one for one in had if one not in has]:
            yield Hazard(code="SC401", message=f"drops {', '.join(gone)} of {row} and its values", destructive=True)
        for attribute in (one for one in had if one in has):
            for hazard in losing.hazards(had[attribute], has[attribute], self._ctx):
                yield msgspec.structs.replace(hazard, message=f"attribute {attribute} of {row}: {hazard.message}")
            yield from self.lost(had[attribute], has[attribute])


class _Types:
    """Of one state, by the names that PostgreSQL prints."""

    def __init__(self, state: State, ctx: Context) -> None:
        self._state, self._view, self._ctx = state, ctx.view(state), ctx

    def _found(self, type_name: str, *kinds: str) -> Any:
        found = (self._view.called(kind, type_name) for kind in kinds)
        return next((self._state.objects[one] for one in found if one), None)

    def below(self, type_name: str) -> str:
        """What a domain is over, in the end."""
        domain = self._found(type_name, "domain")
        return self.below(domain.type) if domain else type_name

    def subtype(self, type_name: str) -> str | None:
        """Of a range, and of a multirange of such."""
        ranges: Any = self._view.alike("range_type") if "." in type_name else ()
        return next((one.subtype for one in ranges if type_name in (qualified(one.id.path), qualified(multirange.path(one)))), None)

    def element(self, type_name: str) -> str:
        """What an array holds, and what a range is between."""
        inner = self.below(type_name).removesuffix("[]")
        further = self.subtype(inner) or inner
        return further if further == type_name else self.element(further)

    def table(self, type_name: str) -> ObjectId | None:
        """Whose rows these are, where its columns have an order of their own."""
        found = self._found(type_name, "table", "foreign_table")
        return None if found is None or getattr(found, "of", None) else found.id

    def attributes(self, type_name: str) -> dict[str, str] | None:
        found = self._found(type_name, *_WITH_ROWS)
        if found is None:
            return None
        match found.id.kind:
            case "composite_type":
                return {one[0]: one[1] for one in found.attributes}
            case "view" | "materialized_view":
                return dict(_of_view(one) for one in found.columns)
        if getattr(found, "of", None):
            return self.attributes(found.of)
        columns: dict[str, Any] = {one.id.name: one for one in self._view.inside(found.id.path) if one.id.kind == "column"}
        return {one: columns[one].type for one in self._in_order(found.id, columns)}

    def _in_order(self, _: ObjectId, columns: Iterable[str], /) -> Iterable[str]:
        return columns


class _Coming(_Types):
    """Of the desired state, as a plan leaves it."""

    def unsure(self, type_name: str) -> list[str]:
        """Attributes whose places nobody knows."""
        found = self._found(type_name, "table", "foreign_table")
        return sorted(places(found.id, self._ctx).unsure) if found and not getattr(found, "of", None) else []

    def _in_order(self, table: ObjectId, _: Iterable[str], /) -> Iterable[str]:
        return places(table, self._ctx).columns


def _of_view(column: str) -> tuple[str, str]:
    found = _COLUMN.fullmatch(column)
    assert found
    return (found["plain"] or found["quoted"].replace('""', '"')), found["type"]
