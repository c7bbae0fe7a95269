"""Fragments that the catalog queries of several kinds share."""

from __future__ import annotations

from typing import Final

USER_NAMESPACE: Final = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl')"
"""Where `n` is pg_namespace: everything but the system's schemas and our own ledger."""

RELATIONS: Final = f"pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {USER_NAMESPACE}"


def pairs(options: str) -> str:
    """A text[] of key=value (reloptions, attoptions) as text[][] of {key, value}, sorted; NULL becomes empty."""
    # Most are NULL, and a subquery costs more than to see that.
    return (
        f"CASE WHEN {options} IS NULL THEN '{{}}'::text[] ELSE coalesce("
        "(SELECT array_agg(ARRAY[split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)] ORDER BY o COLLATE \"C\")"
        f" FROM unnest({options}) o), '{{}}'::text[]) END"
    )


def pairs_in_order(options: str) -> str:
    """The same in the order they are kept in, which pg_dump shows: for storage parameters."""
    return (
        pairs(options)
        .replace('ORDER BY o COLLATE "C"', "ORDER BY number")
        .replace(f"FROM unnest({options}) o)", f"FROM unnest({options}) WITH ORDINALITY u(o, number))")
    )


def table_options() -> str:
    """reloptions of `c` and, with the prefix PostgreSQL uses for them, of its TOAST table."""
    toast = "SELECT array_agg('toast.' || o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid"
    return pairs_in_order(f"(c.reloptions || ({toast}))")


def acl_differs(acl: str, default: str) -> str:
    """Is an ACL another one than acldefault's, in whatever order? What was granted and revoked again leaves one that is not NULL."""
    items = "(SELECT array_agg(a::text ORDER BY a::text) FROM unnest({}) a)"
    return f"({acl} IS NOT NULL AND {items.format(acl)} IS DISTINCT FROM {items.format(default)})"


TABLESPACE: Final = "(SELECT spcname FROM pg_tablespace s WHERE s.oid = {}.reltablespace)"

_ALIKE = """t.indisunique = {0}.indisunique
    AND ARRAY(SELECT a.attname FROM unnest(t.indkey) WITH ORDINALITY k(attnum, position) LEFT JOIN pg_attribute a ON a.attrelid = t.indrelid AND a.attnum = k.attnum ORDER BY position)
      = ARRAY(SELECT a.attname FROM unnest({0}.indkey) WITH ORDINALITY k(attnum, position) LEFT JOIN pg_attribute a ON a.attrelid = {0}.indrelid AND a.attnum = k.attnum ORDER BY position)
    AND t.indnkeyatts = {0}.indnkeyatts AND t.indclass = {0}.indclass AND t.indcollation = {0}.indcollation
    AND pg_get_expr(t.indpred, t.indrelid) IS NOT DISTINCT FROM pg_get_expr({0}.indpred, {0}.indrelid)
    AND pg_get_expr(t.indexprs, t.indrelid) IS NOT DISTINCT FROM pg_get_expr({0}.indexprs, {0}.indrelid)"""
# PostgreSQL compares neither order (DESC) nor names when it looks for a match (CompareIndexInfo).
# Of exclusions it finds none alike, not even those that it made itself: they cannot be attached.
BY_NAME: Final = f"""NOT {{0}}.indisexclusion AND (NOT {{0}}.indisvalid OR EXISTS (SELECT FROM pg_inherits h JOIN pg_index t ON t.indrelid = h.inhrelid WHERE h.inhparent = {{0}}.indrelid
    AND t.indexrelid <> ALL (ARRAY(SELECT m.inhrelid FROM pg_inherits m WHERE m.inhparent = {{0}}.indexrelid))
    AND {_ALIKE}))"""
"""Must partitions say which of their indexes belongs to the partitioned index `{0}` (pg_index)? Where one has none, or another that PostgreSQL would take as well."""
