"""Is a database still what its plans left? The ledger's fingerprint answers at once; where it says no, the plans are replayed to see what differs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from schemactl.applying.checks import plans_server_wide, server_wide_changes
from schemactl.applying.history import History
from schemactl.applying.ledger import LedgerState
from schemactl.errors import HalfwayError
from schemactl.live.fingerprint import fingerprints
from schemactl.model.change import Added, Change, Dropped
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.canonical import roles_of
from schemactl.planning.diff import diff
from schemactl.planning.managed import within
from schemactl.planning.surroundings import needed
from schemactl.plans.directory import PlanFile
from schemactl.plans.replay import replay
from schemactl.scratch.server import ScratchServer


class Drift(msgspec.Struct, kw_only=True):
    """What happened to a database beside its plans: `changes` lead from what they `promised` to what is `live`, both within the scope.

    `structure_only`: the plans were replayed on another major version, whose words for expressions are not compared.
    """

    changes: list[Change]
    live: State
    promised: State
    scope: Scope
    structure_only: bool = False


def checked(files: Sequence[PlanFile], state: LedgerState) -> History:
    """The history, when it says what to expect of the database; HalfwayError where a plan is not through."""
    history = History(files, state)
    history.check()
    if state.unfinished:
        raise HalfwayError(
            f"{state.unfinished[0].name} is not through here, so nothing says what the database should be",
            hint="run apply: it goes on where it stopped",
        )
    return history


def is_as_left(live: State, history: History, server_version: int) -> bool | None:
    """By fingerprint; None where the folder does not know the plan that ran last. Another server release prints other words: then the structure decides."""
    row = history.last
    if row is None or row.stored is None or history.newer or not history.file(row).data:
        return None
    header = history.file(row).header
    here = fingerprints(within(live, header.scope), header.scope)
    same = here == row.stored if row.server_version == server_version else here.structure == row.stored.structure
    return same and not (plans_server_wide(header) and server_wide_changes(live, header))


def drift(server: ScratchServer, live: State, history: History, ignore: Sequence[str] = ()) -> Drift:
    """What differs, object by object. `ignore` are patterns of what may."""
    ran = history.ran()
    header = ran[-1].header
    scope = msgspec.structs.replace(header.scope, ignore=(*header.scope.ignore, *ignore))
    promised = within(replay(server, ran, roles_of(live), needed(live, scope)), scope)
    here = within(live, scope)
    changes = diff(promised, here)
    other = server.major != live.major
    if other:
        changes = [change for change in changes if isinstance(change, Added | Dropped)]
    return Drift(changes=changes, live=live, promised=promised, scope=scope, structure_only=other)
