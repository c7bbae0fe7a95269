"""What the catalogs hold of columns: their own rows, what else belongs to them, and which of a parent's they come from."""

from __future__ import annotations

from schemactl.kinds import identity
from schemactl.kinds.catalog import RELATIONS, pairs, pairs_in_order

_WORD = "CASE {} WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' END"


def catalog_sql(major: int) -> str:
    """NOT NULL constraints have rows and names from 18 on; a partition's identity is its parent's from 17 on."""
    constraint = "nn.oid IS NOT NULL"
    generated = "a.attidentity" if major < 17 else "CASE WHEN c.relispartition THEN '' ELSE a.attidentity END"
    not_null = "LEFT JOIN pg_constraint nn ON nn.conrelid = c.oid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum" if major >= 18 else ""
    return f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS subid, ARRAY[n.nspname, c.relname, a.attname] AS path,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
    JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = a.attcollation) END AS collation,
  {f"a.attnotnull OR {constraint}" if not_null else "a.attnotnull"} AS not_null,
  {"nullif(nn.conname, c.relname || '_' || a.attname || '_not_null')" if not_null else "NULL::text"} AS not_null_name,
  {"coalesce(nn.connoinherit, false)" if not_null else "false"} AS not_null_no_inherit,
  {"coalesce(NOT nn.convalidated AND (nn.conislocal OR c.relispartition), false)" if not_null else "false"} AS not_null_not_valid,
  CASE WHEN a.attgenerated <> '' THEN (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
    WHERE d.adrelid = c.oid AND d.adnum = a.attnum) END AS generated,
  a.attgenerated = 'v' AS virtual,
  CASE {generated} WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  {identity.options_sql(major)} AS sequence,
  CASE WHEN a.attstorage <> t.typstorage THEN {_WORD.format("a.attstorage")} END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  nullif(a.attstattarget, -1)::int AS statistics,
  {pairs_in_order("a.attoptions")} AS options, {pairs("a.attfdwoptions")} AS fdw_options,
  c.relkind = 'p' AND EXISTS (SELECT FROM pg_partitioned_table k WHERE k.partrelid = c.oid AND (a.attnum = ANY (k.partattrs::int2[])
    OR k.partexprs::text ~ (':varattno ' || a.attnum || '\\M'))) AS partition_key,
  a.attislocal AS local, {"c.relispartition OR coalesce(nn.conislocal, true)" if not_null else "true"} AS not_null_local,
  {"coalesce(c.relispartition AND nn.conislocal AND nn.coninhcount > 0, false)" if not_null else "false"} AS not_null_twice,
  {"coalesce(nn.coninhcount > 0, false)" if not_null else "false"} AS not_null_given,
  {"NULL::text" if major >= 16 else _WORD.format("t.typstorage")} AS type_storage
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
{identity.BOUNDS} {not_null}
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND c.reloftype = 0
ORDER BY n.nspname, c.relname, a.attnum"""


ALIASES_SQL = """
SELECT 'pg_class'::regclass::oid, d.objid, 0, 'pg_class'::regclass::oid, d.refobjid, d.refobjsubid FROM pg_depend d
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjsubid > 0
UNION ALL
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, d.adrelid, d.adnum FROM pg_attrdef d
JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated <> ''
UNION ALL
SELECT 'pg_constraint'::regclass::oid, nn.oid, 0, 'pg_class'::regclass::oid, nn.conrelid, nn.conkey[1] FROM pg_constraint nn
WHERE nn.contype = 'n' AND nn.conrelid <> 0"""

LINKS_SQL = """
SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'pg_class'::regclass::oid, p.attrelid, p.attnum
FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount > 0
JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname AND p.attnum > 0 AND NOT p.attisdropped"""
