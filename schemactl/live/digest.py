"""A database's catalogs → one short text that changes with everything a State is read from, at a small part of what reading costs.

The server hashes each row of each catalog whole, column by column (`hash_record_extended`), and combines the rows: nothing is compared by when it was
written, so a restored copy that went another way is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import LiteralString

from schemactl.live.connection import Connection
from schemactl.live.runner import begin
from schemactl.model.stage import staged

# Catalogs that say nothing a State holds.
_NOT_READ = (
    # Statistics, the bytes of large objects, the progress of replication.
    *("pg_statistic", "pg_statistic_ext_data", "pg_largeobject", "pg_replication_origin", "pg_subscription_rel"),
    # Passwords. Roles are read from pg_roles, user mappings as far as the role may see them.
    *("pg_authid", "pg_user_mapping"),
)

_VIEWS = ("pg_roles", "pg_user_mappings")

# What VACUUM, ANALYZE and rewrites leave in the catalogs.
_VOLATILE = (
    *("relpages", "reltuples", "relallvisible", "relallfrozen", "relfilenode", "relfrozenxid", "relminmxid"),
    *("datfrozenxid", "datminmxid", "indcheckxmin"),
)

_HERE: LiteralString = "(SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"

# Catalogs of the whole server say of every database what is where.
_OF_THIS_DATABASE = {
    "pg_database": f"oid = {_HERE}",
    "pg_shdepend": f"dbid IN (0, {_HERE})",
    "pg_db_role_setting": f"setdatabase IN (0, {_HERE})",
    "pg_shdescription": f"(classoid <> 'pg_catalog.pg_database'::pg_catalog.regclass OR objoid = {_HERE})",
    "pg_shseclabel": f"(classoid <> 'pg_catalog.pg_database'::pg_catalog.regclass OR objoid = {_HERE})",
}

# Types whose hash depends on every bit of a value. aclitem's adds up role, right and grantor, and leaves out grant options since 16; that of
# bigint, and of what is kept as one, lays the halves over each other.
_HASHED_WHOLE = ("bool", "char", "name", "text", "bytea", "int2", "int4", "oid", "xid", "float4", "float8")

# The columns as something that has such a hash, or as text: names behind an oid of reg… would be looked up one by one.
_COLUMNS: LiteralString = """
WITH col AS (
  SELECT c.relname, c.relkind, a.attnum, CASE
    WHEN t.typname ~ '^reg' THEN pg_catalog.format('%%I::pg_catalog.oid', a.attname)
    WHEN coalesce(e.typname, t.typname) = ANY (%(hashed_whole)s) THEN pg_catalog.quote_ident(a.attname)
    ELSE pg_catalog.format('%%I::pg_catalog.text', a.attname) END AS printed
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typsubscript::pg_catalog.text ~ 'array_subscript_handler'
  WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (%(volatile)s)
    AND (c.relkind = 'r' AND c.relname <> ALL (%(not_read)s) OR c.relname = ANY (%(views)s))
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
)
SELECT relname, pg_catalog.string_agg(printed, ', ' ORDER BY attnum) FROM col GROUP BY relname ORDER BY relname
"""

# What an extension could be updated to, and what its comment says, stands in files.
_EXTENSIONS: LiteralString = """
SELECT (SELECT pg_catalog.array_agg(ROW(a.name, a.comment)::pg_catalog.text ORDER BY a.name) FROM pg_catalog.pg_available_extensions() a
  WHERE a.name IN (SELECT e.extname FROM pg_catalog.pg_extension e)),
  (SELECT pg_catalog.array_agg(ROW(e.extname, p)::pg_catalog.text ORDER BY e.extname, p.source, p.target)
   FROM pg_catalog.pg_extension e, pg_catalog.pg_extension_update_paths(e.extname) p WHERE p.source = e.extversion)
"""


def digest(conn: Connection) -> str:
    """Of what this session sees: other roles may read less, other servers print otherwise."""
    return begun(conn)()


@staged("digest")
def begun(conn: Connection) -> Callable[[], str]:
    """The same; the server hashes while the caller does something else, but nothing with this connection, until it asks for what came out."""
    columns = hashed(conn)
    # One statement, so one snapshot.
    ended = begin(conn, " UNION ALL ".join(_query(name, printed) for name, printed in columns.items()))

    @staged("digest")
    def found() -> str:
        rows = ended()
        who = conn.execute("SELECT pg_catalog.version(), current_user, session_user, pg_catalog.current_setting('is_superuser')").fetchall()
        extensions = conn.execute(_EXTENSIONS).fetchall()
        return sha256(repr((columns, sorted(rows, key=repr), who, extensions)).encode()).hexdigest()

    return found


def hashed(conn: Connection) -> dict[str, str]:
    """Of each catalog the columns that this session may read, as SQL gives them something to hash."""
    values = {"volatile": list(_VOLATILE), "not_read": list(_NOT_READ), "views": list(_VIEWS), "hashed_whole": list(_HASHED_WHOLE)}
    return dict(conn.execute(_COLUMNS, values).fetchall())


def _query(name: str, printed: str) -> str:
    condition = f" WHERE {_OF_THIS_DATABASE[name]}" if name in _OF_THIS_DATABASE else ""
    # Hashed once more, by all of its bits: of rows that have swapped a value, the plain hashes add up to the same. OFFSET: not computed twice.
    rows = f"SELECT pg_catalog.hash_record_extended(ROW({printed}), 0) AS row FROM pg_catalog.{name}{condition} OFFSET 0"
    return f"SELECT '{name}', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(row, row)) FROM ({rows}) every"
