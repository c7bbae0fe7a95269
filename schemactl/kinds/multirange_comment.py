"""Comments on the multirange type of a range type, which has no object of its own: the range type has a comment too."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import comment_text, multirange, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class MultirangeComment(Object, frozen=True, kw_only=True):
    """Path: the range type's kind and path."""

    text: str


CATALOG_SQL = """
SELECT 'pg_type'::regclass::oid AS classid, r.rngtypid AS objid, 0 AS subid, '{}'::text[] AS path, d.description AS text
FROM pg_description d JOIN pg_range r ON r.rngmultitypid = d.objoid
WHERE d.classoid = 'pg_type'::regclass AND d.objoid >= 16384 ORDER BY 1, 2"""


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def _comment(object_id: ObjectId, state: State, text: str) -> str:
    return f"COMMENT ON TYPE {qualified(multirange.path(state.objects[subject(object_id)]))} IS {text}"


def create(comment: MultirangeComment, ctx: Context) -> Iterator[Statement]:
    yield made(comment, _comment(comment.id, ctx.desired, literal(comment.text)))


def drop(comment: MultirangeComment, ctx: Context) -> Iterator[Statement]:
    yield dropped(comment, _comment(comment.id, ctx.live, "NULL"), lock=Lock.NONE)


def set_text(_: MultirangeComment, after: MultirangeComment, ctx: Context) -> Iterator[Statement]:
    yield altered(after, _comment(after.id, ctx.desired, literal(after.text)))


def designation(object_id: ObjectId) -> str:
    return f"COMMENT ON THE MULTIRANGE OF {subject(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    if at[0] != "range_type":
        raise ValueError("multirange_comment is for a range type")
    return comment_text.read(raw, at)


KIND = Kind(
    name="multirange_comment",
    model=MultirangeComment,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"text": set_text},
    designation=designation,
    about=True,
    yaml=Yaml(key="multirange_comment", single=True, read=read, write=comment_text.write),
    widens=widening.whatever,
)
