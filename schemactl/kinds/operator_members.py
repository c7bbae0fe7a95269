"""Operators and functions of operator classes and families: what they are for, with the types between which they stand, → what they are.

`operator 1 (integer, integer)` → `<(integer,integer)`, `function 1 (integer, integer)` → `btint4cmp(integer,integer)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from schemactl.kinds.base import altered
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement

Members = tuple[tuple[str, str], ...]


def catalog(owner: str, column: str) -> str:
    """The members that hang on a row of `owner`: pg_depend says which are a class's, and which its family holds loosely."""
    hanging = f"d.refclassid = '{owner}'::regclass AND d.refobjid = {column}"
    return f"""coalesce((SELECT array_agg(ARRAY[key, value] ORDER BY rank, number, key COLLATE "C") FROM (
      SELECT 1 AS rank, m.amopstrategy AS number,
        format('operator %s (%s, %s)', m.amopstrategy, format_type(m.amoplefttype, NULL), format_type(m.amoprighttype, NULL)) AS key,
        m.amopopr::regoperator::text || CASE WHEN m.amopsortfamily <> 0 THEN (SELECT format(' for order by %I.%I', sn.nspname, s.opfname)
          FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = m.amopsortfamily) ELSE '' END AS value
      FROM pg_depend d JOIN pg_amop m ON m.oid = d.objid WHERE d.classid = 'pg_amop'::regclass AND {hanging}
      UNION ALL
      SELECT 2, m.amprocnum,
        format('function %s (%s, %s)', m.amprocnum, format_type(m.amproclefttype, NULL), format_type(m.amprocrighttype, NULL)),
        m.amproc::regprocedure::text
      FROM pg_depend d JOIN pg_amproc m ON m.oid = d.objid WHERE d.classid = 'pg_amproc'::regclass AND {hanging}) every), '{{}}'::text[])"""


def aliases(owner: str) -> str:
    """What a member depends on, its class or family depends on."""
    return f"""SELECT d.classid, d.objid, 0, d.refclassid, d.refobjid, 0 FROM pg_depend d
WHERE d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass) AND d.refclassid = '{owner}'::regclass"""


def added(role: str, what: str) -> str:
    """`OPERATOR 1 <(integer,integer)`, `FUNCTION 1 (integer, integer) btint4cmp(integer,integer)`."""
    word, number, types = _role(role)
    if word == "FUNCTION":
        return f"FUNCTION {number} {types} {what}" if types else f"FUNCTION {number} {what}"
    found = re.fullmatch(r"(.*?)(\s+for\s+(?:search|order\s+by\s+.*))?", what, re.DOTALL | re.IGNORECASE)
    assert found
    operator, purpose = found.groups()
    return f"OPERATOR {number} {operator}{'' if '(' in operator else types}{purpose or ''}"


def removed(role: str) -> str:
    """`OPERATOR 1 (integer, integer)`."""
    return " ".join(part for part in _role(role) if part)


def _role(role: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"\s*(operator|function)\s+([0-9]+)\s*(\(.*\))?\s*", role, re.DOTALL | re.IGNORECASE)
    if found is None:
        raise ValueError(f"{role!r}: expected operator or function, its number, and types, as in `operator 1 (integer, integer)`")
    return found[1].upper(), found[2], found[3] or ""


def checked(fields: dict[str, Raw]) -> dict[str, Raw]:
    """The fields as they are; ValueError where a member is none."""
    members = fields.get("members")
    for role in members if isinstance(members, dict) else ():
        _role(role)
    return fields


def named(object_id: ObjectId) -> str:
    """`app.my_ops USING btree`."""
    return f"{qualified(object_id.path[:2])} USING {name(object_id.path[2])}"


def moved(designation: Callable[[ObjectId], str], before: Object, after: Object) -> Iterator[Statement]:
    """SET SCHEMA, RENAME TO: what of the two it takes."""
    (schema, _name, method), here = after.id.path, before.id
    if here.path[0] != schema:
        yield altered(after, f"ALTER {designation(here)} SET SCHEMA {name(schema)}")
        here = ObjectId(here.kind, (schema, here.path[1], method))
    if here != after.id:
        yield altered(after, f"ALTER {designation(here)} RENAME TO {name(after.id.path[1])}")


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    """`my_ops using btree`."""
    own, words, method = (written or "").rpartition(" using ")
    if not words:
        raise ValueError("the key is a name and an access method, as in `my_ops using btree`")
    return (*parent, own.strip(), method.strip())


def key(obj: Object) -> str:
    return f"{obj.id.path[1]} using {obj.id.path[2]}"
