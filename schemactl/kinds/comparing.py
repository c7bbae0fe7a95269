"""Types whose values PostgreSQL may compare as those of another type: an enum, a composite type, a range or an array has no operators of its own.

A composite type is compared as any record, which no value can be given for; regclass and its like as oid, which does not read what they print.
Where a cast from it may be used unasked, `=` and `>=` take the target type's operators for a constant, and refuse to choose between two values;
ORDER BY and indexes go by the type itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

OTHERWISE: Final = """EXISTS (
    WITH RECURSIVE below AS (SELECT t.oid, t.typbasetype UNION ALL SELECT u.oid, u.typbasetype FROM below b
      JOIN pg_catalog.pg_type u ON u.oid = b.typbasetype)
    SELECT FROM below b JOIN pg_catalog.pg_cast k ON k.castsource = b.oid AND k.castcontext = 'i' AND k.oid >= 16384
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprname = '=' AND o.oprleft = b.oid AND o.oprright = b.oid
      AND o.oprnamespace = 'pg_catalog'::pg_catalog.regnamespace))"""
"""Is `t`, a row of pg_type, such a type, or a domain over one?"""

_AS_RECORDS = ("composite_type", "table")
_WITHOUT_OPERATORS = ("enum", "range_type", *_AS_RECORDS)


def is_compared_otherwise(column: ObjectId, state: State) -> bool:
    """The same of a column, by what is known of the database; and is it one whose values cannot be given back as they were printed?"""
    if any(kind.startswith("reg") or of in _AS_RECORDS for kind, of in _types(column, state)):
        return True
    return any(source in _alike(column, state) for (source, _), context in state.casts.items() if context == "i")


def _alike(column: ObjectId, state: State) -> set[str]:
    """The column's type, and what it is a domain over, as far as they have no operators of their own."""
    return {kind for kind, of in _types(column, state) if of in _WITHOUT_OPERATORS}


def _types(one: ObjectId, state: State) -> Iterator[tuple[str, str]]:
    """Each with the kind of what it is; PostgreSQL's own ones without operators count as ranges."""
    found: Any = state.objects.get(one)
    kind = re.sub(r"\([^)]*\)", "", getattr(found, "type", ""))
    used = next((other for other in state.uses.get(one, ()) if qualified(other.path) == kind), None)
    builtin = kind.endswith("[]") or ("." not in kind and kind.endswith("range"))
    yield kind, "range_type" if builtin else used.kind if used is not None else ""
    if used is not None and used.kind == "domain":
        yield from _types(used, state)
