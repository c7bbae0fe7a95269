"""`both_names: true` beside `renamed_from`: two names for one thing, from the expand plan to the contract plan. What the kinds that can have them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context
from schemactl.kinds.ways import flag
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement

KEY = "both_names"


def asked(said: Mapping[str, Any]) -> bool:
    """By what the YAML says of an object."""
    given = said.get(KEY)
    return given is not None and flag(given)


def refused(after: ObjectId, why: str, instead: str) -> RefusedError:
    """RefusedError with the way that is left."""
    return RefusedError(
        f"{after} cannot have both names: {why}", hint=f"{instead}; or take `{KEY}` away, and the rename breaks the old name", code="S315"
    )


def facts(subject: ObjectId, other: ObjectId, ctx: Context) -> Iterator[Statement]:
    """What is said about the one (its owner, comment, privileges, labels), said about the other; and nothing else that default privileges would add."""
    copies = [_copy(obj, subject, other, ctx) for obj in ctx.live if _is_about(obj.id, subject, ctx)]
    for copy in copies:
        yield from ctx.kind(copy.id).create(copy, ctx)
    take_back = ctx.kind(other.about("privilege", "")).take_back
    assert take_back
    there = {one.id for one in copies}
    for statement in take_back(Object(id=other), ctx):
        if statement.object_id not in there:
            yield statement


def _is_about(object_id: ObjectId, subject: ObjectId, ctx: Context) -> bool:
    kind = ctx.kind(object_id)
    return kind.about and object_id.path[: len(object_id.path) - kind.about_names] == (subject.kind, *subject.path)


def _copy(obj: Object, subject: ObjectId, other: ObjectId, _: Context) -> Object:
    names = obj.id.path[1 + len(subject.path) :]
    return msgspec.structs.replace(obj, id=other.about(obj.id.kind, *names))
