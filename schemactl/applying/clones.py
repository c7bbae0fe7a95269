"""Is this database a clone that plans may be tried on? Never the one that they are for, never a protected one that is itself."""

from __future__ import annotations

import secrets

from schemactl.applying import ledger
from schemactl.applying.environment import identity, is_empty
from schemactl.applying.ledger import Marker
from schemactl.errors import RefusedError
from schemactl.live.connection import Connection, refuse_standby

CODE = "S320"
_HINT = "name a clone of the database: a restored backup, or CREATE DATABASE … TEMPLATE …"
_MARK = "if it is a clone that may be changed and lost: schemactl --url URL env mark development"


def refuse_original(original: Connection, clone: Connection) -> None:
    """RefusedError with code S320 where both sessions are in one database, whatever the ways that lead there.

    An advisory lock of one session keeps another out of it in the same database only.
    """
    # A standby is the database of its primary, and its locks are its own.
    refuse_standby(original)
    refuse_standby(clone)
    key = secrets.randbits(62)
    original.execute("SELECT pg_catalog.pg_advisory_lock(%s)", [key])
    try:
        row = clone.execute("SELECT pg_catalog.pg_try_advisory_lock(%s)", [key]).fetchone()
        if row is None or not row[0]:
            raise _refused("this is the environment's own database: a rehearsal changes what it runs on", _HINT)
        clone.execute("SELECT pg_catalog.pg_advisory_unlock(%s)", [key])
    finally:
        original.execute("SELECT pg_catalog.pg_advisory_unlock(%s)", [key])


def refuse_protected(clone: Connection) -> None:
    """RefusedError with code S320 where nothing shows that it is a copy: the mark `protected` of this very database, or no mark on one that holds something.

    A copy of the data carries the mark of the original, with the original's identity. A copy of the whole server's files has that identity
    as well, and nobody can tell both apart: it is marked by hand.
    """
    marker = ledger.read(clone).marker
    if marker is None:
        if not is_empty(clone):
            raise _refused("nobody marked this database: it may be anybody's", _MARK)
    elif marker.mode == "protected" and _is_its_own(clone, marker):
        raise _refused(f"this database is marked protected itself (by {marker.marked_by}, {marker.marked_at:%Y-%m-%d %H:%M} UTC)", _MARK)


def _is_its_own(clone: Connection, marker: Marker) -> bool:
    """Was the mark made in this database, as far as can be told?"""
    here = identity(clone)
    known = marker.system_identifier is not None and here.system_identifier is not None
    other_server = known and marker.system_identifier != here.system_identifier
    return not other_server and marker.database_oid == here.database_oid


def _refused(message: str, hint: str) -> RefusedError:
    return RefusedError(f"no rehearsal here: {message}", hint=hint, code=CODE)
