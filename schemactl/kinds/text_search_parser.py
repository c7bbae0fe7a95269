"""Text search parsers: what cuts a document into tokens."""

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


class TextSearchParser(Object, frozen=True, kw_only=True):
    """Functions by name. https://www.postgresql.org/docs/current/sql-createtsparser.html"""

    start: str
    gettoken: str
    end: str
    headline: str | None = None
    lextypes: str


FUNCTIONS = ("start", "gettoken", "end", "headline", "lextypes")

CATALOG_SQL = f"""
SELECT 'pg_ts_parser'::regclass::oid AS classid, p.oid AS objid, 0 AS subid, ARRAY[n.nspname, p.prsname] AS path,
  {routine.function_name("p.prsstart")} AS start, {routine.function_name("p.prstoken")} AS gettoken,
  {routine.function_name("p.prsend")} AS "end", {routine.function_name("p.prsheadline")} AS headline,
  {routine.function_name("p.prslextype")} AS lextypes
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace AND {USER_NAMESPACE} ORDER BY n.nspname, p.prsname"""


def create(parser: TextSearchParser, _: Context) -> Iterator[Statement]:
    parts = [f"{field.upper()} = {text}" for field in FUNCTIONS if (text := getattr(parser, field))]
    yield made(parser, f"CREATE {designation(parser.id)} ({', '.join(parts)})")


def drop(parser: TextSearchParser, _: Context) -> Iterator[Statement]:
    yield dropped(parser, f"DROP {designation(parser.id)}", lock=Lock.NONE)


def rename(before: TextSearchParser, after: TextSearchParser, _: Context) -> Iterator[Statement]:
    yield from moved("TEXT SEARCH PARSER", before, after)


def designation(object_id: ObjectId) -> str:
    return f"TEXT SEARCH PARSER {qualified(object_id.path)}"


KIND = Kind(
    name="text_search_parser",
    model=TextSearchParser,
    catalog=CATALOG_SQL,
    among="pg_ts_parser",
    create=create,
    drop=drop,
    alter=dict.fromkeys(FUNCTIONS, REPLACE),  # ALTER TEXT SEARCH PARSER knows name and schema
    rename=rename,
    designation=designation,
    yaml=Yaml(key="parsers", group="text_search"),
    schema_scoped=True,
    widens=widening.added,
)
