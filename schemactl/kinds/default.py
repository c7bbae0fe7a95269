"""Column defaults: on their own, because they hang on functions and sequences that the column does not."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.inherited import is_own
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import Expression
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class Default(Object, frozen=True, kw_only=True):
    """Path: the column's, and the word `default`."""

    expression: Expression


CATALOG_SQL = f"""
SELECT 'pg_attrdef'::regclass::oid AS classid, d.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, a.attname, 'default'] AS path,
  pg_get_expr(d.adbin, d.adrelid) AS expression
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attgenerated = ''
JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'f') AND c.relpersistence <> 't' ORDER BY n.nspname, c.relname, a.attnum"""

LINKS_SQL = """
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_attrdef'::regclass::oid, pd.oid, 0
FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attinhcount > 0 AND NOT a.attisdropped
JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname AND NOT p.attisdropped
JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
JOIN pg_attrdef pd ON pd.adrelid = p.attrelid AND pd.adnum = p.attnum AND p.attgenerated = ''
JOIN pg_class c ON c.oid = i.inhrelid AND NOT c.relispartition
WHERE pg_get_expr(d.adbin, d.adrelid) = pg_get_expr(pd.adbin, pd.adrelid)"""


def _column(default: Default, action: str, ctx: Context) -> str:
    # ONLY: every partition's default is an object of its own. A child's that inherits is none, and follows its parent's.
    table = ctx.desired.objects.get(ObjectId("table", default.id.path[:-2]))
    only = "ONLY " if getattr(table, "partition_by", None) else ""
    return f"ALTER TABLE {only}{qualified(default.id.path[:-2])} ALTER COLUMN {name(default.id.path[-2])} {action}"


def clause(default: Default, ctx: Context) -> str | None:
    """Where the column stands in CREATE TABLE: of an inherited one there is at most a NOT NULL."""
    column = default.id.path[:-1]
    written = ObjectId("inherited_column", column) not in ctx.desired and is_own(column, ctx.desired)
    return f"DEFAULT {default.expression}" if written else None


def create(default: Default, ctx: Context) -> Iterator[Statement]:
    yield made(default, _column(default, f"SET DEFAULT {default.expression}", ctx), lock=Lock.ACCESS_EXCLUSIVE)


def drop(default: Default, ctx: Context) -> Iterator[Statement]:
    yield dropped(default, _column(default, "DROP DEFAULT", ctx))


def set_expression(_: Default, after: Default, ctx: Context) -> Iterator[Statement]:
    yield altered(after, _column(after, f"SET DEFAULT {after.expression}", ctx), lock=Lock.ACCESS_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"DEFAULT OF {qualified(object_id.path[:-1])}"


def said(default: Default, state: State) -> Default | None:
    return None if default.id in state.inherited and not is_own(default.id.path[:-1], state) else default


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str):
        raise ValueError("a default is an SQL expression")
    return {"expression": raw}


def write(default: Default, _: dict[str, Raw]) -> Raw:
    return default.expression


KIND = Kind(
    name="default",
    model=Default,
    catalog=CATALOG_SQL,
    among="pg_attrdef",
    links=LINKS_SQL,
    create=create,
    drop=drop,
    alter={"expression": set_expression},
    clause=clause,
    as_heir=said,
    designation=designation,
    parents=("column", "inherited_column", "typed_column"),
    disturbed=True,
    yaml=Yaml(key="default", single=True, read=read, write=write, path=lambda parent, _, __: (*parent, "default")),
    widens=widening.added,
)
