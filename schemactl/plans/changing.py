"""Which objects of a project's schema files are not as they were, found by reading the files that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from schemactl.desired.implied import imply_owners
from schemactl.desired.loader import UNMANAGED, Notes, load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.canonical import roles_of, superusers_of, tablespaces_of
from schemactl.planning.managed import speaks_of_owners
from schemactl.planning.nearing import Differing
from schemactl.planning.parcels import Parcels, Piece
from schemactl.plans.make import Project
from schemactl.plans.reading import are_beside, key_of
from schemactl.plans.rereading import hashes


class Known(Protocol):
    """What is known of an earlier reading: the hashes of the files, those that they name beside, and the roles and tablespaces that they name."""

    files: dict[str, bytes]
    beside: list[tuple[str, str]]
    shared: list[str]
    roles: list[str]
    tablespaces: list[str]
    owner: str | None


class Changed(NamedTuple):
    """What the files say now, under the key of their bytes, and what of it is not as it was."""

    said: Parcels
    key: str
    files: dict[str, bytes]
    beside: list[tuple[str, str]]
    differing: Differing


def changed(project: Project, known: Known, sources: Sequence[FileText], was: Parcels) -> Changed | None:
    """None where what one file says may count for the others. Raises SchemaError where one is wrong, OSError where one beside is gone."""
    now = hashes(sources)
    names = {name for name in {*now, *known.files} if now.get(name) != known.files.get(name)}
    if names & {*known.shared} or not are_beside(known.beside):
        return None
    notes = Notes()
    fresh = load_files([source for source in sources if source.name in names], root=project.root, notes=notes)
    explicit = list(islice(fresh.objects, notes.explicit))
    if notes.shared or notes.unowned or not _is_plain(fresh):
        return None
    units = {row.unit for row in was.rows() if not names.isdisjoint(row.files)}
    units |= {unit for one in explicit if (unit := was.of(one)) in was.numbers}
    pieces = {one: piece for unit in units for one, piece in was.pieces(unit).items()}
    old = {one: piece for one, piece in pieces.items() if piece.origin is not None and piece.origin.where.file in names}
    if any(one in pieces and one not in old for one in explicit):
        return None  # defined twice, which reading everything says better
    said = was.replaced(units, *_together(was, pieces.keys() - old.keys(), fresh, explicit))
    there = frozenset(one for one in explicit if not _same(old.get(one), fresh, one))
    gone = frozenset(one for one in old if not said.piece(one))
    before = State(objects={one: piece.obj for one, piece in old.items()})
    if not was.owner and (speaks_of_owners(before) or speaks_of_owners(fresh)):
        return None
    if not (_schemas_stay(said, there, gone) and _names_stay(known, before, fresh)):
        return None
    beside = dict(known.beside) | {str(path): found for path, found in notes.beside.items()}
    return Changed(said, key_of(list(sources), project.root), now, sorted(beside.items()), Differing(there, gone))


def _is_plain(fresh: State) -> bool:
    said = fresh.absent or fresh.contents or fresh.renames or fresh.external or fresh.owner
    parts = any(origin.part for origin in fresh.origins.values())
    return not (said or parts or any(UNMANAGED in one.values() for one in fresh.intents.values()))


def _together(was: Parcels, staying: Iterable[ObjectId], fresh: State, explicit: Sequence[ObjectId]) -> tuple[State, list[ObjectId]]:
    """What stays of the units that are written anew, and what the files say that are."""
    state = was.part(staying)
    state.beyond = {}
    state.objects |= {one: fresh.objects[one] for one in explicit}
    state.uses = {one: set() for one in state.objects}
    state.origins |= {one: fresh.origins[one] for one in explicit if one in fresh.origins}
    state.intents |= {one: fresh.intents[one] for one in explicit if one in fresh.intents}
    imply_owners(state, frozenset())
    return state, list(state.objects)


def _same(piece: Piece | None, fresh: State, one: ObjectId) -> bool:
    if piece is None or piece.origin is None or one not in fresh.origins:
        return False
    path = fresh.origins[one].search_path
    return piece.obj == fresh.objects[one] and piece.origin.search_path == path and piece.intent == fresh.intents.get(one)


def _schemas_stay(said: Parcels, there: Iterable[ObjectId], gone: Iterable[ObjectId]) -> bool:
    """Is every schema that things live in said to be there, as before?"""
    lived_in = {one.path[0] for one in gone if KINDS[one.kind].schema_scoped}
    left = {row.unit.path[0] for row in said.rows() if KINDS[row.unit.kind].schema_scoped} if lived_in else set()
    living = {one.path[0] for one in there if KINDS[one.kind].schema_scoped}
    return lived_in <= left and all(ObjectId(KINDS.root, (name,)) in said.numbers for name in living)


def _names_stay(known: Known, before: State, fresh: State) -> bool:
    """Are roles and tablespaces named that were, and none less? The project's owner is named by whatever else there is. Nobody has to be a superuser."""
    if superusers_of(before) or superusers_of(fresh):
        return False
    sides = ((roles_of, known.roles), (tablespaces_of, known.tablespaces))
    return all(named(before) - {known.owner} <= named(fresh) <= {*every} for named, every in sides)
