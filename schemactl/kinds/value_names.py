"""The values of types, which have names of their own, and an identity below them."""

from __future__ import annotations

WAY = "renamed_values"
"""Under a type, in YAML: new names to the earlier ones."""

VALUES_SQL = """
SELECT e.oid, 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid AS classid, e.enumtypid AS objid, 0 AS subid, e.enumlabel
FROM pg_catalog.pg_enum e ORDER BY e.enumtypid, e.enumsortorder"""
