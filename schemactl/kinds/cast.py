"""Casts that users made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.kinds import syntax, type_text
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Cast(Object, frozen=True, kw_only=True):
    """Path: the two types. Exactly one of `function`, `inout`, `binary` says how; `context` is explicit, assignment, or implicit.
    https://www.postgresql.org/docs/current/sql-createcast.html"""

    function: str | None = None
    inout: bool = False
    binary: bool = False
    context: str = "explicit"


# What initdb made has an OID below 16384.
CATALOG_SQL = """
SELECT 'pg_cast'::regclass::oid AS classid, k.oid AS objid, 0 AS subid,
  ARRAY[format_type(k.castsource, NULL), format_type(k.casttarget, NULL)] AS path,
  CASE WHEN k.castmethod = 'f' THEN k.castfunc::regprocedure::text END AS function,
  k.castmethod = 'i' AS inout, k.castmethod = 'b' AS binary,
  CASE k.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' ELSE 'explicit' END AS context
FROM pg_cast k
WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = k.oid AND d.deptype = 'i')
ORDER BY format_type(k.castsource, NULL) COLLATE "C", format_type(k.casttarget, NULL) COLLATE "C\""""

CONTEXTS = {"explicit": "", "assignment": " AS ASSIGNMENT", "implicit": " AS IMPLICIT"}


def create(cast: Cast, _: Context) -> Iterator[Statement]:
    how = f"WITH FUNCTION {cast.function}" if cast.function else "WITH INOUT" if cast.inout else "WITHOUT FUNCTION"
    yield made(cast, f"CREATE {designation(cast.id)} {how}{CONTEXTS[cast.context]}")


def drop(cast: Cast, _: Context) -> Iterator[Statement]:
    yield dropped(cast, f"DROP {designation(cast.id)}", lock=Lock.NONE)


def designation(object_id: ObjectId) -> str:
    return f"CAST ({' AS '.join(object_id.path)})"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    fields = mapping(raw, at)
    if len({"function", "inout", "binary"} & fields.keys()) != 1:
        raise ValueError("a cast has one of `function: name(types)`, `inout: true`, `binary: true`")
    if fields.get("context", "explicit") not in list(CONTEXTS):
        raise ValueError("context is explicit, assignment, or implicit")
    return fields


def path(_: tuple[str, ...], written: str | None, __: Mapping[str, Raw]) -> tuple[str, ...]:
    """`(text as app.email)`."""
    text = (written or "").strip()
    every = syntax.tokens(text)
    between = [token for token in every if token.name == "AS" and token.depth == 1]
    if not (text.startswith("(") and text.endswith(")")) or len(between) != 1:
        raise ValueError("the key is the two types, as in `(text as app.email)`")
    return type_text.printed(text[1 : between[0].start].strip()), type_text.printed(text[between[0].end : -1].strip())


def key(cast: Cast) -> str:
    return f"({' as '.join(cast.id.path)})"


KIND = Kind(
    name="cast",
    model=Cast,
    catalog=CATALOG_SQL,
    among="pg_cast",
    create=create,
    drop=drop,
    alter=dict.fromkeys(Cast.__struct_fields__[1:], REPLACE),  # there is no ALTER CAST
    designation=designation,
    unrecorded=True,  # an expression depends on the cast's function, or on nothing
    yaml=Yaml(key="casts", read=read, path=path, name=key),
)
