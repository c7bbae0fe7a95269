"""Which objects and values a plan gave other names: PostgreSQL takes them for the same ones, whatever statements did it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from schemactl.errors import ProofError
from schemactl.kinds import KINDS
from schemactl.kinds.value_names import VALUES_SQL, WAY
from schemactl.live.connection import Connection
from schemactl.live.introspect import Address, identities
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.canonical import lay, roles_of
from schemactl.planning.heirs import Renames
from schemactl.planning.places import moved
from schemactl.planning.surroundings import external
from schemactl.plans.directory import PlanFile, leading
from schemactl.plans.replay import replayed, run_plan
from schemactl.scratch.server import ScratchServer


class _Known(msgspec.Struct, frozen=True):
    """A database by what PostgreSQL itself knows things by: objects by address; values by number, each with its type."""

    objects: dict[Address, ObjectId]
    values: dict[int, tuple[Address, str]]

    def renamed(self, earlier: _Known) -> Renames:
        """Each object with its earlier name, but what merely moved along with what is around it."""
        pairs = {now: was for one, now in self.objects.items() if (was := earlier.objects.get(one, now)) != now}
        names = {was.path: now.path for now, was in pairs.items()}
        along = {now for now, was in pairs.items() if (*moved(was.path[:-1], names), was.name) == now.path}
        return {now: was for now, was in pairs.items() if KINDS[now.kind].rename and now not in along}

    def renamed_values(self, earlier: _Known) -> dict[ObjectId, dict[str, str]]:
        """By type, as that was called earlier: the earlier names of values to those they have now."""
        found: dict[ObjectId, dict[str, str]] = {}
        for one, (of, label) in self.values.items():
            was, before = earlier.objects.get(of), earlier.values.get(one, (of, label))[1]
            if was is not None and before != label:
                found.setdefault(was, {})[before] = label
        return found


def lead_back(target: State, server: ScratchServer, files: Sequence[PlanFile], written: State, scope: Scope) -> None:
    """Say in `target`, which is as before the last of these plans, what that plan renamed."""
    around = external(written, scope)
    try:
        with replayed(server, leading(files[:-1]), roles_of(written), around) as conn:
            before = _known(conn)
            run_plan(conn, files[-1].plan(), str(files[-1].path), around, lay(conn, around) if around.objects else [])
            after = _known(conn)
    except ProofError:
        return  # somebody else's things could be made only in the midst of it
    target.renames |= after.renamed(before)
    for one, values in after.renamed_values(before).items():
        target.intents[one] = {**target.intents.get(one, {}), WAY: values}


def _known(conn: Connection) -> _Known:
    values = {row[0]: (row[1:4], row[4]) for row in conn.execute(VALUES_SQL)}
    return _Known(identities(conn), values)
