"""Privileges that a project leaves to others go with what a plan makes anew, and nothing puts them back: who reads the plan is told."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Statement


def warned(statements: Iterable[Statement], desired: State, scope: Scope) -> list[Statement]:
    """The statements; what drops an object, or a column, that is there again afterwards carries a hazard where privileges are somebody else's."""
    why = scope.why_grants_are_left()
    if why is None:
        return list(statements)
    return [_warned(one, why) if one.object_id in desired and _drops(one) else one for one in statements]


def _drops(statement: Statement) -> bool:
    is_grantable = bool(KINDS[statement.object_id.kind].grantable)
    return (is_grantable and statement.sql.startswith("DROP ")) or " DROP COLUMN " in statement.sql


def _warned(statement: Statement, why: str) -> Statement:
    message = f"what is granted on {statement.object_id}, and is not this project's ({why}), goes as it is made again: grant it anew"
    return msgspec.structs.replace(statement, hazards=(*statement.hazards, Hazard(code="SC406", message=message)))
