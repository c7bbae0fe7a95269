"""What the catalogs hold, whatever kinds exist: (classid, objid, description) of every object that a user made."""

from __future__ import annotations

from typing import Final

_IN_SCHEMA = {
    # A composite type has a row in both; it is the one in pg_type that an extension owns.
    "pg_class": ("relnamespace", "o.relkind NOT IN ('t', 'i', 'I', 'c') AND o.relpersistence <> 't'"),
    "pg_type": (
        "typnamespace",
        "o.typrelid = 0 AND o.typelem = 0 OR o.typtype = 'd' AND o.typrelid = 0"
        " OR o.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c')",
    ),
    "pg_proc": ("pronamespace", "true"),
    "pg_operator": ("oprnamespace", "true"),
    "pg_opclass": ("opcnamespace", "true"),
    "pg_opfamily": ("opfnamespace", "true"),
    "pg_collation": ("collnamespace", "true"),
    "pg_conversion": ("connamespace", "true"),
    "pg_statistic_ext": ("stxnamespace", "true"),
    "pg_ts_config": ("cfgnamespace", "true"),
    "pg_ts_dict": ("dictnamespace", "true"),
    "pg_ts_parser": ("prsnamespace", "true"),
    "pg_ts_template": ("tmplnamespace", "true"),
}
_GLOBAL = (
    "pg_cast",
    "pg_language",
    "pg_transform",
    "pg_am",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_event_trigger",
    "pg_publication",
)


def _scoped(catalog: str, namespace: str, condition: str) -> str:
    return (
        f"SELECT '{catalog}'::regclass::oid AS classid, o.oid AS objid FROM {catalog} o JOIN pg_namespace n ON n.oid = o.{namespace}"
        f" WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl') AND ({condition}) AND o.oid >= 16384"
    )


UNMODELLED_SQL: Final = (
    "SELECT classid, objid, pg_describe_object(classid, objid, 0) FROM ("
    + " UNION ALL ".join(
        [
            *(_scoped(catalog, *rest) for catalog, rest in _IN_SCHEMA.items()),
            *(f"SELECT '{catalog}'::regclass::oid, o.oid FROM {catalog} o WHERE o.oid >= 16384" for catalog in _GLOBAL),
            "SELECT 'pg_rewrite'::regclass::oid, o.oid FROM pg_rewrite o JOIN pg_class c ON c.oid = o.ev_class"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE o.rulename <> '_RETURN' AND o.oid >= 16384 AND n.nspname !~ '^pg_'"
            " AND n.nspname NOT IN ('information_schema', 'schemactl')",
            "SELECT 'pg_subscription'::regclass::oid, o.oid FROM pg_subscription o WHERE o.subdbid ="
            " (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND o.oid >= 16384",
        ]
    )
    + ") o"
)
"""pg_subscription is readable in part only by ordinary roles: oid and subdbid are in that part."""
