"""Transforms: how a procedural language sees a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.kinds import type_text
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class Transform(Object, frozen=True, kw_only=True):
    """Path: the type and the language. Functions with their arguments.
    https://www.postgresql.org/docs/current/sql-createtransform.html"""

    from_sql: str | None = None
    to_sql: str | None = None


CATALOG_SQL = """
SELECT 'pg_transform'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[format_type(t.trftype, NULL), l.lanname] AS path,
  CASE WHEN t.trffromsql <> 0 THEN t.trffromsql::regprocedure::text END AS from_sql,
  CASE WHEN t.trftosql <> 0 THEN t.trftosql::regprocedure::text END AS to_sql
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang ORDER BY l.lanname, format_type(t.trftype, NULL) COLLATE "C\""""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for transform in state:
        if isinstance(transform, Transform):
            yield transform.id, ObjectId("language", transform.id.path[1:])


def _definition(transform: Transform) -> str:
    parts = (("FROM SQL", transform.from_sql), ("TO SQL", transform.to_sql))
    return f"{designation(transform.id)} ({', '.join(f'{words} WITH FUNCTION {text}' for words, text in parts if text)})"


def create(transform: Transform, _: Context) -> Iterator[Statement]:
    yield made(transform, f"CREATE {_definition(transform)}")


def drop(transform: Transform, _: Context) -> Iterator[Statement]:
    yield dropped(transform, f"DROP {designation(transform.id)}", lock=Lock.NONE)


def change(_: Transform, after: Transform, __: Context) -> Iterator[Statement]:
    yield altered(after, f"CREATE OR REPLACE {_definition(after)}")


def designation(object_id: ObjectId) -> str:
    return f"TRANSFORM FOR {object_id.path[0]} LANGUAGE {name(object_id.path[1])}"


def path(_: tuple[str, ...], written: str | None, __: Mapping[str, Raw]) -> tuple[str, ...]:
    """`app.point language plpython3u`."""
    type_name, words, language = (written or "").rpartition(" language ")
    if not words:
        raise ValueError("the key is a type and a language, as in `app.point language plpython3u`")
    return type_text.printed(type_name.strip()), language


def key(transform: Transform) -> str:
    return " language ".join(transform.id.path)


KIND = Kind(
    name="transform",
    model=Transform,
    catalog=CATALOG_SQL,
    among="pg_transform",
    create=create,
    drop=drop,
    alter={"from_sql": change, "to_sql": change},
    edges=edges,
    designation=designation,
    yaml=Yaml(key="transforms", path=path, name=key),
)
