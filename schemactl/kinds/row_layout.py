"""Values of row types as the text that another row type reads: attributes by their names.

Rows are those of composite types, tables and views. As text they know places, not names: what a type of another layout reads from it is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import losing
from schemactl.kinds.base import Context
from schemactl.kinds.sql import name, qualified
from schemactl.model.state import State
from schemactl.model.statement import Hazard

_WITH_ROWS = ("composite_type", "table", "foreign_table", "view", "materialized_view")
_COLUMN = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>\S+)) (?P<type>.+)', re.DOTALL)
"""As format('%I %s') prints a view's."""


def text(column: Any, becomes: str, ctx: Context) -> str | None:
    """A column's value as text for its type to come; None where that reads it as it is. RefusedError inside of arrays and ranges."""
    rows = _Rows(ctx)
    if not rows.differ(column.type, becomes):
        return None
    found = rows.text(name(column.id.name), column.type, becomes)
    if found is None:
        raise RefusedError(
            f"{column.id} holds arrays or ranges of {column.type.removesuffix('[]')}, and the attributes of these change their places in "
            f"{becomes.removesuffix('[]')}: as text they would get the values of others",
            hint="bring the column over by hand: another column in one plan, its values in a step of your own, the first one dropped in a later plan",
            code="S306",
        )
    return found


def lost(column: Any, becomes: str, ctx: Context) -> tuple[Hazard, ...]:
    """What attributes lose: those that the type to come does not have, and those that get a type which does not hold as much."""
    return tuple(_Rows(ctx).lost(column.type, becomes))


class _Rows:
    """What is known of types by their names: of those that are there, and of those to come."""

    def __init__(self, ctx: Context) -> None:
        self._ctx, self._live, self._desired = ctx, _Types(ctx.live), _Types(ctx.desired)

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
        return list(had) != list(has) or any(self.differ(had[one], has[one]) for one in had)

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

    def __init__(self, state: State) -> None:
        self._state = state

    def _found(self, type_name: str, *kinds: str) -> Any:
        """Built-in types stand without a schema."""
        every = (one for one in self._state if one.id.kind in kinds) if "." in type_name else iter(())
        return next((one for one in every if qualified(one.id.path) == type_name), None)

    def below(self, type_name: str) -> str:
        """What a domain is over, in the end."""
        domain = self._found(type_name, "domain")
        return self.below(domain.type) if domain else type_name

    def subtype(self, type_name: str) -> str | None:
        found = self._found(type_name, "range_type")
        return found.subtype if found else None

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
        columns: list[Any] = [one for one in self._state if one.id.kind == "column" and one.id.path[:-1] == found.id.path]
        return {one.id.name: one.type for one in columns}


def _of_view(column: str) -> tuple[str, str]:
    found = _COLUMN.fullmatch(column)
    assert found
    return (found["plain"] or found["quoted"].replace('""', '"')), found["type"]
