"""Schema files of which some changed since they were read last: these are read, what the others say is as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

import msgspec

from schemactl.desired.implied import imply
from schemactl.desired.loader import Notes, load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.scratch import cache

_PURPOSE = "files"
_FEWEST = 50
"""Of fewer files all are read: that takes no longer."""


class Last(msgspec.Struct, array_like=True):
    """`key` is what the state of these files was kept under; `files` are names with the hashes of their bytes. `shared` are those that say
    something of the others. The first `explicit` objects of the state are written, the others implied; what is `unowned` is said to have no owner."""

    key: str
    files: dict[str, bytes]
    shared: list[str]
    explicit: int
    unowned: list[tuple[str, tuple[str, ...]]]


def last(folder: Path) -> Last | None:
    """How the files in this folder were when they were read last, whoever did it."""
    if (data := cache.fetch(_PURPOSE, str(folder.resolve()))) is not None:
        with contextlib.suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(data, type=Last)
    return None


def remember(folder: Path, key: str, sources: Sequence[FileText], notes: Notes) -> None:
    """These were read."""
    if len(sources) >= _FEWEST:
        unowned = [(one.kind, one.path) for one in sorted(notes.unowned)]
        found = Last(key, hashes(sources), sorted(notes.shared), notes.explicit, unowned)
        cache.keep(_PURPOSE, str(folder.resolve()), msgspec.msgpack.encode(found))


def reread(sources: Sequence[FileText], was: Last, before: State, root: Path, notes: Notes) -> State | None:
    """The state of all files, `before` that of the earlier ones; None where what one file says counts for the others, or where one is wrong."""
    now = hashes(sources)
    changed = {name for name in {*now, *was.files} if now.get(name) != was.files.get(name)}
    if before.absent or before.contents or changed & {*was.shared}:
        return None
    own = Notes()
    try:
        fresh = load_files([source for source in sources if source.name in changed], root=root, notes=own)
    except SchemaError:
        return None
    if own.shared or fresh.absent or fresh.contents or any(origin.part for origin in fresh.origins.values()):
        return None
    state = _joined([(before, was.explicit), (fresh, own.explicit)], changed, [source.name for source in sources])
    if state is None:
        return None
    notes.beside |= own.beside
    notes.shared = set(was.shared)
    earlier = (ObjectId(kind, path) for kind, path in was.unowned)
    notes.unowned = {one for one in earlier if before.origins[one].where.file not in changed} | own.unowned
    notes.explicit = len(state.objects)
    imply(state, notes.unowned)
    return state


def hashes(sources: Sequence[FileText]) -> dict[str, bytes]:
    """Of the bytes of each file."""
    return {source.name: sha256(source.data).digest() for source in sources}


def _joined(parts: Sequence[tuple[State, int]], changed: set[str], names: Sequence[str]) -> State | None:
    """What is written, in the order of the files; of the first part, what stands in those that did not change."""
    by_file: dict[str, list[tuple[State, ObjectId]]] = {name: [] for name in names}
    state = State(owner=parts[0][0].owner)
    for source, explicit in parts:
        earlier = source is parts[0][0]
        for one in islice(source.objects, explicit):
            file = source.origins[one].where.file
            if earlier != (file in changed):
                by_file[file].append((source, one))
    former = {id(source): {one: was for was, one in source.renames.items()} for source, _ in parts}
    kept = list(chain.from_iterable(by_file.values()))
    state.objects = {one: source.objects[one] for source, one in kept}
    if len(state.objects) < len(kept):
        return None  # something is defined twice, which reading everything says better
    state.uses = {one: set() for one in state.objects}
    state.origins = {one: source.origins[one] for source, one in kept}
    for source, one in kept:
        if one in former[id(source)]:
            state.renames[former[id(source)][one]] = one
        if one in source.intents:
            state.intents[one] = source.intents[one]
        if one in source.external:
            state.external.add(one)
    return state
