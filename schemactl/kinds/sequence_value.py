"""How far a sequence has counted, kept where a column's numbers come from another sequence afterwards: serial and identity, both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from schemactl.kinds.base import Context, altered
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard, Lock, Statement


class Bounds(NamedTuple):
    """What a sequence's options come to."""

    low: int
    high: int
    start: int
    increment: int


LIMITS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}


def bounds(type_name: str, given: dict[str, str]) -> Bounds:
    """With PostgreSQL's defaults for what was not given."""
    limit, increment = LIMITS.get(type_name, LIMITS["bigint"]), int(given.get("increment", 1))
    low = int(given.get("minvalue", 1 if increment > 0 else -limit))
    high = int(given.get("maxvalue", limit - 1 if increment > 0 else -1))
    return Bounds(low, high, int(given.get("start", low if increment > 0 else high)), increment)


def bounds_of(sequence: Any) -> Bounds:
    """Those of a sequence that is an object of its own."""
    given = {
        field: str(value) for field in ("minvalue", "maxvalue", "start", "increment") if (value := getattr(sequence, field)) is not None
    }
    return bounds(sequence.as_, given)


def kept_inside(obj: Any, sequence: str, old: Bounds, new: Bounds, widen: Callable[[int, int], Statement]) -> Iterator[Statement]:
    """PostgreSQL refuses bounds that the current value lies outside of: one that lies before the new first value moves there.

    `widen` makes the statement that lets both ranges be inside, where the new first value is not in the old range.
    """
    outside = _before_the_first(old, new)
    if not outside:
        return
    if not old.low <= new.start <= old.high:
        yield widen(min(old.low, new.low), max(old.high, new.high))
    hazard = Hazard(code="SC510", message="a sequence that has not come as far starts again at its new first value")
    sql = f"SELECT pg_catalog.setval({literal(sequence)}, {new.start}, false) FROM {sequence} WHERE {' OR '.join(outside)}"
    yield altered(obj, sql, lock=Lock.ROW_EXCLUSIVE, hazards=(hazard,))


def _before_the_first(old: Bounds, new: Bounds) -> list[str]:
    """When the value is one that the sequence has yet to come from: of what it gave out, nothing is given out again."""
    outside = []
    if new.low > old.low and (old.start < new.low or new.increment > 0):
        outside.append(f"last_value < {new.low}")
    if new.high < old.high and (old.start > new.high or new.increment < 0):
        outside.append(f"last_value > {new.high}")
    return outside


def past_the_end(old: Bounds, new: Bounds) -> tuple[Hazard, ...]:
    """The hazard of bounds that end earlier: whoever counted beyond them has to say where to go on."""
    ends = new.high if new.increment > 0 else new.low
    earlier = new.high < old.high if new.increment > 0 else new.low > old.low
    if not earlier or any(one.endswith(f" {ends}") for one in _before_the_first(old, new)):
        return ()
    return (Hazard(code="SC512", message=f"fails where the sequence has come further than {ends}"),)


def drawn_from(column: ObjectId, view: Views) -> ObjectId | None:
    """The sequence that the column's default, and no other one, draws from."""
    default = column.child("default", "default")
    found = [used for used in view.state.uses.get(default, ()) if used.kind == "sequence"]
    if len(found) != 1 or _is_shared(found[0], default, column, view):
        return None
    return found[0]


def _is_shared(sequence: ObjectId, default: ObjectId, column: ObjectId, view: Views) -> bool:
    """A partition's own default does not count: it goes with the parent's."""
    heirs, users = set(view.heirs(column)), {one for one in view.users(sequence) if one.kind == "default"}
    return any(one != default and ObjectId("column", one.path[:-1]) not in heirs for one in users)


def takes(before: Any, after: Any, ctx: Context) -> list[ObjectId]:
    """The sequence that an identity takes over, or leaves behind: its name may be the one of the identity's own."""
    if after.identity and not before.identity:
        source = drawn_from(after.id, ctx.view(ctx.live))
        return [source] if source and source not in ctx.desired else []
    if before.identity and not after.identity:
        target = drawn_from(after.id, ctx.view(ctx.desired))
        return [target] if target and target not in ctx.live else []
    return []


def kept_by_identity(add: Statement, column: Any, identity: str, limits: Bounds, ctx: Context) -> Iterator[Statement]:
    """The identity goes on where the default's sequence stands, or behind the numbers that are there."""
    source = drawn_from(column.id, ctx.view(ctx.live))
    if source is None:
        yield add
        yield past_rows(column, identity, limits)
        return
    here = qualified(source.path)
    if going := source not in ctx.desired:
        aside = (source.path[0], ctx.vacant(("relation", *source.path), "old"))
        if here == identity:
            yield altered(column, f"ALTER SEQUENCE {here} RENAME TO {name(aside[1])}", lock=Lock.SHARE_ROW_EXCLUSIVE)
            here = qualified(aside)
    yield add
    hazards = past_the_end(bounds_of(ctx.live.objects[source]), limits)
    yield msgspec.structs.replace(continued(column, identity, here), hazards=hazards)
    if going:
        yield altered(column, f"DROP SEQUENCE {here}")


def made_from_identity(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """The default's new sequence goes on where the identity's stands, which DROP IDENTITY takes away."""
    for target in takes(before, after, ctx):
        given = dict(before.sequence).get("name")
        identity = given or qualified((before.id.path[0], default_name(before.id.path[1], before.id.name, "seq")))
        if identity == qualified(target.path):
            aside = ctx.vacant(("relation", *target.path), "old")
            yield altered(after, f"ALTER SEQUENCE {identity} RENAME TO {name(aside)}", lock=Lock.SHARE_ROW_EXCLUSIVE)
            identity = qualified((target.path[0], aside))
        for one in ctx.kind(target).create(ctx.desired.objects[target], ctx):
            yield msgspec.structs.replace(one, object_id=after.id, verb="~")
        yield continued(after, qualified(target.path), identity)


def continued(column: Any, sequence: str, source: str) -> Statement:
    """One sequence goes on where another one stands."""
    sql = f"SELECT pg_catalog.setval({literal(sequence)}, last_value, is_called) FROM {source}"
    return altered(column, sql, lock=Lock.ROW_EXCLUSIVE)


def past_rows(column: Any, sequence: str, limits: Bounds) -> Statement:
    """Without rows there is nothing to go past: setval of NULL does nothing."""
    ascending = limits.increment > 0
    here, table = name(column.id.name), qualified(column.id.path[:-1])
    farthest, compare = ("max", ">=") if ascending else ("min", "<=")
    sql = f"SELECT pg_catalog.setval({literal(sequence)}, {farthest}({here})) FROM {table} WHERE {here} {compare} {limits.start}"
    return altered(column, sql, lock=Lock.ACCESS_SHARE)
