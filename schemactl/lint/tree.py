"""Parse trees of statements, as PostgreSQL's own parser writes them in JSON: tags, names and types out of nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

Node = dict[str, Any]
Path = tuple[str, ...]


class Tree(NamedTuple):
    """One statement: the tag of its node, and the node."""

    tag: str
    node: Node


class TypeName(NamedTuple):
    """A type as the parser names it: `("varchar",)`, modifiers, and how many array brackets follow."""

    names: Path
    modifiers: tuple[int | str, ...] = ()
    dimensions: int = 0

    @property
    def name(self) -> str:
        """Without its schema."""
        return self.names[-1]


def parse(sql: str) -> list[Tree]:
    """Every statement of a text; what PostgreSQL 18 cannot parse is a ValueError."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        found = json.loads(parse_sql_json(sql))["stmts"]
    except ParseError as error:
        raise ValueError(str(error.args[0])) from None
    return [Tree(*next(iter(one["stmt"].items()))) for one in found]


def expression(text: str) -> Node:
    """The tree of an expression as a catalog prints it."""
    target = parse(f"SELECT {text}")[0].node["targetList"][0]["ResTarget"]
    return dict(target["val"])


def relation(node: Node) -> Path:
    """A RangeVar's name, with its schema where one is written."""
    return tuple(part for part in (node.get("schemaname"), node["relname"]) if part)


def strings(nodes: list[Node]) -> Path:
    """A list of String nodes; `*` is a star."""
    return tuple(str(one["String"].get("sval", "")) if "String" in one else "*" for one in nodes)


def named(node: Node) -> Path:
    """The name of an object in DROP, COMMENT and the like, in whichever form the grammar puts it."""
    tag, inner = next(iter(node.items()))
    match tag:
        case "List":
            return strings([one for one in inner["items"] if "String" in one]) or type_name(inner["items"][0]["TypeName"]).names
        case "String":
            return (str(inner.get("sval", "")),)
        case "TypeName":
            return strings(inner["names"])
        case "ObjectWithArgs":
            return strings(inner["objname"])
        case "RangeVar":
            return relation(inner)
        case _:
            return ()


def type_name(node: Node) -> TypeName:
    """`pg_catalog.` goes: the grammar writes it for the types that are words of its own."""
    names = strings(node["names"])
    modifiers = tuple(_modifier(one) for one in node.get("typmods", ()))
    return TypeName(names[1:] if names[0] == "pg_catalog" else names, modifiers, len(node.get("arrayBounds", ())))


def type_of_text(text: str) -> TypeName:
    """The type that format_type printed."""
    cast = expression(f"NULL::{text}")["TypeCast"]
    return type_name(cast["typeName"])


def _modifier(node: Node) -> int | str:
    constant = node.get("A_Const", {})
    if "ival" in constant:
        return int(constant["ival"].get("ival", 0))
    return str(constant.get("sval", {}).get("sval", ""))


def walk(node: Any) -> Iterator[tuple[str, Node]]:
    """Every tagged node inside, from the outside in."""
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    elif isinstance(node, dict):
        for tag, inner in node.items():
            if isinstance(inner, dict) and tag[:1].isupper():
                yield tag, inner
            yield from walk(inner)


def relations(node: Any) -> Iterator[Path]:
    """Every relation that is named somewhere inside."""
    for tag, inner in walk(node):
        if tag == "RangeVar":
            yield relation(inner)
    if isinstance(node, dict) and isinstance(node.get("relation"), dict) and "relname" in node["relation"]:
        yield relation(node["relation"])


def constraints(column: Node) -> list[Node]:
    """The constraints of a ColumnDef."""
    return [one["Constraint"] for one in column.get("constraints", ())]


def option(options: list[Node], name: str) -> Node | None:
    """The DefElem of that name."""
    return next((one["DefElem"] for one in options if one.get("DefElem", {}).get("defname") == name), None)


def switched_on(options: list[Node], name: str) -> bool:
    """`(name)`, `(name true)`, `(name 1)`: is the option on?"""
    found = option(options, name)
    if found is None:
        return False
    given = found.get("arg", {})
    word = given.get("String", {}).get("sval", given.get("Boolean", {}).get("boolval", given.get("Integer", {}).get("ival")))
    return "arg" not in found or str(word).lower() in ("true", "on", "yes", "1")
