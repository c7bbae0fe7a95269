"""What kind of command a statement is, by PostgreSQL's own parser; a plan is refused before its first step if one does not belong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from schemactl.errors import IntegrityError, Problem
from schemactl.live.connection import Connection, database_error
from schemactl.live.runner import refused_by_grammar
from schemactl.model.statement import Batches
from schemactl.plans.batched import misfit
from schemactl.plans.plan import Plan, PlanStatement

# Parse looks up what these name, and an earlier step may have yet to make it.
_ANALYSED = frozenset(
    {
        "SelectStmt",
        "InsertStmt",
        "UpdateStmt",
        "DeleteStmt",
        "MergeStmt",
        "CreateTableAsStmt",
        "DeclareCursorStmt",
        "ExplainStmt",
        "CallStmt",
    }
)
_SYNTAX_ERROR = "42601"


class _Parsed(msgspec.Struct):
    stmts: list[_One] = []


class _One(msgspec.Struct):
    stmt: dict[str, msgspec.Raw] = {}


class Command(msgspec.Struct, frozen=True):
    """The parse tree's topmost node: its type (`IndexStmt`), and what it holds."""

    type: str
    _raw: msgspec.Raw

    @property
    def node(self) -> dict[str, Any]:
        node: dict[str, Any] = msgspec.json.decode(self._raw)
        return node


def commands(sql: str) -> tuple[Command, ...] | None:
    """The commands in a text; None when the parser, which is PostgreSQL 18's, cannot read it."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        parsed = msgspec.json.decode(parse_sql_json(sql), type=_Parsed)
    except ParseError:
        return None
    return tuple(Command(*pair) for one in parsed.stmts for pair in one.stmt.items())


def check_statements(conn: Connection, plans: Iterable[Plan]) -> None:
    """Raise when a statement is not one command, is none a plan may hold, or is refused by the target's grammar. Nothing runs."""
    plans = tuple(plans)
    numbered = [(f"{plan.name}, statement {number}", one, over) for plan in plans for number, one, over in _numbered(plan)]
    problems: list[Problem] = []
    to_parse: list[tuple[str, PlanStatement]] = []
    for place, statement, batches in numbered:
        found = commands(statement.sql)
        reason = _misfit(found) or (misfit(statement.sql, batches) if batches else None)
        if reason is not None:
            problems.append(Problem(code=IntegrityError.code, message=f"{place} ({statement.label}): {reason}"))
        elif found is None or found[0].type not in _ANALYSED:
            to_parse.append((place, statement))
    if problems:
        raise IntegrityError.of(problems)
    _check_grammar(conn, to_parse)


def _numbered(plan: Plan) -> Iterator[tuple[str, PlanStatement, Batches | None]]:
    for number, step in enumerate(plan.steps, 1):
        for position, statement in enumerate(step.statements, 1):
            yield f"{number}.{position}", statement, step.batches


def _misfit(found: tuple[Command, ...] | None) -> str | None:
    if found is None:
        return None
    if len(found) != 1:
        return f"it holds {len(found)} commands instead of one"
    match found[0].type:
        case "TransactionStmt":
            return "plans do not begin or end transactions by themselves"
        case "VariableSetStmt" if not found[0].node.get("is_local"):
            return "a setting would outlive its step: use SET LOCAL"
        case "CopyStmt" if "filename" not in found[0].node:
            return "COPY through the client cannot run in a plan"
        case "DiscardStmt":
            return "it would throw away the settings that every statement relies on"
        case "IndexStmt" if found[0].node.get("concurrent") and "idxname" not in found[0].node:
            return "an index that is built concurrently needs a name: after an interruption it could not be found again"
        case "IndexStmt" if found[0].node.get("concurrent") and found[0].node.get("if_not_exists"):
            return "IF NOT EXISTS would take an invalid index for the one that is wanted"
    return None


def _check_grammar(conn: Connection, statements: list[tuple[str, PlanStatement]]) -> None:
    refused = refused_by_grammar(conn, [statement.sql for _, statement in statements])
    if refused is None:
        return
    place, statement = statements[refused[0]]
    if refused[1].sqlstate != _SYNTAX_ERROR:
        # Not the grammar's word. A statement that no parser here knows may be one that Parse analyses: let it run in its turn.
        _check_grammar(conn, statements[refused[0] + 1 :])
        return
    raise database_error(
        refused[1],
        doing=f"{place} ({statement.label}) cannot be read by this server",
        hint=f"the server is PostgreSQL {conn.info.server_version // 10000}: was the plan made for a later one?",
    ) from refused[1]
