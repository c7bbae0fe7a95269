"""Text search configurations: a parser, and for each of its token types the dictionaries that are asked in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import names, qualified
from schemactl.kinds.yaml_form import Raw, Yaml, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

Mappings = tuple[tuple[str, tuple[str, ...]], ...]


class TextSearchConfiguration(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createtsconfig.html"""

    parser: str = "default"
    mappings: Mappings = ()


CATALOG_SQL = f"""
SELECT 'pg_ts_config'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.cfgname] AS path,
  (SELECT CASE WHEN pn.nspname = 'pg_catalog' AND p.prsname = 'default' THEN 'default' ELSE format('%I.%I', pn.nspname, p.prsname) END
    FROM pg_ts_parser p JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = c.cfgparser) AS parser,
  coalesce((SELECT jsonb_agg(jsonb_build_array(t.alias, m.dictionaries) ORDER BY m.maptokentype) FROM (
      SELECT maptokentype, jsonb_agg(mapdict::regdictionary::text ORDER BY mapseqno) AS dictionaries
      FROM pg_ts_config_map WHERE mapcfg = c.oid GROUP BY maptokentype) m
    JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype), '[]'::jsonb) AS mappings
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace AND {USER_NAMESPACE} ORDER BY n.nspname, c.cfgname"""


def create(configuration: TextSearchConfiguration, _: Context) -> Iterator[Statement]:
    yield made(configuration, f"CREATE {designation(configuration.id)} (PARSER = {configuration.parser})")
    yield from _map(configuration, "ADD", configuration.mappings)


def _map(configuration: TextSearchConfiguration, verb: str, mappings: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Statement]:
    """One statement for all tokens with the same dictionaries."""
    tokens: dict[tuple[str, ...], list[str]] = {}
    for token, dictionaries in mappings:
        tokens.setdefault(dictionaries, []).append(token)
    for dictionaries, every in tokens.items():
        sql = f"ALTER {designation(configuration.id)} {verb} MAPPING FOR {names(every)} WITH {', '.join(dictionaries)}"
        yield altered(configuration, sql)


def drop(configuration: TextSearchConfiguration, _: Context) -> Iterator[Statement]:
    yield dropped(configuration, f"DROP {designation(configuration.id)}", lock=Lock.NONE)


def rename(before: TextSearchConfiguration, after: TextSearchConfiguration, _: Context) -> Iterator[Statement]:
    yield from moved("TEXT SEARCH CONFIGURATION", before, after)


def set_mappings(before: TextSearchConfiguration, after: TextSearchConfiguration, _: Context) -> Iterator[Statement]:
    was, wanted = dict(before.mappings), dict(after.mappings)
    if gone := [token for token in was if token not in wanted]:
        yield altered(after, f"ALTER {designation(after.id)} DROP MAPPING FOR {names(gone)}")
    yield from _map(after, "ADD", ((token, every) for token, every in wanted.items() if token not in was))
    yield from _map(after, "ALTER", ((token, every) for token, every in wanted.items() if was.get(token, every) != every))


def designation(object_id: ObjectId) -> str:
    return f"TEXT SEARCH CONFIGURATION {qualified(object_id.path)}"


def write(configuration: TextSearchConfiguration, children: dict[str, Raw]) -> Raw:
    """One dictionary stands without a list around it."""
    fields = yaml_fields(configuration)
    if configuration.mappings:
        fields["mappings"] = {token: every[0] if len(every) == 1 else list(every) for token, every in configuration.mappings}
    return {**fields, **children}


KIND = Kind(
    name="text_search_configuration",
    model=TextSearchConfiguration,
    catalog=CATALOG_SQL,
    among="pg_ts_config",
    create=create,
    drop=drop,
    alter={
        "parser": REPLACE,  # its tokens are what the mappings are about: it cannot change
        "mappings": set_mappings,
    },
    rename=rename,
    designation=designation,
    yaml=Yaml(key="configurations", group="text_search", write=write),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
