"""Tablespaces that a schema names and a scratch server lacks: folders inside of its own data folder."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier

from schemactl.errors import ConfigurationError
from schemactl.live.connection import Connection, database_error
from schemactl.scratch.roles import Missing


def ensure(conn: Connection, names: Iterable[str], *, missing: Missing, server: str) -> None:
    """Every named tablespace exists afterwards, or the error names all that do not."""
    wanted = sorted(set(names))
    present = {name for (name,) in conn.execute("SELECT spcname FROM pg_tablespace WHERE spcname = ANY(%s)", [wanted]).fetchall()}
    absent = [name for name in wanted if name not in present]
    if absent and missing is Missing.REFUSE:
        raise ConfigurationError(
            f"{server} has no tablespace {', '.join(absent)}, and schemactl creates none there",
            hint="create the tablespaces, or set scratch_url to a server where schemactl may create stubs",
        )
    for name in absent:
        _create(conn, name, server)


def _create(conn: Connection, name: str, server: str) -> None:
    try:
        # Since 14.5: without a place of its own it lies in pg_tblspc.
        conn.execute("SET allow_in_place_tablespaces = on")
        conn.execute(SQL("CREATE TABLESPACE {} LOCATION ''").format(Identifier(name)))
    except (errors.DuplicateObject, errors.UniqueViolation):
        return  # another process was faster
    except psycopg.Error as error:
        hint = f"create it by hand on the scratch server: CREATE TABLESPACE \"{name}\" LOCATION '…'"
        raise database_error(error, doing=f"creating the tablespace {name} on {server}", hint=hint) from error
