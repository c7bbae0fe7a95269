"""Types that are made of another one, and the columns that hold values of all these."""

from __future__ import annotations

from schemactl.kinds.base import Context
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object


def has_columns(object_id: ObjectId, ctx: Context) -> bool:
    """Does a column hold values of this type, or of one made of it?"""
    return bool(keeping([object_id, *along(object_id, ctx)], ctx))


def made_of(object_id: ObjectId, ctx: Context) -> list[Object]:
    """The live types that need this one, whoever holds values of them."""
    return [ctx.live.objects[one] for one in _all_made_of(object_id, ctx)]


def is_embedded(object_id: ObjectId, ctx: Context) -> bool:
    """Does a column hold values of it inside of an array, a row or a range?"""
    for user in ctx.view(ctx.live).users(object_id):
        if user.kind == "column" and str(getattr(ctx.live.objects[user], "type", "")).endswith("[]"):
            return True
        if ctx.kind(user).grantable == "TYPE":
            inside = is_embedded(user, ctx) if user.kind == object_id.kind else has_columns(user, ctx)
            if inside:
                return True
    return False


def along(object_id: ObjectId, ctx: Context) -> list[ObjectId]:
    """Types that need this one and that columns hold values of, each behind those it needs itself. The engine makes the others anew."""
    return [one for one in _all_made_of(object_id, ctx) if keeping([one, *_all_made_of(one, ctx)], ctx)]


def _all_made_of(object_id: ObjectId, ctx: Context) -> list[ObjectId]:
    queue = [object_id]
    found: set[ObjectId] = set()
    while queue:
        for user in ctx.view(ctx.live).users(queue.pop()):
            if user not in found and ctx.kind(user).grantable == "TYPE" and user in ctx.desired:
                found.add(user)
                queue.append(user)
    ordered: list[ObjectId] = []
    while found:
        ready = sorted(one for one in found if not ctx.live.uses[one] & found)
        ordered += ready
        found.difference_update(ready)
    return ordered


def keeping(going: list[ObjectId], ctx: Context) -> list[ObjectId]:
    """Columns on both sides, whose values live on; an inherited column follows its parent's, a generated one is made again.

    Of a table that is made anew (because it holds one in its partition key, or for any other reason) no value lives on; its heirs, let go
    meanwhile, are moved over themselves, and so is what leaves its parent in the same plan.
    """
    wanted = set(going)
    using = [one for one in ctx.view(ctx.live).alike("column") if not wanted.isdisjoint(ctx.live.uses[one.id])]
    anew = {one.id.path[:-1] for one in using if _is_anew(one, ctx)}
    parting = _parting(ctx) if using else set()
    return [
        one.id
        for one in using
        if one.id in ctx.desired
        and not ctx.makes(one.id)
        and one.id.path[:-1] not in anew
        and all(
            parent.path[:-1] in anew or (one.id.path[:-1], qualified(parent.path[:-1])) in parting
            for parent in ctx.live.inherited.get(one.id, ())
        )
        and getattr(one, "generated", None) is None
    ]


def _parting(ctx: Context) -> set[tuple[tuple[str, ...], str]]:
    """Tables, and those that they let go of before anything is changed."""
    return {
        (one.id.path[:-1], attaches(one))
        for one in ctx.live
        if (attaches := ctx.kind(one.id).attaches) and (one.id not in ctx.desired or ctx.makes(one.id))
    }


def _is_anew(column: Object, ctx: Context) -> bool:
    """Is its table dropped and made?"""
    stuck = ctx.kind(column.id).stuck
    return bool(stuck and stuck(column)) or any(ctx.makes(ObjectId(kind, column.id.path[:-1])) for kind in ctx.kind(column.id).parents)
