"""Comments on the NOT NULL constraint of a column or a domain, which is no object of its own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import comment_text, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class NotNullComment(Object, frozen=True, kw_only=True):
    """Path: the kind and path of the column or domain. A domain's came with 17, a column's with 18."""

    text: str


CATALOG_SQL = """
SELECT CASE WHEN k.contypid = 0 THEN 'pg_class'::regclass ELSE 'pg_type'::regclass END::oid AS classid,
  CASE WHEN k.contypid = 0 THEN k.conrelid ELSE k.contypid END AS objid, CASE WHEN k.contypid = 0 THEN k.conkey[1] ELSE 0 END AS subid,
  '{}'::text[] AS path, d.description AS text
FROM pg_description d JOIN pg_constraint k ON k.oid = d.objoid AND k.contype = 'n'
WHERE d.classoid = 'pg_constraint'::regclass AND d.objoid >= 16384 ORDER BY 1, 2, 3"""


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def _comment(object_id: ObjectId, state: State, text: str) -> str:
    owner = subject(object_id)
    given = getattr(state.objects.get(owner), "not_null_name", None)
    if owner.kind == "domain":
        return (
            f"COMMENT ON CONSTRAINT {name(given or default_name(owner.name, '', 'not_null'))} ON DOMAIN {qualified(owner.path)} IS {text}"
        )
    constraint = given or default_name(owner.path[-2], owner.name, "not_null")
    return f"COMMENT ON CONSTRAINT {name(constraint)} ON {qualified(owner.path[:-1])} IS {text}"


def _lock(object_id: ObjectId) -> Lock:
    return Lock.NONE if subject(object_id).kind == "domain" else Lock.SHARE_UPDATE_EXCLUSIVE


def create(comment: NotNullComment, ctx: Context) -> Iterator[Statement]:
    yield made(comment, _comment(comment.id, ctx.desired, literal(comment.text)), lock=_lock(comment.id))


def drop(comment: NotNullComment, ctx: Context) -> Iterator[Statement]:
    if getattr(ctx.desired.objects.get(subject(comment.id)), "not_null", False):
        yield dropped(comment, _comment(comment.id, ctx.live, "NULL"), lock=_lock(comment.id))


def set_text(_: NotNullComment, after: NotNullComment, ctx: Context) -> Iterator[Statement]:
    yield altered(after, _comment(after.id, ctx.desired, literal(after.text)), lock=_lock(after.id))


def designation(object_id: ObjectId) -> str:
    return f"COMMENT ON THE NOT NULL CONSTRAINT OF {subject(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    if at[0] not in ("column", "inherited_column", "typed_column", "domain"):
        raise ValueError("not_null_comment is for a column or a domain that is not null")
    return comment_text.read(raw, at)


KIND = Kind(
    name="not_null_comment",
    model=NotNullComment,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"text": set_text},
    designation=designation,
    about=True,
    yaml=Yaml(key="not_null_comment", single=True, read=read, write=comment_text.write),
    widens=widening.whatever,
)
