"""Turns a database into a State: one snapshot, a bounded number of queries, every kind's own SELECT. Knows no kind by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
import psycopg

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.live.contents import NOTHING, read_contents
from schemactl.live.unmodelled import COMMENTS_SQL, NAMES_SQL, unmodelled_sql
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Object, State

Address = tuple[int, int, int]
Row = tuple[Any, ...]

DEPENDENCIES_SQL = """
SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype = 'e' FROM pg_depend
WHERE deptype NOT IN ('p', 'x') AND (objid >= 16384 OR refobjid >= 16384) AND classid <> 0
AND NOT (deptype = 'i' AND classid = 'pg_trigger'::regclass)"""
# What is left out are the triggers by which PostgreSQL keeps foreign keys, four and more to each, and what is said to go with an extension.

FIRST_USER_OID = 16384

CASTS_SQL = "SELECT format_type(castsource, NULL), format_type(casttarget, NULL), castcontext::text FROM pg_cast"


class _Reading(msgspec.Struct):
    """What is known while the rows come in: addresses of objects, and those that extensions own.

    `foreign` are schemas that extensions own (Timescale's, pg_cron's): what stands in them is made by the extension's functions, and is `strangers` here.
    """

    state: State
    owned: dict[tuple[int, int], Address]
    addresses: dict[Address, ObjectId] = {}
    foreign: dict[str, Address] = {}
    strangers: list[str] = []

    def find(self, classid: int, objid: int, subid: int) -> ObjectId | None:
        """The object at an address, or the one that holds it, or the extension that owns it."""
        found = self.addresses.get((classid, objid, subid)) or self.addresses.get((classid, objid, 0))
        if found is None and (owner := self.owned.get((classid, objid))):
            return self.addresses.get(owner)
        return found


@staged("introspect")
def introspect(conn: psycopg.Connection[Row], contents: Mapping[ObjectId, Content] = NOTHING, *, whole_server: bool = False) -> State:
    """Read every object the kinds know, in one snapshot, printed under `search_path = pg_catalog`; and the rows of the tables named.

    What is the server's and not the database's (roles) only with `whole_server`: where it is not that of a scratch database.
    """
    kinds = [kind for kind in KINDS if kind.in_scratch or whole_server]
    state = _introspect(conn, kinds).state
    return read_contents(conn, state, contents) if contents else state


def identities(conn: psycopg.Connection[Row]) -> dict[Address, ObjectId]:
    """By what PostgreSQL itself knows each object of the database, whatever its name."""
    return _introspect(conn, [kind for kind in KINDS if kind.in_scratch]).addresses


def _introspect(conn: psycopg.Connection[Row], kinds: list[Kind]) -> _Reading:
    major = conn.info.server_version // 10000
    restricted = conn.info.parameter_status("is_superuser") != "on"
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        conn.execute("SET LOCAL search_path TO pg_catalog, pg_temp")
        there = _there(conn)
        present = [kind for kind in KINDS if kind.among is None or kind.among in there]
        kinds = [kind for kind in kinds if kind in present]
        with conn.pipeline():
            depends, casts = _ask(conn, DEPENDENCIES_SQL), _ask(conn, CASTS_SQL)
            answers = {kind.name: _ask(conn, _sql(_catalog(kind, restricted=restricted), major)) for kind in kinds}
            aliases = [_ask(conn, _sql(kind.aliases, major)) for kind in present if kind.aliases]
            links = {
                kind.name: _ask(conn, _sql(kind.links, major)) for kind in present if kind.links and (not kind.parents or _PARENTS in there)
            }
            elders = [_ask(conn, kind.elders) for kind in present if kind.elders]
            others, comments = _ask(conn, unmodelled_sql(major)), _ask(conn, COMMENTS_SQL)
            # Read in the order asked: the server works on what comes next meanwhile.
            edges = depends.fetchall()
            state = State(major=major, user=conn.info.user, casts={(source, target): context for source, target, context in casts})
            reading = _Reading(state=state, owned={(r[0], r[1]): (r[3], r[4], 0) for r in edges if r[6]})
            _read_kinds(reading, kinds, answers)
            unspoken = [row for row in comments if row not in reading.addresses]
            _read_aliases(reading, [row for cursor in aliases for row in cursor.fetchall()])
            _read_uses(reading, edges)
            _read_links(reading, links)
            _read_elders(reading, [row for cursor in elders for row in cursor.fetchall()])
            unknown = [(row[0], row[1], 0) for row in others.fetchall() if _is_unknown(reading, *row)]
        lost = [f"the comment on {name}" for name in _names(conn, [row for row in unspoken if _is_ours(reading, *row)])]
        unnamed = [*_names(conn, unknown), *lost]
    add_edges(reading.state)
    unread = _unread(reading.state) if restricted else ()
    reading.state.unmodelled = tuple(sorted([*unnamed, *_strangers(reading), *unread]))
    return reading


def _there(conn: psycopg.Connection[Row]) -> set[str]:
    """Where the database has rows of its own: on a new connection the server spends more on every SELECT for what is not there than on this one."""
    row = _ask(conn, _THERE_SQL).fetchone()
    assert row is not None
    return {among for among, exists in zip(_AMONG, row, strict=True) if exists}


# A parent of partitions or heirs, table or index: without one, no part of a table comes from another.
_PARENTS = "pg_class WHERE relhassubclass"
_AMONG = tuple(dict.fromkeys([*(kind.among for kind in KINDS if kind.among), _PARENTS]))


def _exists(among: str) -> str:
    catalog, _, condition = among.partition(" WHERE ")
    own = f"{catalog.rpartition(' ')[2]}.oid >= {FIRST_USER_OID}"
    return f"EXISTS (SELECT FROM {catalog} WHERE {own}{f' AND {condition}' if condition else ''})"


_THERE_SQL = f"SELECT {', '.join(map(_exists, _AMONG))}"


def _read_kinds(reading: _Reading, kinds: list[Kind], answers: dict[str, psycopg.Cursor[Row]]) -> None:
    """What stands for itself, then what is said about it."""
    waiting: list[tuple[Kind, list[str], list[Row]]] = []
    for kind in kinds:
        rows = answers[kind.name].fetchall()
        names = [column.name for column in answers[kind.name].description or ()][4:]
        if kind.name == KINDS.root:
            reading.foreign = {row[3][0]: reading.owned[row[0], row[1]] for row in rows if (row[0], row[1]) in reading.owned}
        if kind.about:
            waiting.append((kind, names, rows))
        else:
            _read_objects(reading, kind, names, rows)
    _prune(reading)
    for kind, names, rows in waiting:
        _read_objects(reading, kind, names, rows)


def _catalog(kind: Kind, *, restricted: bool) -> str | Callable[[int], str]:
    return kind.restricted.catalog if restricted and kind.restricted else kind.catalog


def _unread(state: State) -> Iterable[str]:
    for obj in state:
        if (found := KINDS[obj.id.kind].restricted) and found.where(obj):
            yield f"{found.unread} of {obj.id}, which only superusers may read"


def _ask(conn: psycopg.Connection[Row], query: str) -> psycopg.Cursor[Row]:
    """Prepared where the connection prepares at all: planning these queries takes four times as long as running them."""
    return conn.execute(query, prepare=True)


def _sql(text: str | Callable[[int], str], major: int) -> str:
    return text(major) if callable(text) else text


def rows_of(conn: psycopg.Connection[Row], kind: Kind) -> list[Object]:
    """The objects of one kind that stands for itself, without anything around them."""
    cursor = conn.execute(_sql(kind.catalog, conn.info.server_version // 10000))
    names = [column.name for column in cursor.description or ()][4:]
    found = [{"id": (kind.name, row[3]), **dict(zip(names, row[4:], strict=True))} for row in cursor]
    return list(msgspec.convert(found, list[kind.model]))  # type: ignore[name-defined]  # the kind knows the type


def _read_objects(reading: _Reading, kind: Kind, names: list[str], rows: list[Row]) -> None:
    if not rows:
        return
    addresses, found = [], []
    fields = ["id", *names]
    for row in rows:
        address = row[:3]
        if not kind.about and address[:2] in reading.owned:
            continue
        path = row[3]
        if kind.schema_scoped and path[0] in reading.foreign:
            reading.owned[address[0], address[1]] = reading.foreign[path[0]]
            reading.strangers.append(path[0])
            continue
        if kind.about:
            subject = reading.addresses.get(address)
            if subject is None:
                continue
            path = [subject.kind, *subject.path, *path]
        addresses.append(address)
        found.append(dict(zip(fields, ((kind.name, path), *row[4:]), strict=True)))
    for address, obj in zip(addresses, msgspec.convert(found, list[kind.model]), strict=True):  # type: ignore[name-defined]  # the kind knows the type
        reading.state.add(obj)
        if not kind.about:
            reading.addresses[address] = obj.id


def _prune(reading: _Reading) -> None:
    """A child of something that is not there (an extension's table, an inherited column) is not ours."""
    state = reading.state
    parts = [one for one in state.objects if KINDS[one.kind].parents]
    while orphans := {one for one in parts if one in state and not _has_parent(state, KINDS[one.kind], one)}:
        for orphan in orphans:
            del state.objects[orphan], state.uses[orphan]
        reading.addresses = {address: one for address, one in reading.addresses.items() if one not in orphans}


def _has_parent(state: State, kind: Kind, object_id: ObjectId) -> bool:
    return any(ObjectId(parent, object_id.path[:-1]) in state.objects for parent in kind.parents)


def _read_aliases(reading: _Reading, rows: list[Row]) -> None:
    """An alias may lead to another one: a grandchild's inherited column to its parent's."""
    waiting: list[Row] = rows
    while waiting:
        left = []
        for row in waiting:
            target = reading.addresses.get((row[3], row[4], row[5]))
            if target is None:
                left.append(row)
            else:
                reading.addresses.setdefault((row[0], row[1], row[2]), target)
        if len(left) == len(waiting):
            return
        waiting = left


def _read_uses(reading: _Reading, edges: Iterable[Row]) -> None:
    state = reading.state
    for object_id in state.objects:
        if parent := parent_of(object_id, state):
            state.uses[object_id].add(parent)
    for classid, objid, subid, refclassid, refobjid, refsubid, of_extension in edges:
        if of_extension:
            continue
        user = reading.find(classid, objid, subid)
        used = reading.find(refclassid, refobjid, refsubid)
        if user and used and user != used and not _is_child(used, user):
            state.uses[user].add(used)


def _is_child(child: ObjectId, parent: ObjectId) -> bool:
    return (
        bool(KINDS[child.kind].parents)
        and len(child.path) > len(parent.path)
        and child.path[: len(parent.path)] == parent.path
        and parent.kind != child.kind
    )


def parent_of(object_id: ObjectId, state: State) -> ObjectId | None:
    """The object that this one lives in, or is about."""
    kind = KINDS[object_id.kind]
    if kind.about:
        return subject_of(object_id)
    for name in kind.parents:
        parent = ObjectId(name, object_id.path[:-1])
        if parent in state.objects:
            return parent
    if kind.schema_scoped:
        return ObjectId(KINDS.root, object_id.path[:1])
    return None


def subject_of(object_id: ObjectId) -> ObjectId:
    """The object that a comment, an owner, a privilege is about."""
    kind = KINDS[object_id.kind]
    return ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - kind.about_names])


def _read_links(reading: _Reading, links: dict[str, psycopg.Cursor[Row]]) -> None:
    state = reading.state
    for name, cursor in links.items():
        kind = KINDS[name]
        for row in cursor.fetchall():
            child, parent = reading.addresses.get(tuple(row[:3])), reading.addresses.get(tuple(row[3:6]))
            if child is None or parent is None or child == parent or child not in state or parent not in state:
                continue
            state.inherited[child] = (*state.inherited.get(child, ()), parent)
            if kind.adopts:
                state.uses[child].discard(parent)
                state.follows.setdefault(parent, set()).add(child)


def _read_elders(reading: _Reading, rows: list[Row]) -> None:
    for row in rows:
        younger, elder = reading.addresses.get(tuple(row[:3])), reading.addresses.get(tuple(row[3:6]))
        if younger and elder and younger in reading.state and elder in reading.state:
            reading.state.follows.setdefault(younger, set()).add(elder)


def add_edges(state: State) -> None:
    """The edges that kinds know and pg_depend does not."""
    _add_roles(state)
    for kind in KINDS:
        # Known before anything is cut: one may stand for the other.
        edges = list(kind.edges(state)) if kind.edges else []
        for user, used in kind.cuts(state) if kind.cuts else ():
            state.uses[user].discard(used)
        for user, used in edges:
            if user in state and used in state:
                state.uses[user].add(used)
    add_follows(state)


def add_follows(state: State) -> None:
    """What is better there first, as kinds know it."""
    for kind in KINDS:
        for user, used in kind.follows(state) if kind.follows else ():
            if user in state and used in state and user not in state.uses[used]:
                state.follows.setdefault(user, set()).add(used)


def _strangers(reading: _Reading) -> Iterator[str]:
    """A line per schema: there may be thousands of chunks in it."""
    for schema, count in Counter(reading.strangers).items():
        objects = "1 object" if count == 1 else f"{count} objects"
        yield f"{objects} in schema {schema}, which belongs to extension {reading.addresses[reading.foreign[schema]].name}"


def _add_roles(state: State) -> None:
    """Whatever names a role needs it, where roles are part of the state at all."""
    if not any(one.kind == KINDS.role for one in state.objects):
        return
    for object_id, obj in state.objects.items():
        for name in named(obj) if (named := KINDS[object_id.kind].roles) else ():
            if (role := ObjectId(KINDS.role, (name,))) in state:
                state.uses[object_id].add(role)


def _is_unknown(reading: _Reading, classid: int, objid: int, in_class: int, in_object: int) -> bool:
    """Does no kind know it, though the object that it is part of is known, or the server's own?"""
    if (classid, objid) in reading.owned or (in_class, in_object) in reading.owned or reading.find(classid, objid, 0) is not None:
        return False
    return in_object < FIRST_USER_OID or (in_class, in_object, 0) in reading.addresses


def _is_ours(reading: _Reading, classid: int, objid: int, subid: int) -> bool:
    """Is what the comment is on part of an object that is known?"""
    return (classid, objid) not in reading.owned and reading.find(classid, objid, subid) is not None


def _names(conn: psycopg.Connection[Row], addresses: list[Address]) -> list[str]:
    """As PostgreSQL describes them. Asked for what is left alone: naming everything takes longer than reading it."""
    if not addresses:
        return []
    return [name for (name,) in conn.execute(NAMES_SQL, [list(column) for column in zip(*addresses, strict=True)])]
