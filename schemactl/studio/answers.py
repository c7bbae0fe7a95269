"""What a page answers that is no page: nothing there, not allowed, wrong input. Each with the HTTP status it is told as."""

from __future__ import annotations

from schemactl.errors import ConnectError, DatabaseError, RefusedError, SchemactlError, UsageError


class NotFoundError(UsageError):
    """The address names something that the database does not have."""


class StaleError(SchemactlError):
    """A row is not what somebody saw who wants to change it: nothing was changed."""

    code = "S520"


_STATUS: tuple[tuple[type[SchemactlError], int], ...] = (
    (NotFoundError, 404),
    (UsageError, 400),
    (StaleError, 409),
    (RefusedError, 403),
    (ConnectError, 503),
)


_SQLSTATES = {"57014": 504, "42501": 403, "55P03": 503, "25006": 403}


def status(error: SchemactlError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, DatabaseError):
        state = error.sqlstate or ""
        # Class 22: a value that does not fit its type. Without any, psycopg itself refused to send one.
        return 400 if state.startswith("22") or not state else _SQLSTATES.get(state, 500)
    return next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
