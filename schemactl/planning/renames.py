"""Renames: written intent turned into statements, and the live state as it is once they ran.

PostgreSQL itself carries a new name into views, policies and expressions; so they are run on a scratch copy and read back, instead of guessing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import KINDS
from schemactl.kinds.base import Replace
from schemactl.live.server_wide import server_wide, with_server_wide
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.belonging import belonging
from schemactl.planning.done import is_done
from schemactl.planning.giving_way import aside, free, is_part, outer_length, standing_at
from schemactl.planning.heirs import Renames, with_heirs
from schemactl.planning.parting import parted
from schemactl.planning.places import host_of, moved, names_of
from schemactl.planning.prove import differing_but_id, rehearse
from schemactl.scratch.server import ScratchServer


def pending(renames: Renames, live: State, desired: State) -> Renames:
    """The renames that live has not seen yet, by the ids they have in live; the others are stale.

    What is around an object may be renamed as well, and one object may take the name that another one gives up.
    """
    found: Renames = {}
    written: Renames = {}
    for before, after in sorted(renames.items(), key=lambda pair: len(pair[1].path)):
        outer = outer_length(after)
        old = standing_at(before, after, {new.path: old.path for old, new in found.items() if len(new.path) <= outer})
        if old not in live and (elsewhere := _elsewhere(before)) in live:
            old = before = elsewhere
        if after in desired and old in live and old != after:
            found[old], written[old] = after, before
        elif after in desired and old not in live and moved_back(after, found) not in live:
            _refuse_outside((old, _elsewhere(before)), after, live)
    _refuse_swaps(found)
    while stale := [old for old in found if _is_stale(old, written[old], found, live, desired)]:
        for old in stale:
            del found[old]
    if renames:
        found |= belonging(found, live, desired)
    return {**aside(found, live, desired), **found} if found else found


def _elsewhere(before: ObjectId) -> ObjectId:
    """Read `shop.orders` as the one of another schema; what is called so as a whole is meant before."""
    schema, dot, rest = before.path[1].partition(".") if KINDS[before.kind].schema_scoped else ("", "", "")
    return ObjectId(before.kind, (schema, rest, *before.path[2:])) if dot else before


def _refuse_outside(names: tuple[ObjectId, ...], after: ObjectId, live: State) -> None:
    """What is somebody else's has its name as long as they like: a new one in its place would be empty."""
    if (outside := next((one for one in names if one in live.beyond), None)) is not None:
        raise RefusedError(
            f"{after} was {outside}, which is out of scope",
            hint=f"take `renamed_from` away, and {after} is a new one; or change [scope], so that {outside} is in it, too",
            code="S322",
        )


def _refuse_swaps(found: Renames) -> None:
    """Names in a circle look the same before and after: nobody could tell whether it was done."""
    for old in found:
        there, steps = found[old], 0
        while there in found and there != old and steps <= len(found):
            there, steps = found[there], steps + 1
        if there == old and found[old] != old:
            raise RefusedError(
                f"{old} and {found[old]} swap their names",
                hint="afterwards nothing would show that it was done: rename one of them to a third name in a plan of its own",
                code="S303",
            )


def _is_stale(old: ObjectId, written: ObjectId, found: Renames, live: State, desired: State) -> bool:
    """Is the new name another object's in live, which keeps it? Then the rename was done long ago."""
    there = moved_back(found[old], {one: new for one, new in found.items() if one != old})
    if there not in live or there == old or there in with_heirs(found, parted(found, live, desired)):
        return False
    return is_done(old, there, written, found[old], live, desired)


def moved_back(object_id: ObjectId, renames: Renames) -> ObjectId:
    """The id that an object had before the renames."""
    return Former(renames)(object_id)


class Former:
    """The same for many objects."""

    def __init__(self, renames: Renames) -> None:
        self._around = {new.path: old.path for old, new in renames.items()}
        self._itself = {new: old.path for old, new in renames.items()}

    def __call__(self, object_id: ObjectId) -> ObjectId:
        offset = 1 if KINDS[object_id.kind].about else 0
        path, kind = object_id.path[offset:], object_id.path[0] if offset else object_id.kind
        own = self._itself.get(ObjectId(kind, path))
        was = own if own is not None else (*moved(path[:-1], self._around), *path[-1:])
        return ObjectId(object_id.kind, (*object_id.path[:offset], *was))


def former(contents: Mapping[ObjectId, Content], renames: Renames) -> dict[ObjectId, Content]:
    """The same tables, and their columns, under the names that they have before the renames."""
    columns = {(new.path[:-1], new.name): old.name for old, new in renames.items() if new.path[:-1] in {one.path for one in contents}}

    def was(host: ObjectId, content: Content) -> Content:
        def name(one: str) -> str:
            return columns.get((host.path, one), one)

        return msgspec.structs.replace(
            content,
            columns=tuple(map(name, content.columns)),
            key_columns=tuple(map(name, content.key_columns)),
            types=tuple((name(column), kind) for column, kind in content.types),
        )

    return {moved_back(host, renames): was(host, content) for host, content in contents.items()}


def base(
    server: ScratchServer, live: State, renames: Renames, statements: Iterable[Statement], contents: Mapping[ObjectId, Content]
) -> State:
    """The live state as it will be once the renames ran."""
    rehearsal = rehearse(server, live, statements, contents)
    after = with_server_wide(rehearsal.after, server_wide(live))
    back = Former(with_heirs(renames, live))
    for object_id, obj in list(after.objects.items()):
        old = back(object_id)
        original = live.objects.get(old)
        if original is None or not differing_but_id(original, obj):
            continue
        if (copied := rehearsal.before.objects.get(old)) is not None:
            after.objects[object_id] = _as_in_live(obj, copied, original)
    names = {old.path: new.path for old, new in renames.items()}
    after.busy = frozenset(renames.get(one) or ObjectId(one.kind, (*moved(one.path[:-1], names), one.name)) for one in live.busy)
    return after


def _as_in_live(obj: Object, copied: Object, original: Object) -> Object:
    """The object of the copy; what the renames left as it was there is live's."""
    fields = [field for field in obj.__struct_fields__ if field != "id" and getattr(obj, field) == getattr(copied, field)]
    return msgspec.structs.replace(obj, **{field: getattr(original, field) for field in fields})


def carried(changes: Iterable[Change], live: State, desired: State) -> Renames:
    """Drops and adds inside one table that are one object under another name: nothing is rebuilt where a new name will do.

    What has to be made anew goes and comes as well: another one may be just so already. Default names follow their table's and column's, so
    renaming these alone would drop and add constraints and indexes.
    """
    changes = [one for change in changes if is_part(change.id) for one in _apart(change)]
    gone: dict[tuple[str, tuple[str, ...]], list[Object]] = {}
    for change in changes:
        if isinstance(change, Dropped):
            gone.setdefault((change.id.kind, change.id.path[:-1]), []).append(change.before)
    pairs: dict[ObjectId, Object] = {}
    for change in changes:
        if not isinstance(change, Added):
            continue
        candidates = gone.get((change.id.kind, change.id.path[:-1]), [])
        same = next((one for one in candidates if not differing_but_id(one, change.after)), None)
        if same is not None and not (KINDS[same.id.kind].own and same.id in live.inherited):
            candidates.remove(same)
            pairs[same.id] = change.after
    dropped = {change.id for change in changes if isinstance(change, Dropped)}
    return _with_names_free(pairs, dropped, live, desired) if pairs else {}


def _apart(change: Change) -> Iterator[Change]:
    """A replacement as the drop and the add that it is."""
    if isinstance(change, Altered) and any(isinstance(KINDS[change.id.kind].alter[field], Replace) for field in change.fields):
        yield Dropped(change.before)
        yield Added(change.after)
    else:
        yield change


def _with_names_free(pairs: dict[ObjectId, Object], dropped: set[ObjectId], live: State, desired: State) -> Renames:
    """Of these, those that can have their names: what goes, or is among them, gives its own up."""
    holders: dict[object, list[ObjectId]] = {}
    for obj in live.naming():
        for key in (obj.id, *names_of(obj)):
            holders.setdefault(key, []).append(obj.id)

    def in_the_way(after: Object) -> set[ObjectId]:
        return {one for key in (after.id, *names_of(after)) for one in holders.get(key, ()) if one not in pairs}

    def along(old: ObjectId, new: ObjectId) -> Renames:
        return with_heirs({old: new}, live)  # PostgreSQL renames these with their parent's, and not alone

    def is_refused(old: ObjectId, after: Object) -> bool:
        others = in_the_way(after)
        gives_way = all(one in dropped for one in others)
        is_inherited = any(not is_part(one) or (KINDS[one.kind].own and one in live.inherited) for one in others)
        return not gives_way or is_inherited or any(one != old and new in live for one, new in along(old, after.id).items())

    while refused := [old for old, after in pairs.items() if is_refused(old, after)]:
        for old in refused:
            del pairs[old]
    going = sorted({one for after in pairs.values() for one in in_the_way(after)})
    every = {**{one: free(one, live, desired) for one in going}, **{old: after.id for old, after in pairs.items()}}
    return {one: new for old, first in every.items() for one, new in along(old, first).items()}


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
        inherited={new(child): tuple(map(new, parents)) for child, parents in state.inherited.items()},
    )


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A drop and an add that look like a rename. `written`: has the new one a place of its own in the schema files?"""

    before: ObjectId
    after: ObjectId
    written: bool = True

    @property
    def flag(self) -> str:
        """The option that answers yes."""
        return f"--rename {dotted(self.before.path)}={dotted(self.after.path)}"

    @property
    def line(self) -> str:
        """The line of YAML that answers yes."""
        return f"renamed_from: {self.before.name}"

    @property
    def yes(self) -> str:
        """What to do if it is one."""
        return f"write `{self.line}` under it in the YAML, or pass {self.flag}" if self.written else f"pass {self.flag}"


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
                yield Question(before=before.id, after=after.id, written=after.id in desired.origins)
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
