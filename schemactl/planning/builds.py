"""Which desired state was built last of a project's schema files, and what they said then."""

from __future__ import annotations

import posixpath
from functools import cached_property

import msgspec

from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.keeping import recalled
from schemactl.planning.rebuilding import Build, Said, rebuilt, said
from schemactl.scratch import cache

DESIRED, IN_PART = "desired", "desired in part"
"""What built states are kept under: those that were made at once, and those of which some was taken from an earlier one."""

FEWEST = 400
"""Of fewer objects all are made at once: that takes no longer."""

_LAST = "last"


class _Last(msgspec.Struct, array_like=True):
    """The key of the state that was built, and of each object what was said of it."""

    key: str
    said: list[tuple[str, tuple[str, ...], bytes]]


def last_built(key: str) -> State | None:
    """What an earlier run built, one way or the other."""
    found = recalled(DESIRED, key)
    return recalled(IN_PART, key) if found is None else found


class Builds:
    """Of one scratch server, for the schema files in these folders."""

    def __init__(self, server: str, written: State) -> None:
        self._written = written
        folders = sorted(set(map(posixpath.dirname, {origin.where.file for origin in written.origins.values()})))
        self._place = f"{server} {folders}"
        self._large = len(written.objects) >= FEWEST

    @cached_property
    def _said(self) -> Said:
        return said(self._written)

    def changed(self, build: Build) -> State | None:
        """The state, made of the one before; None where there is none, or where that does not do."""
        if not self._large or (data := cache.fetch(_LAST, self._place)) is None:
            return None
        try:
            last = msgspec.msgpack.decode(data, type=_Last)
        except msgspec.MsgspecError:
            return None
        was = {ObjectId(kind, path): text for kind, path, text in last.said}
        before = last_built(last.key)
        return rebuilt(build, self._written, self._said, was, before) if before else None

    def remember(self, key: str) -> None:
        """The state of this key is the last one from now on."""
        if self._large:
            last = _Last(key, [(one.kind, one.path, text) for one, text in self._said.items()])
            cache.keep(_LAST, self._place, msgspec.msgpack.encode(last))
