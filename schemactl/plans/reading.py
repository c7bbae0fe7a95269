"""Schema files as written, or as an earlier run read the very same files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from schemactl.desired.loader import Notes, load_files, sources_in
from schemactl.desired.sources import FileText
from schemactl.model.stage import staged
from schemactl.model.state import State
from schemactl.planning.keeping import decoded, encoded
from schemactl.plans import rereading
from schemactl.scratch import cache

_PURPOSE = "written"


class _Kept(msgspec.Struct, array_like=True):
    """`beside`: SQL files that the schema files name, and what was in them. `shared`: files that say something of the others."""

    beside: list[tuple[str, str]]
    shared: list[str]
    state: bytes


class Reading(NamedTuple):
    """What was read, and where: `files` are the hashes of the schema files, `key` that of all together."""

    state: State
    key: str
    files: Mapping[str, bytes]
    beside: list[tuple[str, str]]
    shared: list[str]


_HELD: dict[tuple[Path, Path], list[FileText]] = {}
_AHEAD: dict[str, Reading] = {}


@contextlib.contextmanager
def held(folder: Path, root: Path) -> Iterator[None]:
    """While this lasts the files have the bytes that they had when it began: the same run asks for them three times."""
    _HELD[folder, root] = sources_in(folder, root)
    try:
        yield
    finally:
        _HELD.pop((folder, root), None)


def sources_of(folder: Path, root: Path) -> list[FileText]:
    """Every YAML file below a folder, as it is held."""
    return _HELD.get((folder, root)) or sources_in(folder, root)


@contextlib.contextmanager
def ahead(folder: Path, root: Path) -> Iterator[None]:
    """Read them now. While this lasts the next one who asks for the same bytes gets that reading: once, for it is theirs to change."""
    found = looked(folder, root)
    _AHEAD[found.key] = found
    try:
        yield
    finally:
        _AHEAD.pop(found.key, None)


def read(folder: Path, root: Path) -> State:
    """Every YAML file below a folder; raises SchemaError with every problem there is."""
    return looked(folder, root).state


@staged("load files")
def looked(folder: Path, root: Path) -> Reading:
    """The same, and which files these were."""
    sources = sources_of(folder, root)
    key = key_of(sources, root)
    if (found := _AHEAD.pop(key, None)) is not None:
        return found
    files = rereading.hashes(sources)
    if kept := _kept(key):
        with contextlib.suppress(msgspec.MsgspecError):
            return Reading(decoded(kept.state), key, files, kept.beside, kept.shared)
    notes = Notes()
    state = _from_last(folder, sources, root, notes)
    if state is None:
        notes = Notes()
        state = load_files(sources, root=root, notes=notes)
    # Files with rows in them, or with a list of none, are read each time: where a value stands is found there, and rows are asked of the database.
    beside, shared = sorted((str(path), found) for path, found in notes.beside.items()), sorted(notes.shared)
    if not state.contents and not any(origin.part for origin in state.origins.values()):
        cache.keep(_PURPOSE, key, msgspec.msgpack.encode(_Kept(beside, shared, encoded(state))))
        rereading.remember(folder, key, sources, notes)
    return Reading(state, key, files, beside, shared)


def _from_last(folder: Path, sources: list[FileText], root: Path, notes: Notes) -> State | None:
    """With the files that did not change as they were read last."""
    was = rereading.last(folder)
    kept = _kept(was.key) if was else None
    if was is None or kept is None:
        return None
    with contextlib.suppress(msgspec.MsgspecError):
        notes.beside |= {Path(path): found for path, found in kept.beside}
        return rereading.reread(sources, was, decoded(kept.state), root, notes)
    return None


def bytes_of(folder: Path, root: Path) -> str:
    """Changes with every byte of the YAML files."""
    return key_of(sources_of(folder, root), root)


def identity(key: str) -> str | None:
    """Changes with what the files of these bytes say, files beside them included; None where no run has read them yet, or where rows are in them."""
    kept = _kept(key)
    return sha256(kept.state).hexdigest() if kept else None


def _kept(key: str) -> _Kept | None:
    """What was kept, if the files beside are what they were."""
    if (data := cache.fetch(_PURPOSE, key)) is None:
        return None
    with contextlib.suppress(msgspec.MsgspecError, OSError):
        kept = msgspec.msgpack.decode(data, type=_Kept)
        if are_beside(kept.beside):
            return kept
    return None


def are_beside(files: Iterable[tuple[str, str]]) -> bool:
    """Do the files that others name hold what they held? OSError where one cannot be read."""
    return all(_sha256(Path(path)) == was for path, was in files)


def key_of(sources: list[FileText], root: Path) -> str:
    """Names and bytes of all files; where they are, since files beside them are found from there."""
    every = sha256(repr(str(root.resolve())).encode())
    for source in sources:
        every.update(f"{source.name!r} {len(source.data)} ".encode())
        every.update(source.data)
    return every.hexdigest()


def _sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
