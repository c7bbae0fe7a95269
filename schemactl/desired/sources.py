"""The texts a schema is written in: YAML files, and SQL files that they name."""

from __future__ import annotations

from pathlib import Path

import msgspec

from schemactl.kinds.base import Raw


class FileText(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was read. `name` is what people are told; `path` is where `file:` looks from, None in memory."""

    name: str
    data: bytes
    path: Path | None = None


def read_beside(source: FileText, name: Raw, root: Path | None) -> str:
    """The text of a file named in another one; ValueError when it leads out of the project, or cannot be read."""
    if not isinstance(name, str) or source.path is None:
        raise ValueError("`file` is the name of one file")
    path = (source.path.parent / name).resolve()
    if root is None or not path.is_relative_to(root.resolve()):
        raise ValueError(f"{name} leads out of the project: only files below it are read")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ValueError(f"{name} cannot be read: {reason}") from None
