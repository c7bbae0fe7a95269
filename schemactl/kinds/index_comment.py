"""Comments on the index behind a constraint, which has no object of its own: the constraint has a comment too."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import comment_text, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class IndexComment(Object, frozen=True, kw_only=True):
    """The index has the constraint's name and lies in its table's schema."""

    text: str


CATALOG_SQL = """
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, '{}'::text[] AS path, d.description AS text
FROM pg_description d JOIN pg_constraint k ON k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')
WHERE d.classoid = 'pg_class'::regclass AND d.objoid >= 16384 AND d.objsubid = 0 ORDER BY 1, 2"""


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def _comment(object_id: ObjectId, text: str) -> str:
    constraint = subject(object_id)
    return f"COMMENT ON INDEX {qualified((constraint.path[0], constraint.name))} IS {text}"


def create(comment: IndexComment, _: Context) -> Iterator[Statement]:
    yield made(comment, _comment(comment.id, literal(comment.text)), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def drop(comment: IndexComment, _: Context) -> Iterator[Statement]:
    yield dropped(comment, _comment(comment.id, "NULL"), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_text(_: IndexComment, after: IndexComment, __: Context) -> Iterator[Statement]:
    yield altered(after, _comment(after.id, literal(after.text)), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"COMMENT ON THE INDEX OF {subject(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    if at[0] not in ("primary_key", "unique", "exclusion"):
        raise ValueError("index_comment is for a constraint with an index; an index has its own comment")
    return comment_text.read(raw, at)


KIND = Kind(
    name="index_comment",
    model=IndexComment,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"text": set_text},
    designation=designation,
    about=True,
    yaml=Yaml(key="index_comment", single=True, read=read, write=comment_text.write),
    widens=widening.whatever,
)
