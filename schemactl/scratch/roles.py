"""Roles that a schema names and a scratch server lacks: stubs that cannot log in, superusers only where PostgreSQL insists on it."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier

from schemactl.errors import ConfigurationError
from schemactl.live.connection import Connection, database_error


class Missing(enum.Enum):
    """What to do about a role that is not there; where the server is schemactl's own, its roles are stubs, and are made what they have to be."""

    OURS = "ours"
    CREATE = "create"
    REFUSE = "refuse"


def ensure(conn: Connection, names: Iterable[str], superusers: Collection[str], *, missing: Missing, server: str) -> None:
    """Every named role exists afterwards, or the error names all that do not. Somebody else's role stays what it is, a superuser or not."""
    wanted = list(dict.fromkeys([*names, *superusers]))
    present = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [wanted]).fetchall()}
    absent = [name for name in wanted if name not in present]
    if absent and missing is Missing.REFUSE:
        raise ConfigurationError(
            f"{server} has no role {', '.join(absent)}, and schemactl creates none there",
            hint="create the roles, or set scratch_url to a server where schemactl may create stubs",
        )
    for name in absent:
        _create(conn, name, name in superusers, server)
    if missing is Missing.OURS and superusers:
        _empower(conn, superusers, server)


def _create(conn: Connection, name: str, superuser: bool, server: str) -> None:
    attributes = "SUPERUSER NOLOGIN" if superuser else "NOLOGIN"
    try:
        conn.execute(SQL("CREATE ROLE {} " + attributes).format(Identifier(name)))
        if conn.info.parameter_status("is_superuser") != "on":
            # To give an object to a role, one must be a member of it.
            conn.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(name)))
    except (errors.DuplicateObject, errors.UniqueViolation):
        return  # another process was faster
    except psycopg.Error as error:
        hint = f'create it by hand on the scratch server: CREATE ROLE "{name}" {attributes}'
        raise database_error(error, doing=f"creating the stub role {name} on {server}", hint=hint) from error


def _empower(conn: Connection, names: Collection[str], server: str) -> None:
    weak = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT rolsuper"
    for (name,) in conn.execute(weak, [list(names)]).fetchall():
        try:
            conn.execute(SQL("ALTER ROLE {} SUPERUSER").format(Identifier(name)))
        except errors.InternalError_:
            continue  # changed by another process at this moment, to the same
        except psycopg.Error as error:
            raise database_error(error, doing=f"making the stub role {name} a superuser on {server}") from error
