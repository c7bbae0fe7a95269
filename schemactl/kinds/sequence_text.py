"""How a sequence and its owner stand in YAML: `{as: integer, owned_by: orders.invoice_no}`."""

from __future__ import annotations

import json
from typing import Any

from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """Fields as they stand; the column that owns it is one of them, and a child too."""
    fields = dict(mapping(raw, at))
    if "owned_by" in fields:
        fields["owner_column"] = list(owner(fields["owned_by"], at[0]))
    return fields


def owner(raw: Raw, schema: str) -> tuple[str, ...]:
    """`orders.invoice_no`, `app.orders.invoice_no` → schema, table, column, by PostgreSQL's own parser."""
    from pglast.parser import ParseError, parse_sql_json

    if not isinstance(raw, str):
        raise ValueError("owned_by is table.column")
    try:
        statements = json.loads(parse_sql_json(f"ALTER SEQUENCE s OWNED BY {raw}"))["stmts"]
    except ParseError as error:
        raise ValueError(f"owned_by is table.column: {error.args[0]}") from None
    options = statements[0]["stmt"].get("AlterSeqStmt", {}).get("options", [])
    if len(statements) != 1 or len(options) != 1:
        raise ValueError("owned_by is table.column")
    parts = tuple(str(one["String"]["sval"]) for one in options[0]["DefElem"]["arg"]["List"]["items"])
    if len(parts) not in (2, 3):
        raise ValueError("owned_by is table.column")
    return parts if len(parts) == 3 else (schema, *parts)


def write(sequence: Any, children: dict[str, Raw]) -> Raw:
    return {**yaml_fields(sequence), **children} or None


def read_owner(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return {"column": list(owner(raw, at[0]))}


def write_owner(obj: Any, _: dict[str, Raw]) -> Raw:
    """The schema goes without saying where it is the sequence's own."""
    return qualified(obj.column[1:] if obj.column[0] == obj.id.path[0] else obj.column)
