"""What an error of psycopg's means for a run of plans."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg

from schemactl.applying.stopping import stopped
from schemactl.errors import ConnectError, SchemactlError, Where
from schemactl.live.connection import connection_lost, database_error
from schemactl.live.runner import Stop


def failure(exc: psycopg.Error, stop: Stop, *, doing: str | None = None, where: Where | None = None) -> SchemactlError:
    """Somebody asked to stop, the connection is gone, or the server refuses."""
    if stop.requested and isinstance(exc, psycopg.errors.QueryCanceled):
        return stopped(stop)
    error = database_error(exc, doing=doing, where=where)
    if connection_lost(exc):
        return ConnectError(str(error), hint="run apply again: the ledger knows what ran, it goes on where it stopped")
    return error


@contextlib.contextmanager
def reported(stop: Stop) -> Iterator[None]:
    """The block's, as errors for people."""
    try:
        yield
    except psycopg.Error as exc:
        raise failure(exc, stop) from exc
