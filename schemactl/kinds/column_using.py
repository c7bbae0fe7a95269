"""How the values of a column become values of another type: by what an author wrote, by assignment, by a cast, or by way of text.

What is said here is assigned in the end, and an assignment refuses what is too long. A cast cuts it: there is none into a type with a length.
"""

from __future__ import annotations

import re
from typing import Any

from schemactl.kinds import row_layout
from schemactl.kinds.base import Context
from schemactl.kinds.sql import name
from schemactl.kinds.ways import sql_text
from schemactl.model.identity import ObjectId

_WITH_LENGTH = re.compile(r"(?:(?P<text>character(?: varying)?)|bit(?: varying)?)\([0-9]+\)(?P<array>(?:\[\])?)")


def is_assigned(before: Any, after: Any, ctx: Context) -> bool:
    """Does it take no USING? An explicit cast would cut text silently."""
    return before.type == after.type or ctx.assignable(before.type, after.type)


def clause(before: Any, after: Any, ctx: Context) -> str:
    """What ALTER COLUMN … TYPE says behind the type, if anything; PostgreSQL refuses it on a generated column."""
    given = ctx.intent(after.id, "using")
    if (before.generated and after.generated) or (not given and is_assigned(before, after, ctx)):
        return ""
    return f" USING {value(before, after, ctx)}"


def value(before: Any, after: Any, ctx: Context) -> str:
    """The new value as ALTER COLUMN … TYPE would make it: by assignment, where that is enough."""
    given = ctx.intent(after.id, "using")
    if given:
        return sql_text(given)
    column = name(after.id.name)
    if is_assigned(before, after, ctx):
        return column
    # Between the types of a schema there are no casts, but every type is written as text and read from it.
    unlimited = without_length(after.type, ctx)
    if ctx.castable(before.type, after.type):
        source, here = before.type, column
    else:
        laid_out = row_layout.text(before, after.type, ctx)
        source, here = "text", f"({laid_out})" if laid_out else f"{column}::text"
    return f"{here}::{unlimited if unlimited and ctx.castable(source, unlimited) else after.type}"


def by_text(here: str, source: str, target: str, ctx: Context) -> str:
    """For a type that is made anew, of which nothing else is known; an array's elements each."""
    text = "text[]" if source.endswith("[]") and target.endswith("[]") else "text"
    unlimited = without_length(target, ctx) or target
    return f"{here}::{text}" if unlimited == text else f"{here}::{text}::{unlimited}"


def by_names(here: str, source: str, target: str, about: ObjectId, ctx: Context) -> str:
    """The same where it may hold rows: their attributes by their names. `about` is what holds it."""
    laid_out = row_layout.text_of(here, source, target, about, ctx)
    return f"({laid_out})::{target}" if laid_out else by_text(here, source, target, ctx)


def without_length(target: str, ctx: Context) -> str | None:
    """For a type that cuts what is cast into it, in a domain or an array too: the one that holds it all, and is assigned to it."""
    found = _WITH_LENGTH.fullmatch(ctx.basic(target, ctx.desired))
    return f"{'text' if found['text'] else 'bit varying'}{found['array']}" if found else None
