"""Expand or contract: one half of what is wanted, as a state to be planned like any other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import KINDS
from schemactl.live.contents import without_rows
from schemactl.model.state import State
from schemactl.planning import both_names, renames
from schemactl.planning.belonging import belonging
from schemactl.planning.diff import diff
from schemactl.planning.expanding import halves, lies_in
from schemactl.planning.given import Given
from schemactl.planning.given import wished as wished_renames
from schemactl.planning.ground import Ground, Wanted, compared
from schemactl.planning.heirs import with_heirs
from schemactl.planning.managed import unspoken
from schemactl.planning.work import ask
from schemactl.scratch.server import ScratchServer


def half(
    server: ScratchServer,
    phase: Literal["expand", "contract"],
    live: State,
    target: Wanted,
    *,
    accepted: Iterable[str] = (),
    given: Given = (),
) -> Wanted:
    """The state between, or the whole once nothing is left to expand. RefusedError where contract would come first."""
    live, before = compared(live, target)
    desired = without_rows(target.state)
    unspoken(desired, before)
    asked = both_names.pending(before, desired)
    first = None
    if asked and phase == "expand":
        first = both_names.raised(before, desired, Ground(server, live, target).after_names)
        before = first.before
        unspoken(desired, before)
    doubled = both_names.doubled(before, desired)
    wished = wished_renames(given, before, before, desired)
    wished |= {pair.before: pair.after for pair in doubled}
    wished = with_heirs({**wished, **belonging(wished, before, desired)}, before)
    seconds = list(with_heirs({pair.here: pair.here for pair in doubled}, before))
    changes = [one for one in diff(before, desired) if KINDS[one.id.kind].contents is None]
    moved = {one.path for one in (*wished, *wished.values(), *seconds)}
    ask(renames.questions([one for one in changes if not lies_in(one.id, moved)], before, desired), set(accepted))
    found = halves(changes, before, desired, wished, seconds)
    if phase == "expand":
        return msgspec.structs.replace(target, state=found.between, first=first)
    if adds := [*(pair.after for pair in asked), *(one.id for one in found.expand)]:
        named = ", ".join(map(str, adds[:5]))
        raise RefusedError(
            f"{len(adds)} changes only add, and come first: {named}",
            hint="schemactl plan --phase expand writes them as a plan of their own, --phase both one plan for each half",
            code="S308",
        )
    return target
