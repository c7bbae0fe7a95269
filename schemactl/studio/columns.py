"""The columns of one relation, with what their types can do: the operators by which rows are sorted, compared and found again."""

from __future__ import annotations

from typing import LiteralString

import msgspec
from psycopg import sql

from schemactl.kinds.comparing import OTHERWISE
from schemactl.live.connection import Connection
from schemactl.studio.answers import NotFoundError
from schemactl.studio.tree import KINDS

ALIAS = "t"
"""What queries on rows call the relation."""

OPERATORS = ("lt", "le", "eq", "ge", "gt")
"""Strategies 1 to 5 of a btree."""

_RELATION: LiteralString = """
SELECT c.oid::int8 AS oid, c.relkind::text AS kind, c.relispartition AS partition, c.relhassubclass AS parent, c.relrowsecurity AS row_security,
  CASE WHEN c.reltuples >= 0 THEN c.reltuples::int8 END AS rows, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
  pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relname = %s AND c.relkind = ANY (%s)"""

# The btree operator class that sorts a type: its own, or that of a type it is read as without a change (varchar as text). None where its operators
# would compare values as another type's.
_COLUMNS: LiteralString = f"""
WITH RECURSIVE attribute AS (
  SELECT a.* FROM pg_catalog.pg_attribute a WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped
), base AS (
  SELECT a.attnum, t.oid, t.typtype, t.typbasetype FROM attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  UNION ALL
  SELECT b.attnum, t.oid, t.typtype, t.typbasetype FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typbasetype WHERE b.typtype = 'd'
)
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnum::int4 AS number, t.typcategory::text AS category,
  a.attnotnull AS not_null, a.attidentity::text AS identity, a.attgenerated <> '' AS generated, a.atthasdef AS has_default,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'UPDATE') AS updatable,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'INSERT') AS insertable,
  ARRAY(SELECT ARRAY[n.nspname::text, o.oprname::text] FROM pg_catalog.pg_amop p JOIN pg_catalog.pg_operator o ON o.oid = p.amopopr
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    WHERE p.amopfamily = k.opcfamily AND p.amoplefttype = k.opcintype AND p.amoprighttype = k.opcintype ORDER BY p.amopstrategy) AS operators,
  ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
FROM attribute a JOIN base b ON b.attnum = a.attnum AND b.typtype <> 'd' JOIN pg_catalog.pg_type t ON t.oid = b.oid
LEFT JOIN LATERAL (
  SELECT c.opcfamily, c.opcintype FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod AND m.amname = 'btree'
  WHERE c.opcdefault AND (c.opcintype = t.oid
    OR c.opcintype = CASE WHEN t.typtype = 'e' THEN 'pg_catalog.anyenum'::pg_catalog.regtype WHEN t.typtype = 'r' THEN 'pg_catalog.anyrange'::pg_catalog.regtype
      WHEN t.typtype = 'm' THEN 'pg_catalog.anymultirange'::pg_catalog.regtype WHEN t.typtype = 'c' THEN 'pg_catalog.record'::pg_catalog.regtype
      WHEN t.typcategory = 'A' AND t.typlen = -1 THEN 'pg_catalog.anyarray'::pg_catalog.regtype END
    OR EXISTS (SELECT FROM pg_catalog.pg_cast x WHERE x.castsource = t.oid AND x.casttarget = c.opcintype AND x.castmethod = 'b' AND x.castcontext = 'i'))
  ORDER BY c.opcintype = t.oid DESC, (SELECT y.typispreferred FROM pg_catalog.pg_type y WHERE y.oid = c.opcintype) DESC LIMIT 1
) k ON NOT {OTHERWISE}
ORDER BY a.attnum"""

# (unnest takes several arrays only where it is called without its schema.)
# Rows are told apart by an index that is unique at once, over columns that are never NULL, in the columns' own order and collation.
_KEY: LiteralString = """
SELECT ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY u(attnum, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum WHERE u.at <= i.indnkeyatts ORDER BY u.at) AS columns,
  i.indisprimary AS primary
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = x.relam AND m.amname = 'btree'
WHERE i.indrelid = %s AND i.indisunique AND i.indisvalid AND i.indimmediate AND NOT i.indisexclusion AND i.indpred IS NULL AND i.indexprs IS NULL
  AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[], i.indcollation::oid[]) WITH ORDINALITY u(attnum, coll, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
    WHERE u.at <= i.indnkeyatts AND NOT (a.attnotnull AND a.attcollation = u.coll))
ORDER BY i.indisprimary DESC, i.indnkeyatts, x.relname LIMIT 1"""


def named(*parts: str) -> sql.Identifier:
    """A name in a query that takes parameters: psycopg looks for marks inside of names too."""
    return sql.Identifier(*(part.replace("%", "%%") for part in parts))


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`operators` are those of OPERATORS as (schema, name), empty where rows cannot be sorted by it; `labels` those of an enum."""

    name: str
    type: str
    number: int
    category: str
    not_null: bool
    identity: str
    generated: bool
    has_default: bool
    readable: bool
    updatable: bool
    insertable: bool
    operators: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]

    @property
    def sortable(self) -> bool:
        return len(self.operators) == len(OPERATORS)

    @property
    def numeric(self) -> bool:
        """Shown on the right?"""
        return self.category == "N"

    @property
    def identifier(self) -> sql.Identifier:
        """With the table's alias: alone, ORDER BY would take it for a column of the result, which is text."""
        return named(ALIAS, self.name)

    @property
    def as_text(self) -> sql.Composable:
        """As PostgreSQL prints it. A cast would write the mask of an address that has none."""
        form = sql.SQL("pg_catalog.format('%%s', {})") if self.category == "I" else sql.SQL("{}::pg_catalog.text")
        return form.format(self.identifier)

    def operator(self, word: str) -> sql.Composable:
        """`OPERATOR(public.<)`: without its schema, search_path would decide which one is meant."""
        schema, symbol = self.operators[OPERATORS.index(word)]
        # An operator's name has no quotes; it is read from pg_operator, and only these letters can be in one.
        assert set(symbol) <= set("+-*/<>=~!@#%^&|`?")
        return sql.SQL("OPERATOR({}.{})").format(named(schema), sql.SQL(symbol.replace("%", "%%")))


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A relation and how its rows are read. `key` tells rows apart; empty where nothing does."""

    oid: int
    schema: str
    name: str
    kind: str
    partition: bool
    parent: bool
    row_security: bool
    rows: int | None
    owner: str
    comment: str | None
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()
    primary: bool = False

    @property
    def word(self) -> str:
        return KINDS[self.kind]

    @property
    def shown(self) -> tuple[Column, ...]:
        """Columns that this role may read."""
        return tuple(one for one in self.columns if one.readable)

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns of the key, where they all can be read and compared."""
        named = {one.name: one for one in self.shown if one.sortable}
        return tuple(named[name] for name in self.key) if set(self.key) <= set(named) else ()

    @property
    def inherited_from(self) -> bool:
        """Do other tables inherit from it? Its key says nothing about their rows."""
        return self.kind == "r" and self.parent

    @property
    def source(self) -> sql.Composable:
        """As it stands behind FROM, under its alias: without the rows of heirs, which the key does not tell apart."""
        form = sql.SQL("ONLY {} AS {}") if self.inherited_from else sql.SQL("{} AS {}")
        return form.format(named(self.schema, self.name), named(ALIAS))

    def column(self, name: str) -> Column | None:
        return next((one for one in self.shown if one.name == name), None)


def table(conn: Connection, schema: str, name: str) -> Table:
    """Read a relation; NotFoundError where there is none of that name."""
    cursor = conn.execute(_RELATION, [schema, name, list(KINDS)])
    row = cursor.fetchone()
    if row is None:
        raise NotFoundError(f"there is no relation {name} in schema {schema}")
    known = dict(zip((one.name for one in cursor.description or ()), row, strict=True))
    found = conn.execute(_COLUMNS, [known["oid"]])
    names = [one.name for one in found.description or ()]
    columns = [dict(zip(names, each, strict=True)) for each in found]
    key = conn.execute(_KEY, [known["oid"]]).fetchone() or ((), False)
    return msgspec.convert({**known, "schema": schema, "name": name, "columns": columns, "key": key[0], "primary": key[1]}, Table)
