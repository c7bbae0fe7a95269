"""What a plan does before its states are compared: names first, then what PostgreSQL carries into everything, then all that rows wait for.

Each part runs on a scratch copy and is read back, since PostgreSQL says what it changed besides.
"""

from __future__ import annotations

import msgspec

from schemactl.errors import ProofError
from schemactl.live.contents import ReadContents
from schemactl.model.change import Change
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning import both_names, carrying, destinations, labels, moves, parting, renames, rows_later
from schemactl.planning.asking import Beginning, Names
from schemactl.planning.given import Given
from schemactl.planning.given import wished as wished_renames
from schemactl.planning.ground import Ground, Wanted, compared
from schemactl.planning.heirs import Renames, with_heirs
from schemactl.planning.managed import unspoken
from schemactl.scratch.server import ScratchServer


class Opening(Beginning, frozen=True, kw_only=True):
    """That, with what it changes and the state that it leads to."""

    before: State
    changes: list[Change] = msgspec.field(default_factory=list)

    def then(self, before: State, changes: list[Change], statements: list[Statement]) -> Opening:
        """With these behind it."""
        return msgspec.structs.replace(self, before=before, changes=[*self.changes, *changes], statements=[*self.statements, *statements])


def opened(server: ScratchServer, live: State, target: Wanted, given: Given, read: ReadContents | None) -> tuple[Ground, Opening]:
    """The names that change, and what carries over. `read` adds the rows to `live` that the schema files speak of."""
    desired = target.state
    live, before = compared(live, target)
    unspoken(desired, before)
    first = target.first or both_names.lowered(before, desired, Ground(server, live, target).after_names)
    wished = wished_renames(given, before, first.before, desired)
    if desired.contents and read:
        live = read(live, labels.as_it_was(with_heirs(wished, parting.parted(wished, first.before, desired)), live, desired))
        live, before = compared(live, target)
    ground = Ground(server, live, target)
    return ground, _carried(ground, _named(ground, before, first, wished))


def _named(ground: Ground, before: State, first: both_names.First, wished: Renames) -> Opening:
    """Second names go, heirs leave, schemas come: then everything has its name."""
    desired = ground.target.state
    parted, leaving = parting.first(wished, first.before, desired)
    made, making = destinations.first(wished, first.before, desired)
    moved, moving = moves.statements(wished, parting.parted(wished, first.before, desired), desired)
    statements = [*first.statements, *leaving, *making, *moving]
    if ground.target.first:
        wished, before = first.renamed, first.before
    elif statements:
        before = ground.after(wished, statements)
    only_names = not (first.statements or leaving)
    return Opening(
        before=before,
        changes=[*first.changes, *parted, *made, *moved],
        statements=statements,
        renamed=wished,
        names=Names(renamed=wished, statements=statements, after=before) if only_names else None,
    )


def _carried(ground: Ground, opening: Opening) -> Opening:
    changes, statements = carrying.first(opening.before, ground.target.state)
    if not changes:
        return opening
    before = ground.after(opening.renamed, [*opening.statements, *statements])
    return msgspec.structs.replace(opening.then(before, changes, statements), names=None)


def with_parts(opening: Opening, changes: list[Change], desired: State) -> Opening | None:
    """With the names of parts that follow those of their tables; None where there are none."""
    parts = renames.carried(changes, opening.before, desired)
    if not parts:
        return None
    more, statements = moves.statements(parts, opening.before, desired)
    following = opening.then(renames.under_new_names(opening.before, parts), more, statements)
    return msgspec.structs.replace(following, renamed={**opening.renamed, **parts})


def before_rows(ground: Ground, opening: Opening, changes: list[Change]) -> Opening | None:
    """With all that comes before the rows, where they wait for it.

    None where nothing does, or where that does not run without them: a row that goes may be what a narrower type does not hold.
    """
    beside, statements = rows_later.first(changes, opening.before, ground.target.state)
    if not statements:
        return None
    try:
        before = ground.after(opening.renamed, [*opening.statements, *statements])
    except ProofError:
        return None
    return msgspec.structs.replace(opening.then(before, beside, statements), names=None)
