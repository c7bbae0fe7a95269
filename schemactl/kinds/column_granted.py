"""Privileges on one column alone, given on another one of its table as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import acl
from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement


def granted(column: ObjectId, other: ObjectId, state: State, ctx: Context) -> Iterator[Statement]:
    """To each role that has one on the column in this state."""
    table = ObjectId("table", column.path[:-1])
    for obj in state:
        if obj.id.kind != "privilege" or obj.id.path[:-1] != (table.kind, *table.path):
            continue
        fact: Any = obj
        held = acl.rights(fact.privileges, fact.grant_option, "TABLE", ctx.major)
        wanted = acl.Rights(_moved(held.held, column, other), _moved(held.grantable, column, other))
        for verb, rest in acl.commands([acl.NOTHING], wanted, "TABLE", obj.id.name, ctx.major):
            yield altered(obj.id, f"{verb} ON TABLE {qualified(table.path)} {rest}")


def _moved(atoms: frozenset[acl.Atom], column: ObjectId, other: ObjectId) -> frozenset[acl.Atom]:
    return frozenset(acl.Atom(one.privilege, name(other.name)) for one in atoms if one.column == name(column.name))
