"""What somebody else keeps stays theirs when its table gets another name: a plan whose renames would bring it into scope is refused.

The scope goes by names. Under the new ones it would be the project's own, written nowhere, and dropped, by this plan or by the next. Another
database may hold what this one does not, so patterns count that say the earlier name, and not only what is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

import msgspec

from schemactl.errors import Problem, RefusedError
from schemactl.kinds import KINDS
from schemactl.live.hosts import host_of
from schemactl.live.within import managed, parents_of_left
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly, glob_of
from schemactl.model.state import State
from schemactl.planning.heirs import Renames
from schemactl.planning.places import moved
from schemactl.planning.renames import Former

_IGNORE, _UNMANAGED = "ignore", "unmanaged_partitions"


class _Line(NamedTuple):
    """What has to be added to the scope, and why."""

    field: str
    pattern: str
    why: str

    @property
    def problem(self) -> Problem:
        lacking = f"[scope] {self.field} = [{self.pattern!r}]"
        hint = f"add the new name in the configuration, and keep the old one beside it until every environment has run the plan: {lacking}"
        return Problem(code="S322", message=self.why, hint=hint)


def refuse_strays(live: State, renamed: State, wished: Renames, scope: Scope) -> None:
    """RefusedError, with the lines that keep it out, where something that was out of scope is in it behind the renames."""
    lines = list(_of_patterns(wished, scope))
    more = _objects(live, renamed, wished, scope, _with(scope, lines))
    if every := {(one.field, one.pattern): one for one in (*lines, *more)}:
        raise RefusedError.of([one.problem for one in every.values()])


def _with(scope: Scope, lines: list[_Line]) -> Scope:
    ignored, unmanaged = ([one.pattern for one in lines if one.field == field] for field in (_IGNORE, _UNMANAGED))
    return msgspec.structs.replace(scope, ignore=(*scope.ignore, *ignored), unmanaged_partitions=(*scope.unmanaged_partitions, *unmanaged))


def _objects(live: State, renamed: State, wished: Renames, scope: Scope, wider: Scope) -> Iterator[_Line]:
    """What comes into scope, even so. What lives in such an object goes with it, and partitions with their parent."""
    outside = live.objects.keys() - managed(live, scope)
    kept = managed(renamed, wider) if outside else set()
    former = Former(wished)
    strays = {one: old for one in renamed.objects if one in kept and (old := former(one)) in outside}
    parents, names, theirs = parents_of_left(live, scope), {old.path: new.path for old, new in wished.items()}, set(strays.values())
    for new, old in strays.items():
        parent, why = parents.get(old), f"{old} is out of scope, and in scope behind the renames" + (f", as {new}" if new != old else "")
        if host_of(new, renamed) in strays or parent in theirs:
            continue
        yield _Line(_IGNORE, exactly(new), why) if parent is None else _Line(_UNMANAGED, glob_of(moved(parent.path, names)), why)


def _of_patterns(wished: Renames, scope: Scope) -> Iterator[_Line]:
    """Patterns that say the earlier name of what gets another one, where none says the new name."""
    for old, new in wished.items():
        for pattern in scope.ignore:
            kind, _, glob = pattern.partition(":")
            said = _renamed(glob, old, new) if _may_live_in(kind, old.kind) else None
            if said is not None and not _is_ignored(kind, said, scope):
                yield _Line(_IGNORE, f"{kind}:{said}", f"{pattern!r} in `ignore` says the earlier name of {new}")
        if _renamed_path(scope.unmanaged_partitions, old) and not scope.leaves_partitions(new.path):
            yield _Line(_UNMANAGED, glob_of(new.path), f"`unmanaged_partitions` says the earlier name of {new}")


def _renamed(glob: str, old: ObjectId, new: ObjectId) -> str | None:
    """The pattern with the new name in the place of the old one. What is said about an object has its kind in front."""
    for kind in ("", f"{old.kind}."):
        for spelled in _spellings(old):
            if glob == kind + spelled or glob.startswith(f"{kind}{spelled}."):
                return kind + glob_of(new.path) + glob[len(kind + spelled) :]
    return None


def _may_live_in(pattern: str, host: str) -> bool:
    """Is one of these kinds said of such an object, or has its place in one?"""
    return any(fnmatchcase(kind.name, pattern) and (kind.about or host == KINDS.root or _is_below(kind.name, host)) for kind in KINDS)


def _is_below(kind: str, host: str) -> bool:
    return any(one == host or _is_below(one, host) for one in KINDS[kind].parents)


def _renamed_path(globs: Collection[str], old: ObjectId) -> bool:
    return any(one in globs for one in _spellings(old))


def _spellings(object_id: ObjectId) -> tuple[str, str]:
    return glob_of(object_id.path), ".".join(object_id.path)


def _is_ignored(kind: str, name: str, scope: Scope) -> bool:
    every = (one.partition(":") for one in scope.ignore)
    return any((fnmatchcase(kind, of) and fnmatchcase(name, glob)) or (of, glob) == (kind, name) for of, _, glob in every)
