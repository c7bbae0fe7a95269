"""Fingerprints of a state: two states have the same one exactly when no managed object differs."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.server_wide import in_scratch
from schemactl.live.within import within
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.scope import Scope
from schemactl.model.stage import staged
from schemactl.model.state import Object, State


@staged("fingerprint")
def fingerprints(state: State, scope: Scope) -> Fingerprints:
    """Of the objects in scope that a scratch database can hold, in any order; a plan's header lists the others one by one. Of the schema, not of
    rows, which an application may change.

    The state is cut to the scope already (`within`): what lives in something left out is not looked for again.

    Only what differs from a field's default counts, by name, so that a later version may learn new fields without every database seeming
    to have drifted.
    """
    full, structure = sha256(), sha256()
    encoder = msgspec.json.Encoder()
    for object_id in sorted(one for one in state.objects if scope.manages(one) and in_scratch(one) and KINDS[one.kind].contents is None):
        kind = KINDS[object_id.kind]
        unsaid = {"id", *kind.derived, *kind.pins, *kind.varying, *(kind.inherits if object_id in state.inherited else ())}
        full.update(encoder.encode([list(object_id), _said(state.objects[object_id], unsaid)]))
        structure.update(encoder.encode(list(object_id)))
    return Fingerprints(full=f"{state.major}/{full.hexdigest()[:32]}", structure=structure.hexdigest()[:32])


def _said(obj: Object, unsaid: set[str]) -> list[tuple[str, object]]:
    """Fields and values in the order of their names."""
    return [(name, value) for name, default in _defaults(type(obj)) if name not in unsaid and (value := getattr(obj, name)) != default]


@lru_cache(maxsize=256)
def _defaults(model: type[Object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(((field.name, field.default) for field in msgspec.structs.fields(model)), key=lambda pair: pair[0]))


def live_fingerprints(conn: Connection, scope: Scope) -> Fingerprints:
    """Of a database as it is now."""
    return fingerprints(within(introspect(conn), scope), scope)
