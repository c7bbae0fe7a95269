"""What earlier runs worked out, as files: safe to delete, to share between processes, and bounded in size."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import schemactl
from schemactl.scratch.places import cache_folder

_LARGEST, _MOST = 256 << 20, 1000
_CHECKED = 32
_READ_WITH = ("pglast", "yaml", "msgspec")


def fetch(purpose: str, key: str) -> bytes | None:
    """What was kept under the key by this very version of schemactl; None where nothing was, or not all of it is there."""
    file = _file(purpose, key)
    try:
        data = file.read_bytes()
        # Its age says when it was last of use.
        os.utime(file)
    except OSError:
        return None
    kept, checked = data[_CHECKED:], data[:_CHECKED]
    return kept if sha256(kept).digest() == checked else None


def keep(purpose: str, key: str, data: bytes) -> None:
    """Keep it for later runs, if there is a place for it; the oldest others go now and then, when there is too much."""
    with contextlib.suppress(OSError):
        file = _file(purpose, key)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(sha256(data).digest())
            fresh.write(data)
        # Complete or absent: others may read it at this moment.
        Path(name).replace(file)
        if file.name.endswith("0"):
            _forget_oldest(file.parent)


def forget(purpose: str, key: str) -> None:
    """It is of no use to anybody any more."""
    with contextlib.suppress(OSError):
        _file(purpose, key).unlink(missing_ok=True)


def _file(purpose: str, key: str) -> Path:
    name = sha256(f"{_tool()}\0{purpose}\0{key}".encode()).hexdigest()
    return cache_folder() / "states" / f"{purpose}-{name}"


@cache
def _tool() -> str:
    """Changes with every change of schemactl, released or not, and of the libraries that read what is kept."""
    root = Path(schemactl.__file__).parent
    sources = sorted(
        (str(path.relative_to(root)), found.st_size, found.st_mtime_ns) for path in root.rglob("*.py") if (found := path.stat())
    )
    return sha256(repr((schemactl.__version__, sources, *map(_library, _READ_WITH))).encode()).hexdigest()


def _library(name: str) -> tuple[str, float]:
    """Where it is and since when: another version of it may read the same text in another way. It is not loaded for that."""
    found = find_spec(name)
    origin = found.origin if found and found.origin else ""
    return origin, Path(origin).stat().st_mtime if origin else 0.0


def _forget_oldest(folder: Path) -> None:
    files = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            found = path.stat()
            files.append((found.st_mtime, found.st_size, path))
    room = _LARGEST
    for number, (_, size, path) in enumerate(sorted(files, reverse=True)):
        room -= size
        if room < 0 or number >= _MOST:
            with contextlib.suppress(OSError):
                path.unlink()
