"""What views and materialized views share: a query, its columns, and comments on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from schemactl.kinds import storage_options
from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

Pairs = tuple[tuple[str, str], ...]

QUERY = "ltrim(rtrim(pg_get_viewdef(c.oid), ';'))"

COLUMNS = """ARRAY(SELECT format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || CASE WHEN a.attcollation <> t.typcollation
    THEN ' ' || a.attcollation::regcollation ELSE '' END FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum)"""
"""Names, types and collations: what CREATE OR REPLACE VIEW insists on keeping."""

_COLUMN = r"(?:\"\*VALUES\*\"\.)?column\d+(?: AS (?:\"(?:[^\"]|\"\")*\"|\w+))?"
_VALUES = re.compile(rf"SELECT ({_COLUMN}(?:,\s+{_COLUMN})*)\s+FROM \((VALUES .*)\) \"\*VALUES\*\"\Z", re.DOTALL)


def with_columns(query: str) -> tuple[str, str]:
    """The columns to name in front of a query, and the query. Of VALUES whose columns have names PostgreSQL prints a SELECT, which it prints
    in another way once it is one."""
    if (found := _VALUES.match(query)) is None:
        return "", query
    columns = [one.partition(" AS ")[2] or one.rpartition(".")[2] for one in re.findall(_COLUMN, found[1])]
    return f" ({', '.join(columns)})", found[2]


def by_column(value: str, source: str) -> str:
    """{column, value} of every column `a` that has one, by name: two databases may hold columns in another order."""
    return (
        f"coalesce((SELECT array_agg(ARRAY[a.attname::text, {value}] ORDER BY a.attname) FROM pg_attribute a {source}"
        f" WHERE a.attrelid = c.oid AND a.attnum > 0 AND {value} IS NOT NULL), '{{}}'::text[])"
    )


COLUMN_COMMENTS = by_column(
    "d.description", "JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum"
)


def aliases(relkind: str) -> str:
    """The row type, its array and the rule that holds the query belong to the relation."""
    mine = f"c.relkind = '{relkind}' AND c.oid >= 16384"
    return f"""
SELECT 'pg_type'::regclass::oid, c.reltype, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c WHERE {mine}
UNION ALL
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
WHERE {mine} AND t.typarray <> 0
UNION ALL
SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c
JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN' WHERE {mine}
UNION ALL
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c
JOIN pg_attrdef d ON d.adrelid = c.oid WHERE {mine}"""


def changed(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    """Keys whose value differs, with the new value; None where it is gone."""
    was, wanted = dict(before), dict(after)
    yield from ((key, None) for key in was if key not in wanted)
    yield from ((key, value) for key, value in wanted.items() if was.get(key) != value)


def comment_columns(relation: Object, before: Pairs, after: Pairs) -> Iterator[Statement]:
    for column, text in changed(before, after):
        path = qualified((*relation.id.path, column))
        sql = f"COMMENT ON COLUMN {path} IS {'NULL' if text is None else literal(text)}"
        yield altered(relation, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_options(relation: Object, words: str, before: Pairs, after: Pairs) -> Iterator[Statement]:
    """`words`: ALTER VIEW or ALTER MATERIALIZED VIEW."""
    head = f"{words} {qualified(relation.id.path)}"
    for action in storage_options.actions(before, after):
        yield altered(relation, f"{head} {action}", lock=Lock.ACCESS_EXCLUSIVE)


def rename(words: str, before: Object, after: Object, _: Context) -> Iterator[Statement]:
    here = before.id.path
    if here[0] != after.id.path[0]:
        yield altered(after, f"{words} {qualified(here)} SET SCHEMA {name(after.id.path[0])}", lock=Lock.ACCESS_EXCLUSIVE)
        here = (after.id.path[0], here[1])
    if here != after.id.path:
        yield altered(after, f"{words} {qualified(here)} RENAME TO {name(after.id.name)}", lock=Lock.ACCESS_EXCLUSIVE)


def in_namespaces(relation: Object) -> tuple[tuple[str, ...], ...]:
    return (("relation", *relation.id.path), ("type", *relation.id.path))


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """A string is the query; so is the text of `file:`, which the loader hands over as `sql`."""
    found: dict[str, Raw] = {"query": raw} if isinstance(raw, str) else dict(mapping(raw))
    if "columns" in found:
        raise ValueError("the columns are those of the query: name them there, with AS")
    if "sql" in found and "query" in found:
        raise ValueError("the query stands here and in a file: keep one")
    query = found.pop("sql", found.get("query"))
    if not isinstance(query, str):
        raise ValueError(f"{'.'.join(at)} needs a query")
    return {"query": query.strip().rstrip(";").rstrip(), **{key: value for key, value in found.items() if key != "query"}}


def write(relation: Object, children: dict[str, Raw], derived: tuple[str, ...]) -> Raw:
    found = {key: value for key, value in yaml_fields(relation).items() if key not in derived}
    found.update(children)
    return found["query"] if list(found) == ["query"] else found


def apart(relation: Any, raw: dict[str, Raw]) -> tuple[str, dict[str, Raw]]:
    """The query, and everything else."""
    return relation.query + ";\n", {key: value for key, value in raw.items() if key != "query"}


def designation(words: str, object_id: ObjectId) -> str:
    return f"{words} {qualified(object_id.path)}"
