"""Text search templates: the functions behind dictionaries."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class TextSearchTemplate(Object, frozen=True, kw_only=True):
    """Functions by name. https://www.postgresql.org/docs/current/sql-createtstemplate.html"""

    init: str | None = None
    lexize: str


CATALOG_SQL = f"""
SELECT 'pg_ts_template'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.tmplname] AS path,
  {routine.function_name("t.tmplinit")} AS init, {routine.function_name("t.tmpllexize")} AS lexize
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace AND {USER_NAMESPACE} ORDER BY n.nspname, t.tmplname"""


def create(template: TextSearchTemplate, _: Context) -> Iterator[Statement]:
    init = f"INIT = {template.init}, " if template.init else ""
    yield made(template, f"CREATE {designation(template.id)} ({init}LEXIZE = {template.lexize})")


def drop(template: TextSearchTemplate, _: Context) -> Iterator[Statement]:
    yield dropped(template, f"DROP {designation(template.id)}", lock=Lock.NONE)


def rename(before: TextSearchTemplate, after: TextSearchTemplate, _: Context) -> Iterator[Statement]:
    yield from moved("TEXT SEARCH TEMPLATE", before, after)


def designation(object_id: ObjectId) -> str:
    return f"TEXT SEARCH TEMPLATE {qualified(object_id.path)}"


KIND = Kind(
    name="text_search_template",
    model=TextSearchTemplate,
    catalog=CATALOG_SQL,
    among="pg_ts_template",
    create=create,
    drop=drop,
    alter={"init": REPLACE, "lexize": REPLACE},  # ALTER TEXT SEARCH TEMPLATE knows name and schema
    rename=rename,
    designation=designation,
    yaml=Yaml(key="templates", group="text_search"),
    schema_scoped=True,
    widens=widening.added,
)
