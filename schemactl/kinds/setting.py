"""Settings of roles and databases (pg_db_role_setting): how they are read, and how one set of them becomes another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds.routine import setting_sql
from schemactl.kinds.routine_text import LIST_SETTINGS, identifiers, setting_value
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, mapping

Settings = tuple[tuple[str, str], ...]


def pairs_sql(configuration: str) -> str:
    """A text[] of name=value, from a scalar subquery, as text[][], by name: neither their order nor TimeZone's capitals mean anything."""
    return (
        "coalesce((SELECT array_agg(ARRAY[lower(split_part(o, '=', 1)), substr(o, strpos(o, '=') + 1)]"
        " ORDER BY lower(split_part(o, '=', 1)) COLLATE \"C\")"
        f" FROM unnest({configuration}) o), '{{}}'::text[])"
    )


def actions(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Iterator[str]:
    """`SET work_mem TO …` and `RESET …`, what goes away first."""
    was, wanted = dict(before), dict(after)
    for key in was:
        if key not in wanted:
            yield f"RESET {'.'.join(name(part) for part in key.split('.'))}"
    for key, value in wanted.items():
        if was.get(key) != value:
            yield f"SET {setting_sql(key, value)}"


def read(raw: Raw) -> Raw:
    """Name → value, as the catalog query returns them."""
    found: dict[str, Raw] = {key.lower(): _value(key, value) for key, value in mapping(raw).items()}
    return dict(sorted(found.items(), key=lambda pair: pair[0].encode()))


def _value(key: str, raw: Raw) -> str:
    if isinstance(raw, list):
        return setting_value(key, map(str, raw))
    if not isinstance(raw, str):
        raise ValueError(f"{key}: expected a value, or a list of names")
    # PostgreSQL keeps such a list with one space behind each comma, and the empty one as an empty name.
    return ", ".join(name(part) for part in identifiers(raw) or [""]) if key.lower() in LIST_SETTINGS else raw
