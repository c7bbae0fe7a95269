"""A plan after a change of some schema files, made from what the last one stood on: what changed, what hangs on it and what these need is all that is looked at.

Whoever gets no answer here makes the plan from whole states, which has the last word.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec

from schemactl.desired.loader import UNMANAGED
from schemactl.errors import SchemactlError
from schemactl.kinds.backfill import data_path
from schemactl.live.fingerprint import Line, exchanged, lines, of_lines
from schemactl.live.server_wide import encoded, server_wide
from schemactl.model.change import Change
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.stage import staged
from schemactl.model.state import Encoded, State
from schemactl.planning import nearing
from schemactl.planning.builds import FEWEST, last_built
from schemactl.planning.canonical import built_key, common_path, roles_of, tablespaces_of
from schemactl.planning.diff import may_hold_placeholders
from schemactl.planning.ground import Wanted
from schemactl.planning.narrowing import MOST
from schemactl.planning.parcels import Parcels
from schemactl.planning.seen import Seen
from schemactl.planning.work import check_needed, wanted
from schemactl.plans import changing, reading
from schemactl.plans.directory import PlanFile, leading
from schemactl.plans.make import Busy, Leading, Made, Project, Standing, Start, Wish, checked_plans, proved
from schemactl.plans.replay import reader
from schemactl.scratch import cache
from schemactl.scratch.server import ScratchServer

_GROUND, _WRITTEN, _BUILT, _LIVE, _LINES = "ground", "written by unit", "built by unit", "live by unit", "lines"


class Ground(msgspec.Struct, array_like=True):
    """What a plan stood on. `files`, `beside` and `shared` are as in a reading; `written`, `built` and `lines` are what the states and the lines of
    the fingerprint are kept under. `roles` and `tablespaces` are those that objects name; `common` is on the search_path of every text.
    `differing` are the units in which live was another than desired. `passing`: its states were made nearby, and are of no use once there are
    later ones."""

    files: dict[str, bytes]
    beside: list[tuple[str, str]]
    shared: list[str]
    written: str
    built: str
    lines: str
    scope: str
    server: tuple[Encoded, ...]
    search_path: tuple[str, ...]
    roles: list[str]
    tablespaces: list[str]
    owner: str | None
    common: tuple[str, ...]
    differing: list[ObjectId]
    passing: bool = False


class Asking(NamedTuple):
    """What a plan is asked for, and of what."""

    project: Project
    server: ScratchServer
    seen: Seen
    wish: Wish
    plans: tuple[PlanFile, ...]

    @property
    def key(self) -> str:
        """Everything that the ground depends on, but for the schema files."""
        project, plans = self.project, [one.sha256 for one in self.plans]
        place = (str(project.root.resolve()), str(project.schema.resolve()), project.scope, self.wish.base)
        return sha256(repr((self.seen.digest, self.server.identity, place, plans)).encode()).hexdigest()


def asking(project: Project, server: ScratchServer, seen: Seen, wish: Wish) -> Asking | None:
    """None where a plan is asked for that has to see everything."""
    if wish.phase or wish.renames or wish.base == "plans":
        return None
    return Asking(project, server, seen, wish, checked_plans(project))


@staged("look nearby")
def near(asked: Asking, busy: Busy) -> Made | None:
    """The plan, if what the last one stood on is known and whatever changed since is of the kind that changes little."""
    with contextlib.suppress(SchemactlError, msgspec.MsgspecError, OSError):
        ground = _recalled(asked)
        return _Near(asked, ground).made(busy) if ground else None
    return None


def _recalled(asked: Asking) -> Ground | None:
    data = cache.fetch(_GROUND, asked.key)
    return msgspec.msgpack.decode(data, type=Ground) if data else None


def _parcels(purpose: str, key: str) -> Parcels | None:
    data = cache.fetch(purpose, key)
    return Parcels.decoded(data) if data else None


class _Near:
    def __init__(self, asked: Asking, ground: Ground) -> None:
        self.asked, self.ground = asked, ground
        self.scope = Scope.from_json(ground.scope)
        self.sources = reading.sources_of(asked.project.schema, asked.project.root)

    def made(self, busy: Busy) -> Made | None:
        if (before := self._before()) is not None:
            # While the server makes an empty database, what was kept is decoded: first for what changed, then for the proof.
            self.asked.server.prepare()
        was = _parcels(_WRITTEN, self.ground.written) if before else None
        change = changing.changed(self.asked.project, self.ground, self.sources, was) if was else None
        built = _parcels(_BUILT, self.ground.built) if change else None
        if before is None or change is None or built is None:
            return None
        found = nearing.rebuilt(self.asked.server, change.said, built, change.differing, self.ground.common)
        live = _parcels(_LIVE, self.asked.seen.digest) if found else None
        if found is None or live is None:
            return None
        self.asked.server.prepare()
        part = nearing.part(live, change.said, found.built, {*self.ground.differing, *found.units})
        return self._planned(busy, before, change, built, found.built, part) if part else None

    def _before(self) -> Fingerprints | None:
        """Of the live state, where it is where the plans led, or nobody asks for that."""
        plans = leading(self.asked.plans)
        known = self.asked.seen.fingerprints(self.scope)
        if self.asked.wish.base == "live":
            return known
        at = plans[-1].sealed_header if plans else None
        # What is named for the first time is compared otherwise.
        same = at is not None and at.after.full == known.full and set(self.scope.named) <= set(at.scope.named)
        return known if same else None

    def _planned(
        self, busy: Busy, before: Fingerprints, change: changing.Changed, was: Parcels, built: Parcels, part: nearing.Part
    ) -> Made | None:
        asked, ground = self.asked, self.ground
        check_needed(part.said, self.scope, part.here.state)
        target = wanted(asked.server, part.said, asked.project.scope, lambda _server, _written: part.built, effective=self.scope)
        start = Start(state=part.live, read=reader(asked.server, leading(asked.plans), ground.roles, State()), fingerprints=before)
        ended: list[Line] = []

        def lead(target: Wanted, _base: State) -> Leading:
            ended[:] = self._lines(target, was, part)
            return Leading(of_lines(target.state.major, ended), ground.server, ground.search_path)

        made = proved(asked.server, asked.plans, asked.wish, target, start, busy, lead)
        if not made.proposal.direct or part.touches_others(one.object_id for one in made.proposal.statements):
            return None
        made.meets = part.live
        differing = part.units_of(one.id for one in made.proposal.changes)
        self._keep(change, built, ended or self._lines(target, was, part), differing)
        return made

    def _lines(self, target: Wanted, was: Parcels, part: nearing.Part) -> list[Line]:
        """Those of the whole: what was and is in the units that a plan may touch is exchanged."""
        data = cache.fetch(_LINES, self.ground.lines)
        every = msgspec.msgpack.decode(data, type=list[Line]) if data else None
        if every is None:
            raise SchemactlError("what was kept is gone")
        state = target.state
        objects = {one: obj for one, obj in state.objects.items() if part.there.of(one) in part.units}
        gone = (one for unit in part.units for one in was.pieces(unit))
        return exchanged(every, gone, lines(msgspec.structs.replace(state, objects=objects), target.scope))

    def _keep(self, change: changing.Changed, built: Parcels, ended: list[Line], differing: Iterable[ObjectId]) -> None:
        key = sha256(f"{self.ground.built} {change.key}".encode()).hexdigest()
        was, differ, ended_key = self.ground, sorted(differing), _lines_key(self.asked, key)
        fresh = msgspec.structs.replace(
            was, files=change.files, beside=change.beside, written=change.key, built=key, lines=ended_key, differing=differ, passing=True
        )
        keep(self.asked, fresh, change.said, built, ended)
        if was.passing:
            # A few of these would fill the place that everything has that is kept.
            for purpose, before, now in ((_WRITTEN, was.written, change.key), (_BUILT, was.built, key), (_LINES, was.lines, ended_key)):
                if before != now:
                    cache.forget(purpose, before)


def _lines_key(asked: Asking, built: str) -> str:
    """What is desired has from live what the schema files leave open: owners, for one."""
    return f"{asked.key} {built}"


def keep(asked: Asking, ground: Ground, said: Parcels, built: Parcels, ended: Sequence[Line]) -> None:
    """For the next plan; what it stands on comes first."""
    cache.keep(_WRITTEN, ground.written, said.encoded())
    cache.keep(_BUILT, ground.built, built.encoded())
    cache.keep(_LINES, ground.lines, msgspec.msgpack.encode(ended))
    cache.keep(_GROUND, asked.key, msgspec.msgpack.encode(ground))


@staged("keep by unit")
def remember(asked: Asking, standing: Standing, made: Made) -> None:
    """What a plan stood on that was made from whole states, where that will do for a part of the next one."""
    found, target, live = standing.reading, standing.target, standing.start.state
    written, seen, changes = found.state, asked.seen, made.proposal.changes
    if live is not seen.state or not seen.steady or not made.proposal.direct or len(changes) > MOST * len(live.objects):
        return
    if not _is_plain(written, target):
        return
    key = built_key(asked.server, written)
    ground = Ground(
        files=dict(found.files),
        beside=found.beside,
        shared=found.shared,
        written=found.key,
        built=key,
        lines=_lines_key(asked, key),
        scope=target.scope.to_json(),
        server=encoded([*server_wide(target.state), *target.needs]),
        search_path=data_path(target.state),
        roles=sorted(roles_of(written)),
        tablespaces=sorted(tablespaces_of(written)),
        owner=written.owner,
        common=common_path(written),
        differing=[],
    )
    # One after the other: each is as large as what it is made of.
    here, there = _kept(_LIVE, seen.digest, lambda: live, changes), _kept(_BUILT, key, lambda: last_built(key), changes)
    if here is None or there is None or _kept(_WRITTEN, found.key, lambda: written) is None:
        return
    cache.keep(_LINES, ground.lines, msgspec.msgpack.encode(lines(target.state, target.scope)))
    cache.keep(_GROUND, asked.key, msgspec.msgpack.encode(msgspec.structs.replace(ground, differing=sorted(here | there))))


def _kept(purpose: str, key: str, state: Callable[[], State | None], changes: Iterable[Change] = ()) -> set[ObjectId] | None:
    """Keep a state by unit, unless it is; the units in which something changes. None where the state is gone."""
    parcels = _parcels(purpose, key)
    if parcels is None:
        if (whole := state()) is None:
            return None
        parcels = Parcels.made(whole)
        cache.keep(purpose, key, parcels.encoded())
    return {parcels.of(one.id) for one in changes if one.id in parcels.state}


def _is_plain(written: State, target: Wanted) -> bool:
    """Does no file say anything that counts for what others say?"""
    said = written.contents or written.renames or written.absent or written.external or target.first
    scope = target.scope
    left = scope.unmanaged_partitions or any(UNMANAGED in one.values() for one in written.intents.values())
    parts = any(origin.part for origin in written.origins.values())
    # Whether owners count is said by one file for all, or by whichever file names one.
    scattered = scope.owners and not written.owner
    secret = may_hold_placeholders(target.state)
    return not (said or left or parts or scattered or secret or target.nobodys) and len(written.objects) >= FEWEST
