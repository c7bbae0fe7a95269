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


def table_options() -> str:
    """reloptions of `c` and, with the prefix PostgreSQL uses for them, of its TOAST table."""
    toast = "SELECT array_agg('toast.' || o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid"
    return pairs(f"(c.reloptions || ({toast}))")


TABLESPACE: Final = "(SELECT spcname FROM pg_tablespace s WHERE s.oid = {}.reltablespace)"

INHERITS: Final = """CASE WHEN c.relispartition THEN '{}' ELSE ARRAY(
    SELECT format('%I.%I', pn.nspname, p.relname) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
    JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) END"""
"""The parents of table `c`, in their order; a partition has its own kind for that."""
