"""Roles that a schema names and a scratch server lacks: stubs that cannot log in."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier

from schemactl.errors import ConfigurationError, SchemactlError
from schemactl.live.connection import Connection, database_error


class Missing(enum.Enum):
    """What to do about a role that is not there."""

    CREATE = "create"
    REFUSE = "refuse"


def ensure(conn: Connection, names: Iterable[str], *, missing: Missing, server: str) -> None:
    """Every named role exists afterwards, or the error names all that do not."""
    wanted = list(dict.fromkeys(names))
    present = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [wanted]).fetchall()}
    absent = [name for name in wanted if name not in present]
    if absent and missing is Missing.REFUSE:
        raise ConfigurationError(
            f"{server} has no role {', '.join(absent)}, and schemactl creates none there",
            hint="create the roles, or set scratch_url to a server where schemactl may create stubs",
        )
    for name in absent:
        _create(conn, name, server)


def _create(conn: Connection, name: str, server: str) -> None:
    try:
        conn.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(name)))
        if conn.info.parameter_status("is_superuser") != "on":
            # To give an object to a role, one must be a member of it.
            conn.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(name)))
    except (errors.DuplicateObject, errors.UniqueViolation):
        return  # another process was faster
    except psycopg.Error as error:
        raise _refused(error, name, server) from error


def _refused(error: psycopg.Error, name: str, server: str) -> SchemactlError:
    hint = f'create it by hand on the scratch server: CREATE ROLE "{name}" NOLOGIN'
    return database_error(error, doing=f"creating the stub role {name} on {server}", hint=hint)
