"""A database's catalog in one query: what the plans of the shapes can change, and little time. Every fiftieth kill uses schemactl's own."""

from __future__ import annotations

from hashlib import sha256

import schemactl.cli.apply
from schemactl.live.connection import Connection
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans.header import PlanHeader

_CATALOG = r"""
    SELECT pg_catalog.string_agg(x.line, E'\n' ORDER BY x.line COLLATE "C") FROM (
        SELECT pg_catalog.concat_ws('|', 'r', n.nspname, c.relname, c.relkind, c.relhastriggers) AS line
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'App')
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'a', a.attrelid::pg_catalog.regclass, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                                    a.attnotnull, a.attnum, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE n.nspname IN ('public', 'App') AND a.attnum > 0 AND c.relkind <> 'i'
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'i', pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indisclustered)
        FROM pg_catalog.pg_index i WHERE i.indexrelid >= 16384 AND i.indrelid::pg_catalog.regclass::pg_catalog.text !~ 'schemactl|pg_toast'
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'c', o.conname, o.conrelid::pg_catalog.regclass, o.convalidated, pg_catalog.pg_get_constraintdef(o.oid))
        FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace WHERE n.nspname IN ('public', 'App')
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'h', h.inhrelid::pg_catalog.regclass, h.inhparent::pg_catalog.regclass, h.inhdetachpending)
        FROM pg_catalog.pg_inherits h
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 't', pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_catalog.pg_trigger t
        WHERE NOT t.tgisinternal
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'f', p.proname, p.prosrc) FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'e', t.typname, (SELECT pg_catalog.string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                                                          FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname IN ('public', 'App')
    ) x
"""


def fingerprints(conn: Connection, _header: PlanHeader | None = None) -> Fingerprints:
    """Of what the shapes make."""
    row = conn.execute(_CATALOG).fetchone()
    digest = sha256(str(row and row[0]).encode()).hexdigest()[:32]
    return Fingerprints(full=f"{conn.info.server_version // 10000}/{digest}", structure=digest)


def install() -> None:
    """`apply` of this process looks at databases this way."""
    schemactl.cli.apply.fingerprints = fingerprints
