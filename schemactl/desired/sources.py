"""The texts a schema is written in: YAML files, and SQL files that they name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from schemactl.kinds.yaml_form import Raw


class FileText(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was read. `name` is what people are told; `path` is where `file:` looks from, None in memory."""

    name: str
    data: bytes
    path: Path | None = None


def read_beside(source: FileText, name: Raw, root: Path | None, texts: Mapping[str, str], read: dict[Path, str]) -> str:
    """The text of a file named in another one; ValueError when it leads out of the project, or cannot be read. `texts` are in memory, by name; `read` takes the others, with the hash of their bytes."""
    if not isinstance(name, str):
        raise ValueError("`file` is the name of one file")
    known = posixpath.normpath(posixpath.join(posixpath.dirname(source.name), name))
    if known in texts:
        return texts[known]
    if source.path is None:
        raise ValueError(f"{name} cannot be read: there is no such file")
    path = (source.path.parent / name).resolve()
    if root is None or not path.is_relative_to(root.resolve()):
        raise ValueError(f"{name} leads out of the project: only files below it are read")
    try:
        data = path.read_bytes()
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ValueError(f"{name} cannot be read: {reason}") from None
    # By the way that leads there: a link on it may lead elsewhere later.
    read[(source.path.parent / name).absolute()] = sha256(data).hexdigest()
    return text.replace("\r\n", "\n").replace("\r", "\n")
