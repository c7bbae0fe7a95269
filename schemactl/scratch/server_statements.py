"""Statements that a scratch server reads and does not run: they are about what belongs to the whole server."""

from __future__ import annotations

import json
import re
from typing import Any

# Only these are parsed: parsing each of a thousand statements would cost more than running them.
_SUSPECT = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:(?:create|alter|drop)\s+(?:role|user|group)|grant|revoke|comment\s+on\s+role|security\s+label)\b",
    re.I | re.S,
)
_OF_ROLES = frozenset(("CreateRoleStmt", "AlterRoleStmt", "AlterRoleSetStmt", "DropRoleStmt", "GrantRoleStmt"))


def is_for_the_server(sql: str) -> bool:
    """Is the statement about roles, which belong to the whole server? The scratch server's are stubs that every project shares."""
    if not _SUSPECT.match(sql):
        return False
    from pglast.parser import ParseError, parse_sql_json

    try:
        statements = json.loads(parse_sql_json(sql)).get("stmts", [])
    except ParseError:
        return False  # the scratch server says what is wrong with it
    return any(_is_about_roles(*node) for one in statements for node in one["stmt"].items())


def _is_about_roles(node: str, tree: dict[str, Any]) -> bool:
    kinds = {"CommentStmt": "objtype", "SecLabelStmt": "objtype", "RenameStmt": "renameType"}
    return node in _OF_ROLES or (node in kinds and tree.get(kinds[node]) == "OBJECT_ROLE")
