"""Exclusion constraints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from schemactl.kinds import constraint, left_keys, offending, row_identity, syntax
from schemactl.kinds.base import REPLACE, Context, Kind
from schemactl.kinds.catalog import RELATIONS, TABLESPACE
from schemactl.kinds.sql import name
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Exclusion(Object, frozen=True, kw_only=True):
    """`definition`: `USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled)`."""

    definition: SqlText
    deferrable: bool = False
    initially_deferred: bool = False
    tablespace: str | None = None
    cluster: bool = False
    replica_identity: bool = False
    only: bool = False


CATALOG_SQL = f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, k.conname] AS path,
  regexp_replace(regexp_replace(pg_get_constraintdef(k.oid), '^EXCLUDE ', ''), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', '') AS definition,
  k.condeferrable AS deferrable, k.condeferred AS initially_deferred, {TABLESPACE.format("x")} AS tablespace,
  i.indisclustered AS cluster, i.indisreplident AS replica_identity,
  c.relkind = 'p' AND NOT i.indisvalid AS "only"
FROM {RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'x' JOIN pg_index i ON i.indexrelid = k.conindid
JOIN pg_class x ON x.oid = i.indexrelid
WHERE {constraint.PERSISTENT} AND k.conparentid = 0 ORDER BY n.nspname, c.relname, k.conname"""

# A partition's own cannot be attached to the parent's (PostgreSQL compares no exclusions), so those that it made belong to the parent's altogether.
ALIASES_SQL = f"""{constraint.INDEX_ALIASES_SQL.format("x")}
UNION ALL {constraint.LINKS_SQL.format("x")}"""


def definition(exclusion: Exclusion) -> str:
    """TABLESPACE stands between the elements and WHERE."""
    if not exclusion.tablespace:
        return f"EXCLUDE {exclusion.definition}{constraint.deferral(exclusion)}"
    elements, where = _parted(exclusion.definition)
    return f"EXCLUDE {elements} USING INDEX TABLESPACE {name(exclusion.tablespace)} {where}".rstrip() + constraint.deferral(exclusion)


def _parted(text: str) -> tuple[str, str]:
    """The elements, and WHERE with the condition, if there is one; names may hold any word."""
    try:
        start = next((one.start for one in syntax.tokens(text) if one.name == "WHERE" and one.depth == 0), len(text))
    except ValueError:
        return text, ""  # PostgreSQL says better what is wrong with it
    return text[:start].rstrip(), text[start:]


def clause(exclusion: Exclusion, ctx: Context) -> str | None:
    return None if exclusion.only or is_repeated(exclusion, ctx) else f"CONSTRAINT {name(exclusion.id.name)} {definition(exclusion)}"


def is_repeated(exclusion: Exclusion, ctx: Context) -> bool:
    """Does an earlier one of the table say the same? Inside of one CREATE TABLE PostgreSQL makes one of both, as of keys."""
    for other in ctx.siblings(exclusion.id):
        if other is exclusion:
            return False
        if isinstance(other, Exclusion) and _said(other) == _said(exclusion):
            return True
    return False


def _said(exclusion: Exclusion) -> tuple[object, ...]:
    """However it is spelled: words of SQL are the same in capitals, and names without quotes."""
    text = exclusion.definition
    try:
        words = [text[token.start : token.end] for token in syntax.tokens(text)]
    except ValueError:
        words = [text]  # PostgreSQL says better what is wrong with it
    folded = tuple(word if word.startswith(('"', "'")) else word.lower() for word in words)
    return (folded, exclusion.deferrable, exclusion.initially_deferred)


def create(exclusion: Exclusion, ctx: Context) -> Iterator[Statement]:
    yield from left_keys.taken_over(exclusion, ctx) or _added(exclusion, ctx)


def _added(exclusion: Exclusion, ctx: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC206", message="builds an index under an exclusive lock; there is no online form")
    add = constraint.add(exclusion, definition(exclusion), hazards=(hazard,))
    yield msgspec.structs.replace(add, asks=_collisions(exclusion, ctx))
    yield from constraint.index_marks(exclusion, ctx)


def _collisions(exclusion: Exclusion, ctx: Context) -> tuple[Statement, ...]:
    if not offending.answerable(exclusion, ctx):
        return ()  # nor is it PostgreSQL's own text then, which alone is sure to be whole
    elements, where = _parted(exclusion.definition)
    return offending.colliding(exclusion, compared(elements), ctx, where=where.removeprefix("WHERE (").removesuffix(")") or None)


def compared(elements: str) -> list[tuple[str, str]]:
    """`USING gist (lower(room) COLLATE "C" WITH =, during WITH &&)`: each expression as it is compared, and the operator."""
    every = syntax.tokens(elements)
    opening = next(number for number, token in enumerate(every) if token.name == "ASCII_40" and token.depth == 0)
    return [_compared(elements, part) for part in _split(every[opening + 1 : _closing(every, opening)])]


def _closing(every: list[syntax.Token], opening: int) -> int:
    depth = every[opening].depth
    return next(number for number in range(opening + 1, len(every)) if every[number].name == "ASCII_41" and every[number].depth == depth)


def _split(listed: list[syntax.Token]) -> Iterator[list[syntax.Token]]:
    part: list[syntax.Token] = []
    for token in listed:
        if token.name == "ASCII_44" and token.depth == listed[0].depth:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _compared(text: str, part: list[syntax.Token]) -> tuple[str, str]:
    """The operator class decides which index can be built, not what the operator finds."""
    outer = part[0].depth
    end = max(number for number, token in enumerate(part) if token.name == "WITH" and token.depth == outer)
    # A call's name may have a schema; a parenthesis ends it, and any other expression.
    length = 1
    while part[0].name != "ASCII_40" and length < end and part[length].name == "ASCII_46":
        length += 2
    if part[length - 1].name == "ASCII_40" or (length < end and part[length].name == "ASCII_40"):
        length = _closing(part, length - 1 if part[length - 1].name == "ASCII_40" else length) + 1
    expression = syntax.text_of(text, part[:length])
    collated = [number for number, token in enumerate(part[:end]) if token.name == "COLLATE" and token.depth == outer]
    if collated:
        last = collated[0] + 2
        while last < end and part[last].name == "ASCII_46":
            last += 2
        expression += f" {syntax.text_of(text, part[collated[0] : last])}"
    return expression, syntax.text_of(text, part[end + 1 :])


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"definition": re.sub(r"^\s*exclude\s+", "", raw, flags=re.IGNORECASE)} if isinstance(raw, str) else mapping(raw)


def write(exclusion: Exclusion, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(exclusion), **children}
    return exclusion.definition if list(fields) == ["definition"] else fields


KIND = Kind(
    name="exclusion",
    model=Exclusion,
    catalog=CATALOG_SQL,
    among="pg_constraint WHERE contype = 'x'",
    aliases=ALIASES_SQL,
    create=create,
    drop=constraint.drop,
    alter={
        "definition": REPLACE,  # no ALTER CONSTRAINT for exclusions
        "deferrable": REPLACE,  # ALTER CONSTRAINT takes foreign keys only
        "initially_deferred": REPLACE,
        "tablespace": constraint.set_index_tablespace,
        "cluster": constraint.set_cluster,
        "replica_identity": row_identity.set_index,
        "only": REPLACE,  # PostgreSQL attaches none
    },
    clause=clause,
    rename=constraint.rename,
    designation=constraint.designation,
    parents=("table",),
    namespace=constraint.with_index,
    yaml=Yaml(key="exclusions", read=read, write=write),
)
