"""Statements of a plan → what they drop that somebody may use, and do not make again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from schemactl.lint.tree import Node, Path, Tree, parse, relation, strings

_DROPPED = {"OBJECT_TABLE": "table", "OBJECT_MATVIEW": "table", "OBJECT_INDEX": "index"}


class Drop(NamedTuple):
    """`name` has its schema; a column's has its table too. A materialized view counts as a table."""

    what: Literal["table", "column", "index"]
    name: Path


def dropped(statements: Iterable[str]) -> list[Drop]:
    """In order, each once; what a plan makes under the same name is replaced, and not meant."""
    gone, made = dict[Drop, None](), set[Drop]()
    statements = list(statements)
    for tree in (tree for sql in statements if "drop" in sql.lower() for tree in _trees(sql)):
        gone.update(dict.fromkeys(_gone(tree)))
    if not gone:
        return []  # a plan from nothing is long, and parsed by others anyway
    for tree in (tree for sql in statements for tree in _trees(sql)):
        made.update(_made(tree))
    return [one for one in gone if one not in made and len(one.name) == (3 if one.what == "column" else 2)]


def _trees(sql: str) -> list[Tree]:
    try:
        return parse(sql)
    except ValueError:
        return []


def _gone(tree: Tree) -> Iterator[Drop]:
    if tree.tag == "DropStmt" and (what := _DROPPED.get(tree.node["removeType"])):
        for one in tree.node["objects"]:
            yield Drop("index" if what == "index" else "table", strings(one["List"]["items"]))
    for command in _commands(tree):
        if command.get("subtype") == "AT_DropColumn":
            yield Drop("column", (*relation(tree.node["relation"]), command["name"]))


def _made(tree: Tree) -> Iterator[Drop]:
    if tree.tag == "IndexStmt" and "idxname" in tree.node:
        yield Drop("index", (*relation(tree.node["relation"])[:-1], tree.node["idxname"]))
    if tree.tag == "CreateStmt":
        yield Drop("table", relation(tree.node["relation"]))
    if tree.tag == "CreateTableAsStmt":
        yield Drop("table", relation(tree.node["into"]["rel"]))
    if tree.tag == "RenameStmt" and "relation" in tree.node:
        # What takes the name is there afterwards.
        table = relation(tree.node["relation"])
        kind, name = tree.node["renameType"], tree.node["newname"]
        if kind == "OBJECT_COLUMN":
            yield Drop("column", (*table, name))
        elif kind in _DROPPED:
            yield Drop("index" if kind == "OBJECT_INDEX" else "table", (*table[:-1], name))
    for command in _commands(tree):
        if command.get("subtype") == "AT_AddColumn":
            yield Drop("column", (*relation(tree.node["relation"]), command["def"]["ColumnDef"]["colname"]))


def _commands(tree: Tree) -> Iterator[Node]:
    if tree.tag == "AlterTableStmt":
        yield from (one["AlterTableCmd"] for one in tree.node["cmds"])
