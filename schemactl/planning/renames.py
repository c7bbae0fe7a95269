"""Renames: written intent turned into statements, and the live state as it is once they ran.

PostgreSQL itself carries a new name into views, policies and expressions; so they are run on a scratch copy and read back, instead of guessing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.places import host_of
from schemactl.planning.prove import differing_but_id, rehearse
from schemactl.scratch.server import ScratchServer

Renames = dict[ObjectId, ObjectId]


def pending(renames: Renames, live: State, desired: State) -> Renames:
    """The renames that live has not seen yet; the others are stale. Outer objects first, so that inner ones are found under the new name."""
    found: Renames = {}
    for before, after in sorted(renames.items(), key=lambda pair: len(pair[1].path)):
        if after in desired and moved_back(after, found) not in live and (old := moved_back(before, found)) in live:
            found[old if old.path[:-1] != before.path[:-1] else before] = after
    return found


def moved_back(object_id: ObjectId, renames: Renames) -> ObjectId:
    """The id that an object had before the renames."""
    for before, after in renames.items():
        length = len(after.path)
        offset = 1 if KINDS[object_id.kind].about and object_id.path[0] != after.kind else 0
        path = object_id.path[offset:] if offset else object_id.path
        if object_id.kind == after.kind and object_id.path == after.path:
            return before
        if KINDS[object_id.kind].about and object_id.path[1 : 1 + length] == after.path:
            return ObjectId(object_id.kind, (object_id.path[0], *before.path, *object_id.path[1 + length :]))
        if len(path) > length and path[:length] == after.path and not KINDS[object_id.kind].about:
            object_id = ObjectId(object_id.kind, (*before.path, *object_id.path[length:]))
    return object_id


def statements(renames: Renames, live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """The changes and their SQL, outer objects first."""
    ctx = Planning(live, desired)
    changes: list[Change] = []
    found: list[Statement] = []
    for before, after in renames.items():
        change = Renamed(live.objects[before], desired.objects[after])
        rename = KINDS[after.kind].rename
        assert rename
        here = msgspec.structs.replace(change.before, id=ObjectId(before.kind, (*_outer(before, renames), before.name)))
        found.extend(rename(here, change.after, ctx))
        changes.append(change)
    return changes, found


def _outer(before: ObjectId, renames: Renames) -> tuple[str, ...]:
    """Where the object stands once the objects around it have their new names."""
    path = before.path[:-1]
    for outer, after in renames.items():
        length = len(outer.path)
        if len(before.path) > length and path[:length] == outer.path:
            path = (*after.path, *path[length:])
    return path


def base(server: ScratchServer, live: State, renames: Renames, sql: Iterable[str]) -> State:
    """The live state as it will be once the renames ran."""
    rehearsal = rehearse(server, live, sql)
    after = rehearsal.after
    for object_id, obj in list(after.objects.items()):
        old = moved_back(object_id, renames)
        copied, original = rehearsal.before.objects.get(old), live.objects.get(old)
        if copied is not None and original is not None and not differing_but_id(copied, obj):
            after.objects[object_id] = msgspec.structs.replace(original, id=object_id)
    return after


def carried(changes: Iterable[Change], live: State) -> Renames:
    """Drops and adds inside one table that are one object under another name: nothing is rebuilt where a new name will do.

    Default names follow their table's and column's, so renaming these alone would drop and add constraints and indexes.
    """
    changes = list(changes)
    taken = {key for obj in live for key in _names(obj.id, live)}
    gone: dict[tuple[str, tuple[str, ...]], list[Object]] = {}
    for change in changes:
        if isinstance(change, Dropped) and _is_part(change.before.id):
            gone.setdefault((change.id.kind, change.id.path[:-1]), []).append(change.before)
    found: Renames = {}
    for change in changes:
        if not isinstance(change, Added) or not _is_part(change.after.id):
            continue
        candidates = gone.get((change.id.kind, change.id.path[:-1]), [])
        same = next((one for one in candidates if not differing_but_id(one, change.after)), None)
        if same is not None and not taken & set(_names_of(change.after)):
            candidates.remove(same)
            found[same.id] = change.after.id
    return found


def _is_part(object_id: ObjectId) -> bool:
    kind = KINDS[object_id.kind]
    return kind.rename is not None and bool(kind.parents) and not kind.holds_rows


def _names_of(obj: Object) -> tuple[tuple[str, ...], ...]:
    namespace = KINDS[obj.id.kind].namespace
    return namespace(obj) if namespace else ()


def _names(object_id: ObjectId, state: State) -> tuple[tuple[str, ...], ...]:
    return _names_of(state.objects[object_id])


def under_new_names(state: State, renames: Renames) -> State:
    """The state once parts of tables have other names; nothing else prints these names."""
    backwards = {after: before for before, after in renames.items()}

    def new(object_id: ObjectId) -> ObjectId:
        if object_id in renames:
            return renames[object_id]
        kind = KINDS[object_id.kind]
        if not kind.about:
            return object_id
        subject = ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - kind.about_names])
        return (
            renames[subject].about(kind.name, *object_id.path[len(object_id.path) - kind.about_names :])
            if subject in renames
            else object_id
        )

    assert len(backwards) == len(renames)
    return msgspec.structs.replace(
        state,
        objects={new(one): msgspec.structs.replace(obj, id=new(one)) for one, obj in state.objects.items()},
        uses={new(one): {new(used) for used in every} for one, every in state.uses.items()},
        follows={new(one): {new(used) for used in every} for one, every in state.follows.items()},
        inherited={new(child): new(parent) for child, parent in state.inherited.items()},
    )


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A drop and an add that look like a rename."""

    before: ObjectId
    after: ObjectId

    @property
    def flag(self) -> str:
        """The option that answers yes."""
        return f"--rename {dotted(self.before.path)}={dotted(self.after.path)}"

    @property
    def line(self) -> str:
        """The line of YAML that answers yes."""
        return f"renamed_from: {self.before.name}"


def questions(changes: Iterable[Change], live: State, desired: State) -> Iterator[Question]:
    """Pairs of one kind and place that could be one object under two names."""
    changes = list(changes)
    gone = [change.before for change in changes if isinstance(change, Dropped) and _is_renamable(change.before.id)]
    new = [change.after for change in changes if isinstance(change, Added) and _is_renamable(change.after.id)]
    taken: set[ObjectId] = set()
    for after in new:
        for before in gone:
            same_place = before.id.kind == after.id.kind and before.id.path[:-1] == after.id.path[:-1]
            if (
                same_place
                and before.id not in taken
                and _hosts_stay(before.id, live, desired)
                and _alike(before.id, after.id, live, desired)
            ):
                taken.add(before.id)
                yield Question(before=before.id, after=after.id)
                break


def _is_renamable(object_id: ObjectId) -> bool:
    """Asking is worth it where a drop loses rows or values."""
    return KINDS[object_id.kind].rename is not None and KINDS[object_id.kind].holds_rows


def _hosts_stay(object_id: ObjectId, live: State, desired: State) -> bool:
    host = host_of(object_id, live)
    return host is None or host in desired


def _alike(before: ObjectId, after: ObjectId, live: State, desired: State) -> bool:
    """Equal but for the name; for containers, half of what is inside bears the same names."""
    inner, wanted = _inside(before, live), _inside(after, desired)
    if inner or wanted:
        return 2 * len(inner & wanted) >= max(len(inner), len(wanted))
    return not differing_but_id(live.objects[before], desired.objects[after])


def _inside(object_id: ObjectId, state: State) -> set[tuple[str, str]]:
    length = len(object_id.path)
    return {
        (one.kind, one.name)
        for one in state.objects
        if len(one.path) == length + 1 and one.path[:length] == object_id.path and KINDS[one.kind].holds_rows
    }
