"""Plans that lead back: from what a database became by other means, or behind a plan that should not have been."""

from __future__ import annotations

import msgspec

from schemactl.live.contents import NOTHING
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.surroundings import needed
from schemactl.planning.work import Wanted, propose
from schemactl.plans.make import Made, Project, Wish, checked_plans, seal
from schemactl.scratch.server import ScratchServer


def undo_drift(project: Project, server: ScratchServer, live: State, promised: State, scope: Scope, wish: Wish) -> Made:
    """The plan that leads this one database back to where its plans left it; writes nothing. Rows are nobody's drift."""
    target = Wanted(
        state=msgspec.structs.replace(promised, contents=dict(NOTHING)), scope=scope, around=frozenset(needed(live, scope).objects)
    )
    proposal = propose(server, live, target, accepted=wish.accepted, given=wish.renames)
    made = Made(proposal=proposal, unmodelled=live.unmodelled)
    if proposal.statements:
        made.plan, made.data = seal(checked_plans(project), wish, target, live, proposal, undoes_drift=True)
    return made
