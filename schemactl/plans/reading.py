"""Schema files as written, or as an earlier run read the very same files."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from schemactl.desired.loader import load_files, sources_in
from schemactl.desired.sources import FileText
from schemactl.model.stage import staged
from schemactl.model.state import State
from schemactl.planning.keeping import decoded, encoded
from schemactl.scratch import cache

_PURPOSE = "written"


class _Kept(msgspec.Struct, array_like=True):
    """`beside`: SQL files that the schema files name, and what was in them."""

    beside: list[tuple[str, str]]
    state: bytes


@staged("load files")
def read(folder: Path, root: Path) -> State:
    """Every YAML file below a folder; raises SchemaError with every problem there is."""
    sources = sources_in(folder, root)
    key = _key(sources, root)
    if (data := cache.fetch(_PURPOSE, key)) is not None and (state := _unchanged(data)) is not None:
        return state
    beside: dict[Path, str] = {}
    state = load_files(sources, root=root, beside=beside)
    # Where the values of rows stand is found in the files: those are read each time.
    if not any(origin.part for origin in state.origins.values()):
        kept = _Kept(sorted((str(path), found) for path, found in beside.items()), encoded(state))
        cache.keep(_PURPOSE, key, msgspec.msgpack.encode(kept))
    return state


def _key(sources: list[FileText], root: Path) -> str:
    """Names and bytes of all files; where they are, since files beside them are found from there."""
    every = sha256(repr(str(root.resolve())).encode())
    for source in sources:
        every.update(f"{source.name!r} {len(source.data)} ".encode())
        every.update(source.data)
    return every.hexdigest()


def _unchanged(data: bytes) -> State | None:
    """What was kept, if the files beside are what they were."""
    try:
        kept = msgspec.msgpack.decode(data, type=_Kept)
        if any(_sha256(Path(path)) != was for path, was in kept.beside):
            return None
        return decoded(kept.state)
    except (msgspec.MsgspecError, OSError):
        return None


def _sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
