"""Functions that live while types are swapped: they bring values of composites with other attributes over, inside of arrays, ranges, domains and composites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import column_using
from schemactl.kinds.base import Context, altered
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import dollar, name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Conversions(msgspec.Struct, kw_only=True):
    """`old` types and as what they have `stepped` aside; `columns` are the types of the columns that hold values of them. Columns of
    the type that is `alone` are brought over by an expression, where no other one needs a function."""

    old: list[Object]
    stepped: list[Object]
    columns: set[str]
    alone: str | None
    ctx: Context

    def call(self, type_name: str, here: str) -> str | None:
        """The value in its new type; None where it needs no function."""
        obj = self._needing().get(type_name.removesuffix("[]"))
        return f"{_function(obj.id)}({here})" if obj else None

    def made(self) -> Iterator[Statement]:
        """Each type's functions behind those of the types it is made of; RefusedError for what none brings over."""
        self._refuse_multiranges()
        for obj in self._needing().values():
            away, new = qualified(self._away(obj).id.path), qualified(obj.id.path)
            yield _made(obj, away, new, f"SELECT {self._converted(obj)}")
            call = f"ARRAY(SELECT {_function(obj.id)}($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)"
            # There is no way to tell an array's shape but by text, which makes this fail with what it says.
            refused = f"(pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::{new}[]"
            several = f"WHEN pg_catalog.array_ndims($1) > 1 THEN {refused}"
            bounds = "'[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']='"
            shifted = f"WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ({bounds} || {call}::text)::{new}[]"
            yield _made(obj, f"{away}[]", f"{new}[]", f"SELECT CASE WHEN $1 IS NULL THEN NULL {several} {shifted} ELSE {call} END")

    def dropped(self) -> Iterator[Statement]:
        for obj in reversed(self._needing().values()):
            away = qualified(self._away(obj).id.path)
            for argument in (f"{away}[]", away):
                yield altered(obj, f"DROP FUNCTION {_function(obj.id)}({argument})")

    def _needing(self) -> dict[str, Any]:
        """Types by name, each behind those it is made of; none where columns hold nothing but that one itself."""
        found: dict[str, Any] = {}
        for obj in self.old:
            if _has_other_attributes(obj, self.ctx) or any(one.removesuffix("[]") in found for one in _parts(obj)):
                found[qualified(obj.id.path)] = obj
        inside = any(one.removesuffix("[]") in found and one.endswith("[]") for one in self.columns)
        return found if inside or found.keys() - {self.alone} else {}

    def _refuse_multiranges(self) -> None:
        known = {qualified(one.id.path) for one in self.old}
        others = sorted(one for one in self.columns if one.removesuffix("[]") not in known)
        ranges = [obj for obj in self._needing().values() if hasattr(obj, "subtype")]
        if ranges and others:
            raise RefusedError(
                f"{ranges[0].id} is a range of values whose attributes change their places, and those of {', '.join(others)} could not follow",
                hint="bring that column over by hand: another column in one plan, its values in a step of your own, the first one dropped in a later plan",
                code="S306",
            )

    def _away(self, obj: Object) -> Object:
        return self.stepped[self.old.index(obj)]

    def _converted(self, obj: Any) -> str:
        wanted: Any = self.ctx.desired.objects[obj.id]
        if hasattr(obj, "attributes"):
            return row("$1", obj.attributes, wanted, self.ctx, self._attribute)
        if hasattr(obj, "subtype"):
            return self._range(obj)
        away: Any = self._away(obj)
        base = obj.type
        for one, stepped in zip(self.old, self.stepped, strict=True):
            if qualified(one.id.path) == base.removesuffix("[]"):
                base = base.replace(qualified(one.id.path), qualified(stepped.id.path))
        value, new = f"$1::{base}", qualified(obj.id.path)
        # What a function's last SELECT gives is assigned to its type.
        return self.call(away.type, value) or column_using.by_text(value, away.type, new, self.ctx)

    def _range(self, obj: Any) -> str:
        """Both ends in their new type; an end that there is none of is NULL."""
        ends = ", ".join(str(self.call(obj.subtype, f"pg_catalog.{end}($1)")) for end in ("lower", "upper"))
        inclusive = "CASE WHEN pg_catalog.lower_inc($1) THEN '[' ELSE '(' END || CASE WHEN pg_catalog.upper_inc($1) THEN ']' ELSE ')' END"
        new = qualified(obj.id.path)
        return f"CASE WHEN pg_catalog.isempty($1) THEN 'empty'::{new} WHEN $1 IS NOT NULL THEN {new}({ends}, {inclusive}) END"

    def _attribute(self, type_name: str, here: str) -> str:
        """An attribute of a type that keeps its name: that may be another one all the same."""
        if (call := self.call(type_name, here)) is not None:
            return call
        if type_name.removesuffix("[]") in {qualified(one.id.path) for one in self.old}:
            return column_using.by_text(here, type_name, type_name, self.ctx)
        return here


def row(here: str, was: Any, wanted: Any, ctx: Context, attribute: Callable[[str, str], str] = lambda _, value: value) -> str:
    """A composite's value with its attributes in their new places; NULL stays NULL, a row of NULLs stays one.

    A row that is cast to its type cuts what is too long for an attribute. One that is read from text is refused.
    """
    types = {one[0]: one[1] for one in was}
    places = {one[0]: f"({here}).{name(one[0])}" for one in was}
    reads = any(
        column_using.without_length(becomes, ctx) and (types[column] != becomes or attribute(becomes, places[column]) != places[column])
        for column, becomes, *_ in wanted.attributes
        if column in types
    )
    parts = []
    for column, becomes, *_ in wanted.attributes:
        if column not in types:
            parts.append("NULL")
        elif types[column] == becomes:
            parts.append(attribute(becomes, places[column]))
        elif not ctx.assignable(types[column], becomes):
            parts.append(_cast(places[column], types[column], becomes, wanted.id, ctx))
        else:
            parts.append(f"{places[column]}::{column_using.without_length(becomes, ctx) or becomes}" if reads else places[column])
    made = f"ROW({', '.join(parts)})::{'text::' if reads else ''}{qualified(wanted.id.path)}"
    return f"CASE WHEN {here} IS NOT DISTINCT FROM NULL THEN NULL ELSE {made} END"


def _cast(value: str, was: str, becomes: str, about: ObjectId, ctx: Context) -> str:
    """By PostgreSQL's own casts; those of a schema's types may be away while these are swapped."""
    direct = ctx.built_in(was) and ctx.built_in(becomes) and ctx.castable(was, becomes)
    if direct:
        return f"{value}::{column_using.without_length(becomes, ctx) or becomes}"
    return column_using.by_names(value, was, becomes, about, ctx)


def _has_other_attributes(obj: Any, ctx: Context) -> bool:
    wanted: Any = ctx.desired.objects.get(obj.id)
    if not hasattr(obj, "attributes") or not hasattr(wanted, "attributes"):
        return False
    return [one[0] for one in obj.attributes] != [one[0] for one in wanted.attributes]


def _parts(obj: Any) -> list[str]:
    return [one[1] for one in obj.attributes] if hasattr(obj, "attributes") else [getattr(obj, "type", "") or getattr(obj, "subtype", "")]


def _function(object_id: ObjectId) -> str:
    return qualified((object_id.path[0], default_name(object_id.name, "", "converted")))


def _made(obj: Object, argument: str, result: str, body: str) -> Statement:
    return altered(obj, f"CREATE FUNCTION {_function(obj.id)}({argument}) RETURNS {result} LANGUAGE sql AS {dollar(body)}")
