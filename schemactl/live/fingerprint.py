"""Fingerprints of a state: two states have the same one exactly when no managed object differs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import NamedTuple

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.server_wide import in_scratch
from schemactl.live.within import is_initial, within
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.stage import staged
from schemactl.model.state import Object, State


@staged("fingerprint")
def fingerprints(state: State, scope: Scope) -> Fingerprints:
    """Of the objects in scope that a scratch database can hold, in any order; a plan's header lists the others one by one. Of the schema, not of
    rows, which an application may change.

    The state is cut to the scope already (`within`): what lives in something left out is not looked for again.

    What every new database comes with is left out: what is so by itself in one was said in another.

    Only what differs from a field's default counts, by name, so that a later version may learn new fields without every database seeming
    to have drifted.
    """
    return of_lines(state.major, lines(state, scope))


Line = tuple[bytes, bytes]
"""An object's name, and what it is."""


def lines(state: State, scope: Scope) -> list[Line]:
    """What counts of each object, in the order of their names."""
    encoder, judge = msgspec.json.Encoder(), scope.judge()
    found = []
    every = (one for one, obj in state.objects.items() if judge(one) and in_scratch(one) and not is_initial(obj))
    for object_id in sorted(one for one in every if KINDS[one.kind].contents is None):
        obj, decides = state.objects[object_id], KINDS[object_id.kind].inherits
        names, usual, values = _counting(object_id.kind, decides(obj) if decides and object_id in state.inherited else ())
        fields = zip(names, values(obj), usual, strict=True)
        said = [(name, value) for name, value, default in fields if value != default]
        found.append((encoder.encode(list(object_id)), encoder.encode(said)))
    return found


def of_lines(major: int, every: Sequence[Line]) -> Fingerprints:
    """The fingerprints of a state of which these are the lines."""
    full = sha256(b"".join([b"[%b,%b]" % line for line in every]))
    structure = sha256(b"".join([name for name, _ in every]))
    return Fingerprints(full=f"{major}/{full.hexdigest()[:32]}", structure=structure.hexdigest()[:32])


def exchanged(every: Sequence[Line], gone: Iterable[ObjectId], new: Sequence[Line]) -> list[Line]:
    """The lines without those of some objects, and with others."""
    found = list(every)
    for object_id in gone:
        at = bisect_left(found, object_id, key=_name)
        if at < len(found) and _name(found[at]) == object_id:
            del found[at]
    for line in new:
        found.insert(bisect_left(found, _name(line), key=_name), line)
    return found


def _name(line: Line) -> ObjectId:
    kind, path = msgspec.json.decode(line[0])
    return ObjectId(kind, tuple(path))


class _Counting(NamedTuple):
    """Fields that count in the order of their names, their defaults, and what takes their values out of an object."""

    names: tuple[str, ...]
    usual: tuple[object, ...]
    values: Callable[[Object], tuple[object, ...]]


@lru_cache(maxsize=256)
def _counting(kind_name: str, decided: tuple[str, ...]) -> _Counting:
    kind = KINDS[kind_name]
    unsaid = {"id", *kind.derived, *kind.pins, *kind.varying, *decided}
    fields = sorted(
        ((one.name, one.default) for one in msgspec.structs.fields(kind.model) if one.name not in unsaid), key=lambda pair: pair[0]
    )
    names, usual = tuple(name for name, _ in fields), tuple(default for _, default in fields)
    if len(names) > 1:
        return _Counting(names, usual, attrgetter(*names))
    return _Counting(names, usual, lambda obj: tuple(getattr(obj, name) for name in names))


def fingerprints_within(state: State, scope: Scope) -> Fingerprints:
    """The same of a state that holds more."""
    return fingerprints(within(state, scope), scope)


def live_fingerprints(conn: Connection, scope: Scope) -> Fingerprints:
    """Of a database as it is now."""
    return fingerprints_within(introspect(conn), scope)
