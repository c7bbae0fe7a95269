"""Comments, on objects of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import comment_text, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import dollar, literal
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Comment(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-comment.html"""

    text: str


# CREATE EXTENSION sets the control file's comment, initdb one on public: neither was written by anybody here.
CATALOG_SQL = """
SELECT d.classoid AS classid, d.objoid AS objid, d.objsubid AS subid, '{}'::text[] AS path, d.description AS text
FROM pg_description d
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass AND d.description <> 'standard public schema')
  AND NOT (d.classoid = 'pg_extension'::regclass AND EXISTS (
    SELECT FROM pg_extension e JOIN pg_available_extensions() a ON a.name = e.extname WHERE e.oid = d.objoid AND a.comment = d.description))
UNION ALL
SELECT d.classoid, d.objoid, 0, '{}', d.description FROM pg_shdescription d
WHERE d.classoid = 'pg_authid'::regclass OR d.classoid = 'pg_database'::regclass AND d.objoid >= 16384
ORDER BY 1, 2, 3"""

RELATIONS = ("TABLE ", "COLUMN ", "INDEX ", "VIEW ", "MATERIALIZED VIEW ", "FOREIGN TABLE ", "SEQUENCE ")


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def _comment(comment: Comment, ctx: Context, text: str) -> tuple[str, Lock]:
    what = ctx.designation(subject(comment.id))
    return f"COMMENT ON {what} IS {text}", Lock.SHARE_UPDATE_EXCLUSIVE if what.startswith(RELATIONS) else Lock.NONE


def create(comment: Comment, ctx: Context) -> Iterator[Statement]:
    sql, lock = _comment(comment, ctx, literal(comment.text))
    yield made(comment, sql, lock=lock)


def drop(comment: Comment, ctx: Context) -> Iterator[Statement]:
    about = subject(comment.id)
    own = ctx.kind(about).own_comment
    if given := own(about) if own else None:
        # COMMENT takes no expression.
        template = literal(f"COMMENT ON {ctx.designation(about)} IS ".replace("%", "%%") + "%L")
        yield dropped(comment, f"DO {dollar(f'BEGIN EXECUTE pg_catalog.format({template}, {given}); END')}", lock=Lock.NONE)
        return
    sql, lock = _comment(comment, ctx, "NULL")
    yield dropped(comment, sql, lock=lock)


def set_text(_: Comment, after: Comment, ctx: Context) -> Iterator[Statement]:
    sql, lock = _comment(after, ctx, literal(after.text))
    yield altered(after, sql, lock=lock)


def designation(object_id: ObjectId) -> str:
    return f"COMMENT ON {subject(object_id)}"


KIND = Kind(
    name="comment",
    model=Comment,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"text": set_text},
    designation=designation,
    about=True,
    yaml=Yaml(key="comment", single=True, read=comment_text.read, write=comment_text.write),
    widens=widening.whatever,
)
