"""Text search dictionaries: a template with options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, plain_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class TextSearchDictionary(Object, frozen=True, kw_only=True):
    """An option's value is a number, a string constant where it begins with a quote, else any text.
    https://www.postgresql.org/docs/current/sql-createtsdictionary.html"""

    template: str
    options: tuple[tuple[str, str], ...] = ()


NUMBER = r"-?[0-9]+(\.[0-9]+)?"

# The options are one text, `stopwords = 'english', "Max" = 3`. A string that reads as a number or begins with a quote stays a constant.
OPTIONS_SQL = rf"""coalesce((SELECT array_agg(ARRAY[
      CASE WHEN m[1] LIKE '"%' THEN replace(substr(m[1], 2, length(m[1]) - 2), '""', '"') ELSE m[1] END,
      CASE WHEN m[2] !~ '^E?''' OR v.value ~ '^({NUMBER}$|E?'')' THEN m[2] ELSE v.value END] ORDER BY o)
    FROM regexp_matches(d.dictinitoption, '("(?:[^"]|"")+"|[^\s,="]+) = (E?''(?:[^'']|'''')*''|[^\s,]+)', 'g') WITH ORDINALITY p(m, o),
    LATERAL (SELECT CASE WHEN m[2] LIKE 'E%' THEN replace(replace(substr(m[2], 3, length(m[2]) - 3), '''''', ''''), '\\', '\')
      ELSE replace(substr(m[2], 2, length(m[2]) - 2), '''''', '''') END AS value) v), '{{}}'::text[])"""

CATALOG_SQL = f"""
SELECT 'pg_ts_dict'::regclass::oid AS classid, d.oid AS objid, 0 AS subid, ARRAY[n.nspname, d.dictname] AS path,
  (SELECT format('%I.%I', tn.nspname, t.tmplname) FROM pg_ts_template t JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
    WHERE t.oid = d.dicttemplate) AS template, {OPTIONS_SQL} AS options
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace AND {USER_NAMESPACE} ORDER BY n.nspname, d.dictname"""


def _value(text: str) -> str:
    return text if re.fullmatch(f"{NUMBER}|E?'.*'", text, re.DOTALL) else literal(text)


def create(dictionary: TextSearchDictionary, _: Context) -> Iterator[Statement]:
    parts = [f"TEMPLATE = {dictionary.template}", *(f"{name(key)} = {_value(value)}" for key, value in dictionary.options)]
    yield made(dictionary, f"CREATE {designation(dictionary.id)} ({', '.join(parts)})")


def drop(dictionary: TextSearchDictionary, _: Context) -> Iterator[Statement]:
    yield dropped(dictionary, f"DROP {designation(dictionary.id)}", lock=Lock.NONE)


def rename(before: TextSearchDictionary, after: TextSearchDictionary, _: Context) -> Iterator[Statement]:
    yield from moved("TEXT SEARCH DICTIONARY", before, after)


def set_options(before: TextSearchDictionary, after: TextSearchDictionary, _: Context) -> Iterator[Statement]:
    """All of them: what is set goes to the end, so that the order is the one wanted."""
    wanted = dict(after.options)
    gone = [name(key) for key, _value in before.options if key not in wanted]
    yield altered(after, f"ALTER {designation(after.id)} ({', '.join([*gone, *(f'{name(k)} = {_value(v)}' for k, v in after.options)])})")


def designation(object_id: ObjectId) -> str:
    return f"TEXT SEARCH DICTIONARY {qualified(object_id.path)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """`pg_catalog.simple` alone is the template."""
    return {"template": raw} if isinstance(raw, str) else mapping(raw, at)


def write(dictionary: TextSearchDictionary, children: dict[str, Raw]) -> Raw:
    fields = plain_fields(dictionary, children)
    return dictionary.template if isinstance(fields, dict) and list(fields) == ["template"] else fields


KIND = Kind(
    name="text_search_dictionary",
    model=TextSearchDictionary,
    catalog=CATALOG_SQL,
    among="pg_ts_dict",
    create=create,
    drop=drop,
    alter={
        "template": REPLACE,  # ALTER TEXT SEARCH DICTIONARY knows options, name, schema and owner
        "options": set_options,
    },
    rename=rename,
    designation=designation,
    yaml=Yaml(key="dictionaries", group="text_search", read=read, write=write),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
