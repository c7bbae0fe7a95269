"""Fingerprints of a state: two states have the same one exactly when no managed object differs."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.scope import Scope
from schemactl.model.state import State


def fingerprints(state: State, scope: Scope) -> Fingerprints:
    """Of the objects in scope, in any order."""
    full, structure = sha256(), sha256()
    encoder = msgspec.json.Encoder()
    for object_id in sorted(one for one in state.objects if scope.manages(one)):
        obj, kind = state.objects[object_id], KINDS[object_id.kind]
        derived = (*kind.derived, *kind.inherits) if object_id in state.inherited else kind.derived
        full.update(
            encoder.encode(
                [list(object_id), [getattr(obj, field) for field in obj.__struct_fields__ if field != "id" and field not in derived]]
            )
        )
        structure.update(encoder.encode(list(object_id)))
    return Fingerprints(full=f"{state.major}/{full.hexdigest()[:32]}", structure=structure.hexdigest()[:32])


def live_fingerprints(conn: Connection, scope: Scope) -> Fingerprints:
    """Of a database as it is now."""
    return fingerprints(introspect(conn), scope)
