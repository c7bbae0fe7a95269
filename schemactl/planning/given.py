"""`--rename A=B` → the objects that are meant. A name is read as plans print it, as PostgreSQL writes it, or with dots alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.errors import RefusedError
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State
from schemactl.planning import renames
from schemactl.planning.heirs import Renames

Given = Iterable[tuple[str, str]]


def wished(given: Given, names: State, live: State, desired: State) -> Renames:
    """The renames of the schema files and the given ones that `live` has not seen yet. RefusedError for a given one that would do nothing."""
    said = _given(given, names, desired)
    found = renames.pending({**desired.renames, **said}, live, desired)
    for before, after in said.items():
        if after not in found.values():
            raise RefusedError(f"--rename: {before} stays, or goes, for there is a {after} beside it in the database", code="S301")
    return found


def short(object_id: ObjectId) -> str:
    """Functions and operators are told apart by what they take, which ends their path."""
    if _is_told_apart(object_id):
        return f"{dotted(object_id.path[:2])}({object_id.path[2]})"
    return dotted(object_id.path)


def _given(given: Given, live: State, desired: State) -> Renames:
    found: Renames = {}
    for before, after in given:
        matches = [one for one in live.objects if before in _spellings(one)]
        if not matches:
            raise RefusedError(f"--rename {before}={after}: there is no {before} in the database", code="S301")
        renamable = [one for one in matches if KINDS[one.kind].rename]
        if not renamable:
            raise RefusedError(f"--rename {before}={after}: plans rename no {matches[0].kind}", code="S301")
        pairs = {one: new for one in renamable if (new := _new(one, after, desired))}
        if not pairs:
            raise RefusedError(f"--rename {before}={after}: there is no {after} in the schema files", code="S301")
        found |= pairs
    return found


def _new(before: ObjectId, after: str, desired: State) -> ObjectId | None:
    """What has this name, or what has it where the object stands: a column's new name, a function's without its arguments."""
    for one in desired.objects:
        if one.kind == before.kind and after in _spellings(one):
            return one
    last = 1 if _is_told_apart(before) else len(before.path) - 1
    for one in desired.objects:
        alike = one.kind == before.kind and (*one.path[:last], *one.path[last + 1 :]) == (*before.path[:last], *before.path[last + 1 :])
        if alike and after in (*_dotted(one.path[: last + 1]), *_dotted(one.path[last : last + 1])):
            return one
    return None


def _spellings(object_id: ObjectId) -> Iterator[str]:
    yield from _dotted(object_id.path)
    name = short(object_id)
    yield from (name, str(object_id), f"{object_id.kind} {name}", f"{object_id.kind.replace('_', ' ')} {name}")
    yield KINDS[object_id.kind].designation(object_id)


def _dotted(path: tuple[str, ...]) -> Iterator[str]:
    yield from (dotted(path), ".".join(path))


def _is_told_apart(object_id: ObjectId) -> bool:
    return len(object_id.path) == 3 and not KINDS[object_id.kind].parents
