"""Domains' defaults: on their own, because they hang on functions and sequences that the domain does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import qualified
from schemactl.kinds.syntax import Expression
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class DomainDefault(Object, frozen=True, kw_only=True):
    """Path: the domain's, and the word `default`."""

    expression: Expression


# No row of a catalog is its own: pg_depend speaks of the domain.
CATALOG_SQL = f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, -1 AS subid, ARRAY[n.nspname, t.typname, 'default'] AS path,
  pg_get_expr(t.typdefaultbin, 0) AS expression
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE}
WHERE t.typtype = 'd' AND t.typdefaultbin IS NOT NULL ORDER BY n.nspname, t.typname"""

_MORE = re.compile(r"\([^)]*\)|\[\]")
"""What may stand behind the name of a type."""


def _domain(default: DomainDefault, action: str) -> str:
    return f"ALTER DOMAIN {qualified(default.id.path[:-1])} {action}"


def clause(default: DomainDefault, _: Context) -> str | None:
    return f"DEFAULT {default.expression}"


def create(default: DomainDefault, _: Context) -> Iterator[Statement]:
    yield made(default, _domain(default, f"SET DEFAULT {default.expression}"))


def drop(default: DomainDefault, _: Context) -> Iterator[Statement]:
    yield dropped(default, _domain(default, "DROP DEFAULT"), lock=Lock.NONE)


def set_expression(_: DomainDefault, after: DomainDefault, __: Context) -> Iterator[Statement]:
    yield altered(after, _domain(after, f"SET DEFAULT {after.expression}"))


def designation(object_id: ObjectId) -> str:
    return f"DEFAULT OF DOMAIN {qualified(object_id.path[:-1])}"


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """What pg_depend says of the domain, but for what this itself is made of."""
    for default, _, used in _used(state):
        yield default, used


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for _, domain, used in _used(state):
        yield domain, used


def _used(state: State) -> Iterator[tuple[ObjectId, ObjectId, ObjectId]]:
    for one in state.objects:
        if one.kind == "domain_default" and (host := ObjectId("domain", one.path[:-1])) in state:
            domain: Any = state.objects[host]
            own = (_MORE.sub("", domain.type), domain.collation)
            for used in sorted(state.uses[host]):
                if len(used.path) > 1 and qualified(used.path) not in own:
                    yield one, host, used


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str):
        raise ValueError("a default is an SQL expression")
    return {"expression": raw}


def write(default: DomainDefault, _: dict[str, Raw]) -> Raw:
    return default.expression


KIND = Kind(
    name="domain_default",
    model=DomainDefault,
    catalog=CATALOG_SQL,
    among="pg_type WHERE typtype = 'd' AND typdefaultbin IS NOT NULL",
    create=create,
    drop=drop,
    alter={"expression": set_expression},
    clause=clause,
    designation=designation,
    parents=("domain",),
    edges=edges,
    cuts=cuts,
    yaml=Yaml(key="default", single=True, read=read, write=write, path=lambda parent, _, __: (*parent, "default")),
    widens=widening.added,
)
