"""Types whose values PostgreSQL may compare as those of another type: an enum, a composite type, a range or an array has no operators of its own.

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

_WITHOUT_OPERATORS = ("enum", "composite_type", "range_type", "table")


def is_compared_otherwise(column: ObjectId, state: State) -> bool:
    """The same of a column, by what is known of the database."""
    return any(source in _alike(column, state) for (source, _), context in state.casts.items() if context == "i")


def _alike(column: ObjectId, state: State) -> set[str]:
    """The column's type, and what it is a domain over, as far as they have no operators of their own."""
    return {kind for kind, lacks in _types(column, state) if lacks}


def _types(one: ObjectId, state: State) -> Iterator[tuple[str, bool]]:
    found: Any = state.objects.get(one)
    kind = re.sub(r"\([^)]*\)", "", getattr(found, "type", ""))
    used = next((other for other in state.uses.get(one, ()) if qualified(other.path) == kind), None)
    builtin = kind.endswith("[]") or ("." not in kind and kind.endswith("range"))
    yield kind, builtin or (used is not None and used.kind in _WITHOUT_OPERATORS)
    if used is not None and used.kind == "domain":
        yield from _types(used, state)
