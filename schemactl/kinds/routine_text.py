"""CREATE FUNCTION and CREATE PROCEDURE as text: a whole statement cut into fields, argument lists taken apart, keys of YAML maps.

What PostgreSQL keeps as text (arguments, result, body) is cut out of the statement as it stands; the rest comes from the parse tree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from schemactl.kinds import syntax
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import Token
from schemactl.kinds.yaml_form import Raw

LIST_SETTINGS = frozenset(
    (
        "local_preload_libraries",
        "search_path",
        "session_preload_libraries",
        "shared_preload_libraries",
        "temp_tablespaces",
        "unix_socket_directories",
    )
)
"""Settings that hold a list of identifiers, each quoted on its own (GUC_LIST_QUOTE; pg_dump knows them by name too)."""

OUTPUT = frozenset(("FUNC_PARAM_OUT", "FUNC_PARAM_TABLE"))


def split(text: str) -> list[str]:
    """Parts between the commas that stand outside of quotes and parentheses; no part at all in an empty text."""
    parts, depth, quoted = [""], 0, False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif not quoted:
            depth += (character in "([") - (character in ")]")
        if character == "," and not quoted and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts] if text.strip() else []


def key(routine_name: str, arguments: str) -> str:
    """How a routine is called in a YAML map: `audit(text, integer)`. A name that would be cut at the wrong place is quoted."""
    odd = "(" in routine_name or routine_name.startswith('"')
    return ('"' + routine_name.replace('"', '""') + '"' if odd else routine_name) + f"({arguments})"


def from_key(text: str) -> tuple[str, str]:
    """Name and argument types of a key."""
    end = _quoted_end(text) if text.startswith('"') else text.find("(")
    if end <= 0 or text[end : end + 1] != "(" or not text.rstrip().endswith(")"):
        raise ValueError("the key is the name with the types of the arguments, as in `audit(text, integer)` or `touch()`")
    plain = text[:end] if text[0] != '"' else text[1 : end - 1].replace('""', '"')
    types = text.rstrip()[end + 1 : -1].strip()
    return plain, "" if types == "*" else ", ".join(split(types))


def _quoted_end(text: str) -> int:
    at = 1
    while (at := text.find('"', at)) >= 0 and text[at : at + 2] == '""':
        at += 2
    return at + 1 if at >= 0 else -1


def identifiers(value: str) -> list[str]:
    """What a list setting holds: `app, "A b"` → app, A b."""
    return [_identifier(part) for part in split(value)]


def _identifier(text: str) -> str:
    mark = text[:1]
    return text[1:-1].replace(mark * 2, mark) if mark in ('"', "'") else text.lower()


class Parameter(NamedTuple):
    """One argument: what decides whether CREATE OR REPLACE may change it."""

    name: str
    mode: str
    type: str
    default: str | None

    @property
    def is_output(self) -> bool:
        return self.mode in OUTPUT


def parameters(arguments: str) -> list[Parameter]:
    """The arguments in order."""
    tree = _parse(f"CREATE FUNCTION f({arguments}) RETURNS void AS ''")
    return [_parameter(one["FunctionParameter"]) for one in tree.get("parameters", [])]


def _parameter(tree: dict[str, Any]) -> Parameter:
    default = json.dumps(syntax.placeless(tree["defexpr"])) if "defexpr" in tree else None
    mode = "FUNC_PARAM_IN" if tree["mode"] == "FUNC_PARAM_DEFAULT" else tree["mode"]
    return Parameter(tree.get("name", ""), mode, json.dumps(syntax.placeless(tree["argType"])), default)


def _parse(sql: str) -> dict[str, Any]:
    return syntax.statement(sql, "CreateFunctionStmt", "one CREATE FUNCTION or CREATE PROCEDURE statement")


def statement(sql: str, routine_name: str, types: str, *, procedure: bool) -> dict[str, Raw]:
    """The fields that a whole statement says. Name and argument types come from the key: here they are only compared."""
    tree = _parse(sql)
    if bool(tree.get("is_procedure")) != procedure:
        raise ValueError(f"expected CREATE {'PROCEDURE' if procedure else 'FUNCTION'} here")
    created = syntax.string(tree["funcname"][-1])
    if created != routine_name:
        raise ValueError(f"the statement creates {created}, the key says {routine_name}")
    inputs = [one for one in tree.get("parameters", []) if one["FunctionParameter"]["mode"] not in OUTPUT]
    if len(inputs) != len(split(types)):
        raise ValueError(f"the statement has {len(inputs)} input arguments, the key has {len(split(types))} types")
    return dict(_fields(sql, tree))


def _fields(sql: str, tree: dict[str, Any]) -> Iterator[tuple[str, Raw]]:
    options = [one["DefElem"] for one in tree.get("options", [])]
    data = sql.encode()
    starts = [len(data[: one["location"]].decode()) for one in options]
    tokens = syntax.tokens(sql)
    opening = next(at for at, token in enumerate(tokens) if token.name == "ASCII_40")
    closing = next(at for at, token in enumerate(tokens) if at > opening and token.name == "ASCII_41" and token.depth == 0)
    yield "arguments", sql[tokens[opening].end : tokens[closing].start].strip()
    rest = [token for token in tokens[closing + 1 :] if token.name != "ASCII_59" or "sql_body" in tree]
    body = _body_start(rest, starts) if "sql_body" in tree else len(sql)
    if "returnType" in tree:
        first = 1 + next(at for at, token in enumerate(rest) if token.name == "RETURNS" and token.start not in starts)
        end = min((start for start in (*starts, body) if start > rest[first].start), default=len(sql))
        yield "returns", syntax.text_of(sql, (token for token in rest[first:] if token.start < end))
    yield from _options(options, [[token for token in rest if start <= token.start < end] for start, end in _spans(starts, body)], sql)
    if "sql_body" in tree:
        yield "sql_body", syntax.text_of(sql, rest[next(at for at, token in enumerate(rest) if token.start == body) :]).rstrip("; \n\t")


def _body_start(rest: list[Token], starts: list[int]) -> int:
    """RETURN or BEGIN after the last option: the body is always last."""
    after = max(starts, default=0)
    return next(token.start for token in rest if token.name in ("RETURN", "BEGIN_P") and token.depth == 0 and token.start > after)


def _spans(starts: list[int], end: int) -> Iterable[tuple[int, int]]:
    return pairwise([*starts, end])


def _options(options: list[dict[str, Any]], texts: list[list[Token]], sql: str) -> Iterator[tuple[str, Raw]]:
    settings: dict[str, Raw] = {}
    for option, tokens in zip(options, texts, strict=True):
        match option["defname"]:
            case "as":
                every = [syntax.string(one) for one in option["arg"]["List"]["items"]]
                yield from zip(("body",) if len(every) == 1 else ("object_file", "body"), every, strict=True)
            case "set":
                settings.update(_setting(option["arg"]["VariableSetStmt"]))
            case "transform":
                yield "transform", _transforms(sql, tokens)
            case "support":
                yield "support", qualified(syntax.string(one) for one in option["arg"]["List"]["items"])
            case "security":
                yield "security_definer", _plain(option["arg"])
            case other:
                yield other, _plain(option["arg"])
    if settings:
        yield "configuration", settings


def _plain(arg: dict[str, Any]) -> str:
    ((kind, value),) = arg.items()
    match kind:
        case "Boolean":
            return "true" if value.get("boolval") else "false"
        case "Integer":
            return str(value.get("ival", 0))
        case "Float":
            return str(value["fval"])
        case _:
            return str(value.get("sval", ""))


def _setting(tree: dict[str, Any]) -> dict[str, Raw]:
    match tree["kind"]:
        case "VAR_SET_DEFAULT":
            return {}
        case "VAR_SET_VALUE":
            return {tree["name"]: setting_value(tree["name"], [_constant(one) for one in tree["args"]])}
        case _:
            raise ValueError("SET … FROM CURRENT means whatever the session says: write the value")


def setting_value(setting: str, values: Iterable[str]) -> str:
    """A list as PostgreSQL keeps it."""
    return ", ".join(name(value) if setting.lower() in LIST_SETTINGS else value for value in values)


def _constant(tree: dict[str, Any]) -> str:
    match tree:
        case {"A_Const": {"sval": value}}:
            return str(value.get("sval", ""))
        case {"A_Const": {"ival": value}}:
            return str(value.get("ival", 0))
        case {"A_Const": {"fval": value}}:
            return str(value["fval"])
        case _:
            raise ValueError("this value of SET is not understood: write a plain constant")


def _transforms(sql: str, tokens: list[Token]) -> list[Raw]:
    """TRANSFORM FOR TYPE a, FOR TYPE b."""
    found: list[list[Token]] = [[]]
    for token in tokens[1:]:
        if token.name == "ASCII_44" and token.depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    return [syntax.text_of(sql, every[2:]) for every in found]
