"""Who may do what with the ledger: its owner everything, whoever was let in may read, and nobody has it because of default privileges.

What ALTER DEFAULT PRIVILEGES gives on a new table would make the ledger writable, and the roles it names could not be dropped.
"""

from __future__ import annotations

import re
from typing import LiteralString

from schemactl.applying.ledger_formats import UPGRADES
from schemactl.live.connection import Connection

_TABLES = [found for upgrade in UPGRADES for sql in upgrade for found in re.findall(r"CREATE TABLE schemactl\.(\w+)", sql)]

_THERE: LiteralString = """
    SELECT 'schemactl' FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) 'schemactl'
    UNION ALL SELECT c.relname::pg_catalog.text FROM pg_catalog.pg_class c
    WHERE c.relnamespace OPERATOR(pg_catalog.=) pg_catalog.to_regnamespace('schemactl')::pg_catalog.oid
"""
# Several roles may share the ledger as members of its schema's owner: what these granted one another is theirs.
_TOO_MUCH: LiteralString = """
    SELECT pg_catalog.format('REVOKE %%s ON %%s FROM %%s CASCADE', pg_catalog.string_agg(DISTINCT x.privilege_type, ', '), o.target,
        coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC'))
    FROM (
        SELECT n.nspname AS name, 'SCHEMA schemactl' AS target, n.nspowner AS owner, n.nspowner AS master, n.nspacl AS acl
        FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) 'schemactl'
        UNION ALL
        SELECT c.relname, pg_catalog.format('TABLE schemactl.%%I', c.relname), c.relowner, n.nspowner, c.relacl
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        WHERE n.nspname OPERATOR(pg_catalog.=) 'schemactl' AND c.relname OPERATOR(pg_catalog.=) ANY (%s::pg_catalog.name[])
    ) o CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) x LEFT JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) x.grantee
    WHERE x.grantee OPERATOR(pg_catalog.<>) o.owner AND pg_catalog.pg_has_role(o.owner, 'USAGE')
        AND (x.grantee OPERATOR(pg_catalog.=) 0::pg_catalog.oid OR NOT pg_catalog.pg_has_role(x.grantee, o.master, 'MEMBER'))
        AND (x.privilege_type OPERATOR(pg_catalog.<>) ALL ('{SELECT,USAGE}'::pg_catalog.text[])
            OR NOT o.name OPERATOR(pg_catalog.=) ANY (%s::pg_catalog.name[]))
    GROUP BY o.target, r.rolname ORDER BY 1
"""


def there(conn: Connection) -> list[str]:
    """What there is of the ledger: who may read that has been told so by somebody."""
    return [str(name) for (name,) in conn.execute(_THERE)]


def kept(conn: Connection, old: list[str]) -> None:
    """Nobody but the owner writes, and what is not `old` nobody else reads either, before somebody is let in."""
    for (sql,) in conn.execute(_TOO_MUCH, [_TABLES, old]).fetchall():
        conn.execute(str(sql).encode())
