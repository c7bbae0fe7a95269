"""Is a database what the plans lead to? Object by object, since another server may have printed the same expression in other words."""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.model.state import State
from schemactl.planning.canonical import roles_of
from schemactl.planning.diff import diff
from schemactl.planning.managed import within
from schemactl.planning.prove import explain
from schemactl.planning.surroundings import needed
from schemactl.plans.directory import PlanFile, leading
from schemactl.plans.replay import replay
from schemactl.scratch.server import ScratchServer


def differences(server: ScratchServer, live: State, plans: Sequence[PlanFile]) -> list[str]:
    """What the database differs in from the state after the last of these plans, in words."""
    plans = leading(plans)
    scope = plans[-1].plan().header.scope
    replayed = replay(server, plans, roles_of(live), needed(live, scope))
    return [explain(change) for change in diff(within(live, scope), within(replayed, scope))]
