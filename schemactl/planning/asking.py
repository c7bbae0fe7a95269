"""The queries that look for rows in the way run before everything else of a plan: they say things by the names which these have until then."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.errors import ProofError
from schemactl.kinds import query_names
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning import moves
from schemactl.planning.compose import steps
from schemactl.planning.heirs import Renames
from schemactl.planning.prove import rehearse
from schemactl.scratch.server import ScratchServer


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Renames that can be taken back: their statements, and the state behind them."""

    renamed: Renames
    statements: list[Statement]
    after: State


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan begins with before its states are compared. `renamed` are all new names; `names`: until parts follow, nothing but these changes."""

    statements: list[Statement] = []
    renamed: Renames = {}
    names: Names | None = None


def answerable(server: ScratchServer, live: State, first: Beginning, statements: list[Statement], desired: State) -> list[Statement]:
    """The statements, with questions that live can answer. Where more than names changes before, values may, and nothing is asked."""
    changed, view = {one.object_id.path[:2] for one in first.statements}, Views(desired)
    open_ones = [ask for one in statements for ask in one.asks if _is_about(ask, changed, view)]
    rows = [ask for ask in open_ones if not ask.premise]  # a premise says names as texts: PostgreSQL carries none over
    said = dict(zip(rows, _under_old_names(server, live, first.names, rows), strict=False)) if len(steps(statements)) > 1 else {}
    answers = {ask: said.get(ask) for ask in open_ones}
    return [
        msgspec.structs.replace(one, asks=tuple(ask for each in one.asks if (ask := answers.get(each, each)))) if one.asks else one
        for one in statements
    ]


def _is_about(ask: Statement, changed: set[tuple[str, ...]], view: Views) -> bool:
    """A question may name whatever the tables are made of that it reads: the type of a partition key."""
    desired = view.state
    if ask.premise:
        return any(ask.object_id.path[:length] in changed for length in (1, 2))
    about = {ask.object_id, *desired.uses.get(ask.object_id, ())}
    tables = {one.path[:2] for one in about}
    about |= {used for table in tables for part in view.inside(table) for used in desired.uses[part.id]}
    return any(one.path[:length] in changed for base in about for one in _line(base, desired) for length in (1, 2))


def _line(object_id: ObjectId, state: State) -> Iterator[ObjectId]:
    """It, and what it comes from."""
    yield object_id
    for parent in state.inherited.get(object_id, ()):
        yield from _line(parent, state)


def _under_old_names(server: ScratchServer, live: State, names: Names | None, asks: list[Statement]) -> list[Statement]:
    """The same queries; none where there is no way back to the names of live."""
    if not names or not asks:
        return []
    if not names.statements:
        return asks
    back = {new: old for old, new in names.renamed.items()}
    if any(one not in names.after for one in back):
        return []
    _, restoring = moves.statements(back, names.after, live)
    try:
        after = rehearse(server, live, [*names.statements, *query_names.kept([one.sql for one in asks]), *restoring]).after
    except ProofError:
        return []
    texts = query_names.read(after, len(asks))
    return [msgspec.structs.replace(ask, sql=sql) for ask, sql in zip(asks, texts, strict=True)]
