"""The cases of the corpora beside the project: SQL that makes a database as it was, and as it is wanted."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from schemactl.live.connection import Connection
from schemactl.scratch.server import ScratchServer

MISSING_ROLE = re.compile(r'role "(.+)" does not exist')
ROLES = 40
"""So many are made because SQL names them."""


class CannotLoadError(Exception):
    """PostgreSQL does not take the SQL of a case."""


class Case(msgspec.Struct, frozen=True):
    """`name` is suite/case, as the oracle says it."""

    name: str
    folder: Path

    @property
    def roles(self) -> list[str]:
        return json.loads((self.folder / "meta.json").read_text(encoding="utf-8")).get("roles") or []


def folder(start: Path) -> Path | None:
    """Where the suites are, in a folder `shared` around the project."""
    return next((found for one in start.parents if (found := one / "shared" / "corpora" / "peers").is_dir()), None)


def cases(peers: Path) -> Iterator[Case]:
    for file in sorted(peers.glob("*/*/old.sql")):
        yield Case(f"{file.parent.parent.name}/{file.parent.name}", file.parent)


@contextmanager
def loaded(server: ScratchServer, psql: Path, sql: Path, roles: list[str]) -> Iterator[Connection]:
    """A database that SQL was run in; CannotLoadError says why it could not. Roles that it names and does not make are made, and added to `roles`."""
    for _ in range(ROLES):
        server.ensure_roles(roles)
        with server.database() as conn:
            words = [str(psql), "-Xq", "-v", "ON_ERROR_STOP=1", "-d", server.url(conn.info.dbname), "-f", str(sql)]
            done = subprocess.run(words, check=False, capture_output=True, text=True, errors="replace")
            if done.returncode == 0:
                yield conn
                return
        missing = MISSING_ROLE.search(done.stderr)
        if not missing or missing[1] in roles:
            break
        roles.append(missing[1])
    raise CannotLoadError(done.stderr.strip()[:300])
