"""What belongs to the whole server and not to a database: roles. Read on its own, compared with what a project needs, carried in plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from schemactl.errors import ConfigurationError, IntegrityError, Problem
from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.live.introspect import add_edges, rows_of
from schemactl.model.identity import ObjectId
from schemactl.model.state import Encoded, Object, Origin, State, fields


def in_scratch(object_id: ObjectId) -> bool:
    """Can a scratch database hold it? What is said about something it cannot hold, it cannot hold either."""
    kind, path = object_id
    facts, outside = _outside()
    while kind in facts:
        kind, path = path[0], path[1 : len(path) - facts[kind]]
    return kind not in outside


@lru_cache(maxsize=1)
def _outside() -> tuple[dict[str, int], frozenset[str]]:
    """Kinds that are about another object, with how many names theirs adds; and those that no scratch database holds."""
    facts = {kind.name: kind.about_names for kind in KINDS if kind.about}
    return facts, frozenset(kind.name for kind in KINDS if not kind.about and not kind.in_scratch)


def server_wide(state: State) -> list[Object]:
    """The objects of a state that no scratch database holds."""
    return [obj for one, obj in state.objects.items() if not in_scratch(one)]


def with_server_wide(state: State, objects: Iterable[Object]) -> State:
    """The state of a scratch database, with these objects of the server."""
    added = [obj for obj in objects if obj.id not in state]
    for obj in added:
        kind = KINDS[obj.id.kind]
        parents = [ObjectId(parent, obj.id.path[:-1]) for parent in kind.parents]
        subject = [ObjectId(obj.id.path[0], obj.id.path[1 : len(obj.id.path) - kind.about_names])] if kind.about else []
        state.add(obj, uses=[one for one in (*parents, *subject) if one in state])
    if added:
        add_edges(state)
    return state


def read_server_wide(conn: Connection) -> dict[ObjectId, Object]:
    """The same from a server."""
    return {obj.id: obj for kind in KINDS if not kind.in_scratch and not kind.about for obj in rows_of(conn, kind)}


def lacking(needed: Iterable[Object], present: Mapping[ObjectId, Object]) -> Iterator[tuple[ObjectId, str]]:
    """What is missing, and what is not as the schema files say; of what they do not speak of, nothing."""
    for obj in needed:
        kind = KINDS[obj.id.kind]
        found = kind.met_by(obj, present) if kind.met_by else present.get(obj.id)
        if found is None:
            yield obj.id, f"there is no {obj.id} on the server"
            continue
        for field in kind.said(obj) if kind.said else ():
            wanted, is_ = getattr(obj, field), getattr(found, field)
            if wanted != is_:
                yield obj.id, f"{obj.id} {field.rstrip('_')}: {_word(is_)}, not {_word(wanted)}"


def _word(value: object) -> str:
    return str(msgspec.to_builtins(value)).lower() if isinstance(value, bool) else repr(value)


HINT = 'create or change it on the server by hand, or let plans do it: roles = "managed" in [scope]'


def check_needs(needed: Iterable[Object], present: Mapping[ObjectId, Object], origins: Mapping[ObjectId, Origin] | None = None) -> None:
    """ConfigurationError that names everything the server lacks."""
    places = origins or {}
    problems = [
        Problem(
            code="S781",
            message=message,
            where=origin.where if (origin := places.get(object_id)) else None,
            hint=HINT if KINDS[object_id.kind].yaml else "create it by hand: plans make none",
        )
        for object_id, message in lacking(needed, present)
    ]
    if problems:
        raise ConfigurationError.of(problems)


def encoded(objects: Iterable[Object]) -> tuple[Encoded, ...]:
    """For a plan's header."""
    return tuple((obj.id.kind, obj.id.path, _unusual(obj)) for obj in sorted(objects, key=lambda obj: obj.id))


def _unusual(obj: Object) -> dict[str, Any]:
    usual = {field.name: field.default for field in msgspec.structs.fields(obj)}
    return {name: msgspec.to_builtins(value) for name, value in fields(obj).items() if value != usual[name]}


def decoded(entries: Iterable[Encoded]) -> list[Object]:
    """The way back; IntegrityError for what this version does not know."""
    try:
        return [msgspec.convert({"id": (kind, path), **values}, KINDS[kind].model) for kind, path, values in entries]
    except (KeyError, msgspec.ValidationError) as exc:
        raise IntegrityError(
            f"`server:` in the header of a plan cannot be read: {exc} is nothing that this version knows",
            hint="use the version of schemactl that wrote the plan, or a later one",
        ) from exc
