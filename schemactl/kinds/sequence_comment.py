"""Comments on the sequence of an identity column, which has no object of its own: the column has a comment too."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import comment_text, identity, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import literal
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class SequenceComment(Object, frozen=True, kw_only=True):
    """Path: the column's kind and path."""

    text: str


CATALOG_SQL = """
SELECT d.refclassid AS classid, d.refobjid AS objid, d.refobjsubid AS subid, '{}'::text[] AS path, t.description AS text
FROM pg_description t JOIN pg_depend d ON d.classid = t.classoid AND d.objid = t.objoid AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0 AND d.deptype = 'i'
JOIN pg_class c ON c.oid = t.objoid AND c.relkind = 'S'
WHERE t.classoid = 'pg_class'::regclass AND t.objoid >= 16384 AND t.objsubid = 0 ORDER BY 1, 2, 3"""


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def _comment(object_id: ObjectId, state: State, text: str) -> str:
    return f"COMMENT ON SEQUENCE {identity.sequence_name(state.objects[subject(object_id)])} IS {text}"


def create(comment: SequenceComment, ctx: Context) -> Iterator[Statement]:
    yield made(comment, _comment(comment.id, ctx.desired, literal(comment.text)), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def drop(comment: SequenceComment, ctx: Context) -> Iterator[Statement]:
    if getattr(ctx.desired.objects.get(subject(comment.id)), "identity", None):
        yield dropped(comment, _comment(comment.id, ctx.live, "NULL"), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_text(_: SequenceComment, after: SequenceComment, ctx: Context) -> Iterator[Statement]:
    yield altered(after, _comment(after.id, ctx.desired, literal(after.text)), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"COMMENT ON THE SEQUENCE OF {subject(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    if at[0] != "column":
        raise ValueError("sequence_comment is for an identity column; a sequence has its own comment")
    return comment_text.read(raw, at)


KIND = Kind(
    name="sequence_comment",
    model=SequenceComment,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"text": set_text},
    designation=designation,
    about=True,
    yaml=Yaml(key="sequence_comment", single=True, read=read, write=comment_text.write),
    widens=widening.whatever,
)
