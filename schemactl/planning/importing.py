"""Turns a live database into schema files, and proves that they say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from schemactl.desired.loader import UNMANAGED, load_files
from schemactl.desired.sources import FileText
from schemactl.desired.writer import not_read_back, write, write_external
from schemactl.errors import Problem, SchemaError
from schemactl.kinds import KINDS
from schemactl.live.server_wide import in_scratch, server_wide
from schemactl.live.within import cut, left_parents, within
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly
from schemactl.model.state import State
from schemactl.planning.canonical import canonical, roles_of
from schemactl.planning.diff import diff, unread
from schemactl.planning.prove import explain
from schemactl.planning.spelling import respell
from schemactl.planning.surroundings import guests, needed
from schemactl.planning.written import as_written, without_left
from schemactl.scratch.server import ScratchServer

Intents = Mapping[ObjectId, dict[str, Any]]


class Imported(msgspec.Struct):
    """File name below the schema folder → text; the state they describe; what no kind models; what prints in another way when loaded back."""

    files: dict[str, str]
    state: State
    unmodelled: tuple[str, ...]
    unsettled: list[str]


def import_state(server: ScratchServer, live: State, scope: Scope, *, layout: str = "object", said: Intents | None = None) -> Imported:
    """Write, read back, create in scratch, compare. Expressions that come back in another form are spelled in another way until they do not.

    `said`: what schema files say that no database can.
    """
    scope = scope.naming(_named_by(live, scope))
    read = without_left(within(live, scope))
    _refuse_unread(read)
    state = msgspec.structs.replace(read, intents=_left_alone(live, scope, said or {}))
    around = needed(live, scope)
    imported = None
    for _ in range(6):
        files = _files(as_written(state), as_written(around), live, layout)
        try:
            again = within(canonical(server, _read_back(files, as_written(state), scope)), scope)
        except SchemaError:
            if imported is None:
                raise
            break  # other words that the server does not take: those before come back in another form, but they do come back
        changes = diff(without_left(again), read)
        unsettled = [explain(change) for change in changes]
        imported = Imported(files=files, state=live, unmodelled=live.unmodelled, unsettled=unsettled)
        respelled = respell(state, changes)
        if not respelled:
            break
        state = respelled
    assert imported is not None
    return imported


def _refuse_unread(state: State) -> None:
    """What would be written without a part of it would lose that by the plan of somebody who may read it."""
    found = [obj for obj in state if unread(obj)]
    if found:
        left_out = ", ".join(repr(exactly(obj.id)) for obj in found)
        hint = f"import as a superuser, or leave out what is not yours to keep: [scope] ignore = [{left_out}]"
        whole = [
            Problem(code="S029", message=f"{obj.id}: {', '.join(unread(obj))} may not be read by {state.user}", hint=hint) for obj in found
        ]
        raise SchemaError.of(whole)


def _left_alone(live: State, scope: Scope, said: Intents) -> dict[ObjectId, dict[str, Any]]:
    """Tables whose partitions are somebody else's: by the configuration, and by what the files say."""
    keys = [kind.yaml.key for kind in KINDS if kind.yaml and kind.yaml.unmanaged]
    found: dict[ObjectId, dict[str, Any]] = {one: dict.fromkeys(keys, UNMANAGED) for one in left_parents(live, scope)}
    for one, words in said.items():
        if left := {key: word for key, word in words.items() if word == UNMANAGED}:
            found[one] = left
    return found


def _files(state: State, around: State, live: State, layout: str) -> dict[str, str]:
    """What is managed, and in a folder of its own what it needs of others; what is managed inside of that stands there too."""
    strangers = guests(state)
    files = write(cut(state, state.objects.keys() - strangers), layout=layout, whole=live)
    if not strangers and not around.objects:
        return files
    beside = {**around.objects, **{one: state.objects[one] for one in strangers}}
    return {**files, **write_external(msgspec.structs.replace(around, objects=beside))}


def _named_by(live: State, scope: Scope) -> set[ObjectId]:
    """What the project needs of the server: the roles it names, and the groups these are in; and what stands beside the schemas."""
    waiting = [ObjectId(KINDS.role, (name,)) for name in roles_of(within(live, scope))]
    waiting += [one for one in live.objects if KINDS[one.kind].where_named and in_scratch(one) and not KINDS[one.kind].parents]
    found: set[ObjectId] = set()
    while waiting:
        object_id = waiting.pop()
        imported = KINDS[object_id.kind].imported
        if object_id in found or object_id not in live or not (imported and imported(live.objects[object_id])):
            continue
        found.add(object_id)
        inside = [one for one in server_wide(live) if one.id.path[: len(object_id.path)] == object_id.path]
        waiting.extend(used for one in inside for used in live.uses[one.id] if not in_scratch(used))
    return found


def _read_back(files: dict[str, str], state: State, scope: Scope) -> State:
    written = load_files([FileText(name=name, data=text.encode()) for name, text in files.items()])
    if wrong := list(not_read_back(state, within(written, scope))):
        raise SchemaError.of(
            [Problem(code="S018", message=f"{object_id} cannot be written as YAML so that it reads back the same") for object_id in wrong]
        )
    return written
