"""What the catalogs hold, whatever kinds exist: every object that a user made, and every comment.

An object that is part of another one comes with the other's address: where that one is not known, its parts need not be named.
"""

from __future__ import annotations

import re
from functools import cache
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
    "pg_extension",
    "pg_cast",
    "pg_language",
    "pg_transform",
    "pg_am",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_event_trigger",
    "pg_publication",
)


_PARTS = {
    "pg_constraint": "SELECT oid, {pg_class}, conrelid FROM pg_constraint WHERE conrelid <> 0"
    " UNION ALL SELECT oid, {pg_type}, contypid FROM pg_constraint WHERE contypid <> 0",
    "pg_trigger": "SELECT oid, {pg_class}, tgrelid FROM pg_trigger WHERE NOT tgisinternal",
    "pg_policy": "SELECT oid, {pg_class}, polrelid FROM pg_policy",
    "pg_attrdef": "SELECT oid, {pg_class}, adrelid FROM pg_attrdef",
    "pg_rewrite": "SELECT oid, {pg_class}, ev_class FROM pg_rewrite WHERE rulename <> '_RETURN'",
    "pg_class": "SELECT indexrelid, {pg_class}, indrelid FROM pg_index",
    "pg_publication_rel": "SELECT oid, {pg_class}, prrelid FROM pg_publication_rel",
    # What a family of the server's own has been given hangs on nothing: PostgreSQL records no dependency on what cannot be dropped.
    "pg_amop": "SELECT m.oid, coalesce(d.refclassid, 0), coalesce(d.refobjid, 0) FROM pg_amop m LEFT JOIN pg_depend d"
    " ON d.classid = {pg_amop} AND d.objid = m.oid AND d.refclassid IN ({pg_opclass}, {pg_opfamily})",
    "pg_amproc": "SELECT m.oid, coalesce(d.refclassid, 0), coalesce(d.refobjid, 0) FROM pg_amproc m LEFT JOIN pg_depend d"
    " ON d.classid = {pg_amproc} AND d.objid = m.oid AND d.refclassid IN ({pg_opclass}, {pg_opfamily})",
    "pg_user_mapping": "SELECT umid, {pg_foreign_server}, srvid FROM pg_user_mappings WHERE umuser = 0 OR usename IS NOT NULL",
    "pg_default_acl": "SELECT oid, {pg_namespace}, defaclnamespace FROM pg_default_acl",
    "pg_namespace": "SELECT oid, 0::oid, 0::oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'schemactl')",
    # Ordinary roles may read a part of pg_subscription: oid and subdbid are in it.
    "pg_subscription": "SELECT oid, 0::oid, 0::oid FROM pg_subscription WHERE subdbid ="
    " (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())",
}
_LATER = {"pg_publication_namespace": (15, "SELECT oid, {pg_namespace}, pnnspid FROM pg_publication_namespace")}


def _scoped(catalog: str, namespace: str, condition: str) -> str:
    return (
        f"SELECT '{catalog}'::regclass::oid AS classid, o.oid AS objid, 0::oid AS in_class, 0::oid AS in_object FROM {catalog} o"
        f" JOIN pg_namespace n ON n.oid = o.{namespace} WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl')"
        f" AND ({condition}) AND o.oid >= 16384"
    )


def _part(catalog: str, select: str) -> str:
    sql = re.sub(r"\{(\w+)\}", r"'\1'::regclass::oid", select)
    return f"SELECT '{catalog}'::regclass::oid, * FROM ({sql}) part(objid, in_class, in_object) WHERE objid >= 16384"


@cache
def unmodelled_sql(major: int) -> str:
    """(classid, objid) of every object, and (classid, objid) of the one that it is part of, or zeros."""
    parts = {**_PARTS, **{catalog: select for catalog, (first, select) in _LATER.items() if major >= first}}
    return " UNION ALL ".join(
        [
            *(_scoped(catalog, *rest) for catalog, rest in _IN_SCHEMA.items()),
            *(f"SELECT '{catalog}'::regclass::oid, o.oid, 0::oid, 0::oid FROM {catalog} o WHERE o.oid >= 16384" for catalog in _GLOBAL),
            *(_part(catalog, select) for catalog, select in parts.items()),
        ]
    )


# Columns of views and composite types are not objects, an index behind a constraint and an identity's sequence have no name of their own,
# NOT NULL belongs to its column, a multirange type to its range type: their comments are read where these are.
COMMENTS_SQL: Final = """
SELECT d.classoid, d.objoid, d.objsubid FROM pg_description d WHERE d.objoid >= 16384
AND NOT (d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objoid AND c.relkind IN ('v', 'm', 'c')))
AND NOT (d.classoid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')))
AND NOT (d.classoid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_depend i WHERE i.classid = d.classoid AND i.objid = d.objoid
  AND i.refclassid = d.classoid AND i.refobjsubid > 0 AND i.deptype = 'i'))
AND NOT (d.classoid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objoid AND k.contype = 'n'))
AND NOT (d.classoid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_range r WHERE r.rngmultitypid = d.objoid))"""

NAMES_SQL: Final = """SELECT pg_describe_object(classid, objid, subid)
FROM unnest(%s::oid[], %s::oid[], %s::int[]) u(classid, objid, subid)"""
