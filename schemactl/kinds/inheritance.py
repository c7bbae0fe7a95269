"""Inheritance: that a table's rows count among those of another one too. INHERIT and NO INHERIT touch neither rows nor columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import REPLACE, Context, Kind, Replace, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class Inheritance(Object, frozen=True, kw_only=True):
    """Path: the table's, and its parent as SQL. `behind`: the parents that it names before this one; pg_inherits keeps their order."""

    behind: tuple[str, ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_inherits'::regclass::oid AS classid, c.oid AS objid, i.inhseqno AS subid,
  ARRAY[n.nspname::text, c.relname, format('%I.%I', pn.nspname, p.relname)] AS path,
  ARRAY(SELECT format('%I.%I', bn.nspname, b.relname) FROM pg_inherits e JOIN pg_class b ON b.oid = e.inhparent
    JOIN pg_namespace bn ON bn.oid = b.relnamespace WHERE e.inhrelid = c.oid AND e.inhseqno < i.inhseqno ORDER BY e.inhseqno) AS behind
FROM {RELATIONS} JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE NOT c.relispartition AND c.relkind IN ('r', 'f') AND c.relpersistence <> 't' ORDER BY n.nspname, c.relname, i.inhseqno"""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The parent; a name without a schema, as people write it, is looked for beside the table."""
    tables = {qualified(one.path): one for one in state.objects if one.kind in ("table", "foreign_table")}
    for one in state:
        if isinstance(one, Inheritance):
            parent = tables.get(one.id.name) or tables.get(f"{name(one.id.path[0])}.{one.id.name}")
            if parent:
                yield one.id, parent


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The table itself can be without its parent."""
    for inheritance, parent in edges(state):
        yield from ((table, parent) for kind in ("table", "foreign_table") if (table := ObjectId(kind, inheritance.path[:-1])) in state)


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for one in state:
        if isinstance(one, Inheritance):
            yield from ((one.id, ObjectId(one.id.kind, (*one.id.path[:-1], other))) for other in one.behind)


def clause(inheritance: Inheritance, _: Context) -> str:
    return inheritance.id.name


def create(inheritance: Inheritance, ctx: Context) -> Iterator[Statement]:
    # Beside the table's own lock there is the parent's.
    lock = Lock.SHARE_UPDATE_EXCLUSIVE if ctx.makes(ObjectId("table", inheritance.id.path[:-1])) else Lock.ACCESS_EXCLUSIVE
    yield made(inheritance, f"{_alter(inheritance, ctx.desired)} INHERIT {inheritance.id.name}", lock=lock)


def drop(inheritance: Inheritance, ctx: Context) -> Iterator[Statement]:
    yield dropped(inheritance, f"{_alter(inheritance, ctx.live)} NO INHERIT {inheritance.id.name}")


def _alter(inheritance: Inheritance, state: State) -> str:
    table = inheritance.id.path[:-1]
    return f"ALTER {'FOREIGN ' if ObjectId('foreign_table', table) in state else ''}TABLE {qualified(table)}"


def set_behind(before: Inheritance, after: Inheritance, _: Context) -> Iterator[Statement] | Replace:
    """INHERIT puts a parent behind all others; those that leave change the order of nobody."""
    kept = tuple(one for one in before.behind if one in after.behind)
    return iter(()) if kept == after.behind else REPLACE


def designation(object_id: ObjectId) -> str:
    return f"TABLE {qualified(object_id.path[:-1])}"


KIND = Kind(
    name="inheritance",
    model=Inheritance,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relhassubclass",
    create=create,
    drop=drop,
    alter={"behind": set_behind},
    clause=clause,
    tail=True,
    attaches=lambda inheritance: str(inheritance.id.name),
    loosely=True,
    designation=designation,
    parents=("table", "foreign_table"),
    edges=edges,
    cuts=cuts,
    follows=follows,
    yaml=Yaml(key="inherits", leads=True),
)
