"""A column's short form: what stands behind its name in CREATE TABLE, read by PostgreSQL's own parser, cut into fields as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from schemactl.kinds import serial, syntax, type_text
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields

_MEANT = {
    "notnull": "not null",
    "primarykey": "primary key",
    "autoincrement": "generated always as identity",
    "auto_increment": "generated always as identity",
}
PREFIX = b"CREATE TABLE t (c "
_MORE_THAN_A_TYPE = re.compile(r"\b(not\s+null|default|primary|unique|references|check|generated)\b", re.IGNORECASE)


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """Fields and children; constraints that belong to the table come with a ^ before their key."""
    if not isinstance(raw, str):
        fields = mapping(raw, at)
        given = fields.get("type")
        if isinstance(given, str) and (given.lower() in serial.WORDS or _MORE_THAN_A_TYPE.search(given)):
            return {**read(given, at), **{key: value for key, value in fields.items() if key != "type"}}
        return {**fields, "type": type_text.long(given)} if isinstance(given, str) else fields
    text = syntax.fragment(raw.strip()).encode()
    column = _parse(text)
    if {"storage_name", "compression", "fdwoptions"} & column.keys():
        raise ValueError("write storage, compression and options in the long form: {type: …, storage: …, fdw_options: {…}}")
    marks = [one["Constraint"] for one in column.get("constraints", [])]
    starts = [mark["location"] - len(PREFIX) for mark in marks]
    ends = [*starts[1:], len(text)][: len(starts)]
    collation = column.get("collClause", {}).get("CollateClause", {}).get("location")
    type_end = min([*starts, *([collation - len(PREFIX)] if collation is not None else []), len(text)])
    found: dict[str, Raw] = {"type": type_text.long(text[:type_end].decode().strip())}
    if collation is not None:
        collation_end = min([s for s in starts if s > collation - len(PREFIX)], default=len(text))
        found["collation"] = re.sub(r"^collate\s+", "", text[collation - len(PREFIX) : collation_end].decode().strip(), flags=re.IGNORECASE)
    _check_deferral(marks)
    for mark, start, end in zip(marks, starts, ends, strict=True):
        _read_mark(found, mark, syntax.unnamed(text[start:end].decode().strip()), at)
    return serial.expanded(found, at)


@lru_cache(maxsize=1000)
def _parse(text: bytes) -> Mapping[str, Any]:
    """Most columns of a schema are of a few forms."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        tree = json.loads(parse_sql_json((PREFIX + text + b")").decode()))
    except ParseError as error:
        raise ValueError(_explained(str(error.args[0]))) from None
    statements = tree["stmts"]
    elements = statements[0]["stmt"].get("CreateStmt", {}).get("tableElts", []) if len(statements) == 1 else []
    if len(elements) != 1 or "ColumnDef" not in elements[0]:
        raise ValueError("this is not one column's definition")
    return dict(elements[0]["ColumnDef"])


def _explained(message: str) -> str:
    """What people write who come from elsewhere, or in a hurry."""
    word = message.rpartition("at or near ")[2].strip('"').lower()
    return f"{message} (write `{_MEANT[word]}`)" if word in _MEANT else message


def _read_mark(found: dict[str, Raw], mark: dict[str, Any], text: str, at: tuple[str, ...]) -> None:
    table, column = at[-2], at[-1]
    given = mark.get("conname")
    match mark["contype"]:
        case "CONSTR_NOTNULL":
            found["not_null"] = "true"
            if given and given != f"{table}_{column}_not_null":
                found["not_null_name"] = given
            if mark.get("is_no_inherit"):
                found["not_null_no_inherit"] = "true"
        case "CONSTR_DEFAULT":
            found["default"] = re.sub(r"^default\s+", "", text, flags=re.IGNORECASE)
        case "CONSTR_GENERATED":
            found["generated"] = _inside(text)
            if mark.get("generated_kind") == "v":
                found["virtual"] = "true"
        case "CONSTR_IDENTITY":
            found["identity"] = "always" if mark.get("generated_when") == "a" else "by default"
            found["not_null"] = "true"
            if options := _sequence(mark):
                found["sequence"] = options
        case "CONSTR_PRIMARY":
            found["not_null"] = "true"
            found["^primary_key"] = {"columns": [column], **({"name": given} if given else {}), **_storage(mark)}
        case "CONSTR_UNIQUE":
            nulls: dict[str, Raw] = {"nulls_not_distinct": "true"} if mark.get("nulls_not_distinct") else {}
            found["^unique"] = {given or default_name(table, column, "key"): {"columns": [column], **nulls, **_storage(mark)}}
        case "CONSTR_CHECK":
            more: dict[str, Raw] = {"no_inherit": "true"} if mark.get("is_no_inherit") else {}
            checks = found.setdefault("^checks", {})
            assert isinstance(checks, dict)
            checks[_free(given or default_name(table, column, "check"), checks)] = {"expression": _inside(text), **more}
        case "CONSTR_FOREIGN":
            found["^foreign_keys"] = {given or default_name(table, column, "fkey"): f"({name(column)}) {text}"}
        case "CONSTR_ATTR_DEFERRABLE" | "CONSTR_ATTR_DEFERRED" | "CONSTR_ATTR_IMMEDIATE" | "CONSTR_ATTR_NOT_DEFERRABLE" as word:
            _defer(found, word, text)
        case "CONSTR_NULL":
            pass
        case other:
            raise ValueError(f"{other} is not known here: use the long form")


def _check_deferral(marks: list[dict[str, Any]]) -> None:
    words = [mark["contype"] for mark in marks]
    if any({*pair} == {"CONSTR_ATTR_NOT_DEFERRABLE", "CONSTR_ATTR_DEFERRED"} for pair in pairwise(words)):
        raise ValueError("what is INITIALLY DEFERRED is DEFERRABLE")


_DEFERRING = {"CONSTR_ATTR_DEFERRABLE": "deferrable", "CONSTR_ATTR_DEFERRED": "initially_deferred"}


def _defer(found: dict[str, Raw], word: str, text: str) -> None:
    """DEFERRABLE belongs to the constraint written before it; what is neither that nor INITIALLY DEFERRED is as keys are anyway."""
    last = list(found)[-1]
    body = found[last]
    if last == "^foreign_keys" and isinstance(body, dict):
        key = list(body)[-1]
        body[key] = f"{body[key]} {text}"
    elif last in ("^primary_key", "^unique") and isinstance(body, dict) and word in _DEFERRING:
        one = body if last == "^primary_key" else body[list(body)[-1]]
        one[_DEFERRING[word]] = "true"


def _storage(mark: dict[str, Any]) -> dict[str, Raw]:
    """What WITH and USING INDEX TABLESPACE say of a key's index."""
    found: dict[str, Raw] = {}
    if given := [one["DefElem"] for one in mark.get("options", [])]:
        found["with"] = {one["defname"]: _option(one.get("arg")) for one in given}
    if space := mark.get("indexspace"):
        found["tablespace"] = space
    return found


def _option(value: dict[str, Any] | None) -> str:
    if value is None:
        return "true"  # a name alone switches it on
    if "TypeName" in value:
        return str(value["TypeName"]["names"][-1]["String"]["sval"])
    return str(value["String"]["sval"]) if "String" in value else _number(value)


def _free(wanted: str, taken: dict[str, Raw]) -> str:
    number, found = 0, wanted
    while found in taken:
        number += 1
        found = f"{wanted}{number}"
    return found


def _inside(text: str) -> str:
    """What stands between the first parenthesis and the one that closes it."""
    opening = re.search(r"\b(as|check)\s*\(", text, re.IGNORECASE)
    assert opening
    return text[opening.end() : text.rindex(")")].strip()


_SEQUENCE_KEYS = {
    "sequence_name": "name",
    "start": "start",
    "increment": "increment",
    "minvalue": "minvalue",
    "maxvalue": "maxvalue",
    "cache": "cache",
}


def _sequence(mark: dict[str, Any]) -> dict[str, Raw]:
    found: dict[str, Raw] = {}
    for option in mark.get("options", []):
        element = option["DefElem"]
        key, value = element["defname"], element.get("arg")
        if key == "cycle":
            found["cycle"] = "true" if value and value.get("Boolean", {}).get("boolval") else "false"
        elif key in _SEQUENCE_KEYS and value:
            found[_SEQUENCE_KEYS[key]] = _number(value)
        elif key not in _SEQUENCE_KEYS:
            raise ValueError(f"sequence option {key} is not known here")
    return {key: found[key] for key in sorted(found) if found[key] != "false"}


def _number(value: dict[str, Any]) -> str:
    if "List" in value:
        return ".".join(name(item["String"]["sval"]) for item in value["List"]["items"])
    return str(value["Integer"].get("ival", 0)) if "Integer" in value else str(value["Float"]["fval"])


def write(column: Any, children: dict[str, Raw]) -> Raw:
    """The short form where it comes back as it went, otherwise the long one."""
    long = {**yaml_fields(column), **children}
    if column.type in serial.WORDS:
        return column.type if list(long) == ["type"] else long
    text = [type_text.short(column.type)]
    if column.collation:
        text.append(f"collate {column.collation}")
    if column.generated:
        text.append(f"generated always as ({column.generated}) {'virtual' if column.virtual else 'stored'}")
    if column.identity:
        text.append(f"generated {column.identity} as identity")
    if column.not_null and not (column.identity and not column.not_null_name):
        text.append((f"constraint {name(column.not_null_name)} " if column.not_null_name else "") + "not null")
    if isinstance(children.get("default"), str):
        text.append(f"default {children['default']}")
    short = " ".join(text)
    try:
        return short if read(short, column.id.path) == long else long
    except ValueError:
        return long
