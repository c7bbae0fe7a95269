"""That there is nothing to do, remembered: the same database, schema files, plans and wishes give the same answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from hashlib import sha256

import msgspec

from schemactl.model.state import State
from schemactl.planning.seen import Seen
from schemactl.planning.work import Proposal
from schemactl.plans import reading, rereading
from schemactl.plans.make import Made, Project, Wish, checked_plans
from schemactl.scratch import cache
from schemactl.scratch.server import ScratchServer

_PURPOSE = "settled"

Files = tuple[str, list[str]]
"""The bytes of the schema files, and those of each plan, as hashes."""


class _Kept(msgspec.Struct, array_like=True):
    unmodelled: tuple[str, ...]
    ahead: bool


def settled(project: Project, server: ScratchServer, seen: Seen, wish: Wish, make: Callable[[], Made]) -> Made:
    """What `make` makes of the state that was seen, unless an earlier run found that nothing differs. Rows are compared each time."""
    if not project.schema.is_dir():
        return make()  # which says so: a folder that is not there and an empty one have the same files
    with reading.held(project.schema, project.root):
        files = _files(project)
        # Where nobody knows whether the files were read before, or changed since: what they say is known once they are read.
        unread = rereading.last(project.schema) is None
        with reading.ahead(project.schema, project.root) if unread else nullcontext():
            if found := _recalled(_key(files, project, server, seen, wish)):
                return found
            made = make()
    nothing = made.plan is None and not made.proposal.changes and not made.rows
    # The files were read by now, if they had never been before; those that were changed meanwhile gave another answer.
    if nothing and seen.steady and _files(project) == files and (key := _key(files, project, server, seen, wish)):
        cache.keep(_PURPOSE, key, msgspec.msgpack.encode(_Kept(made.unmodelled, made.ahead)))
    return made


def _files(project: Project) -> Files:
    return reading.bytes_of(project.schema, project.root), [one.sha256 for one in checked_plans(project)]


def _key(files: Files, project: Project, server: ScratchServer, seen: Seen, wish: Wish) -> str | None:
    """Everything that the answer depends on; None where no run has read the schema files yet, or where rows are in them."""
    read, plans = files
    written = reading.identity(read)
    if written is None:
        return None
    return sha256(repr((seen.digest, server.identity, written, plans, project.scope, wish)).encode()).hexdigest()


def _recalled(key: str | None) -> Made | None:
    if key is None or (data := cache.fetch(_PURPOSE, key)) is None:
        return None
    try:
        kept = msgspec.msgpack.decode(data, type=_Kept)
    except msgspec.MsgspecError:
        return None
    return Made(proposal=Proposal([], [], State()), unmodelled=kept.unmodelled, ahead=kept.ahead)
