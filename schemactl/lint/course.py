"""A whole plan, for rules that ask what comes before or behind a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from schemactl.kinds.index import Index
from schemactl.lint.catalog import Catalog
from schemactl.lint.judge import Judgement
from schemactl.lint.tree import Node, Path, named, relation

MOST_RELATIONS = 1000
"""In one transaction; at PostgreSQL's default settings there is no memory for the locks of about 3,550 new tables with their keys."""


def subcommands(judgement: Judgement, catalog: Catalog) -> Iterator[tuple[Path, Node]]:
    """Every subcommand of ALTER TABLE, with its relation."""
    for tree in judgement.trees:
        if tree.tag == "AlterTableStmt":
            path = catalog.resolve(relation(tree.node["relation"]))
            yield from ((path, one["AlterTableCmd"]) for one in tree.node["cmds"])


class Course:
    """Judgements in the order in which they run, and the step of each. Positions count from 0."""

    def __init__(self, judgements: Sequence[Judgement], steps: Sequence[int], catalog: Catalog) -> None:
        self.judgements, self.steps, self._catalog = judgements, steps, catalog

    @cached_property
    def dropped_indexes(self) -> dict[Path, list[tuple[int, Index]]]:
        """Of each table, with where they go."""
        found: dict[Path, list[tuple[int, Index]]] = {}
        for number, path in self._dropped("OBJECT_INDEX"):
            if index := self._catalog.index(path):
                found.setdefault(index.id.path[:2], []).append((number, index))
        return found

    @cached_property
    def dropped_constraints(self) -> dict[Path, int]:
        """`(schema, table, name)`, with where they go, alone or with their table."""
        found = {
            (*path, str(command.get("name"))): number
            for number, one in enumerate(self.judgements)
            for path, command in subcommands(one, self._catalog)
            if command.get("subtype") == "AT_DropConstraint"
        }
        for number, path in self._dropped("OBJECT_TABLE"):
            found |= {one.id.path: number for one in self._catalog.inside(path, "foreign_key")}
        return found

    @cached_property
    def rewritten(self) -> dict[Path, int]:
        """Tables, with where they are written anew first."""
        found: dict[Path, int] = {}
        for number, one in enumerate(self.judgements):
            for path in one.rewrites:
                found.setdefault(path, number)
        return found

    def is_analyzed(self, table: Path, after: int) -> bool:
        """Does an ANALYZE read it behind that statement?"""
        return max(self._analyzed.get(table, -1), self._analyzed.get((), -1)) > after

    @cached_property
    def _analyzed(self) -> dict[Path, int]:
        """Tables, with where they are analyzed last; `()` where everything is."""
        found: dict[Path, int] = {}
        for number, tree in ((number, tree) for number, one in enumerate(self.judgements) for tree in one.trees):
            if tree.tag == "VacuumStmt":
                named_ = [one["VacuumRelation"]["relation"] for one in tree.node.get("rels", ())]
                found |= {self._catalog.resolve(relation(one)): number for one in named_} or {(): number}
        return found

    @cached_property
    def crowded(self) -> dict[int, int]:
        """Statements with which their transaction comes to lock more than MOST_RELATIONS; and how many it locks in the end."""
        held: dict[int, set[Path]] = {}
        first: dict[int, int] = {}
        for number, (step, one) in enumerate(zip(self.steps, self.judgements, strict=True)):
            locked = held.setdefault(step, set())
            locked |= {*one.locks, *one.creates}
            if len(locked) > MOST_RELATIONS:
                first.setdefault(step, number)
        return {number: len(held[step]) for step, number in first.items()}

    def before(self, number: int) -> Sequence[Judgement]:
        """What stands before a statement in its step."""
        begins = number
        while begins and self.steps[begins - 1] == self.steps[number]:
            begins -= 1
        return self.judgements[begins:number]

    def _dropped(self, what: str) -> Iterator[tuple[int, Path]]:
        for number, one in enumerate(self.judgements):
            for tree in one.trees:
                if tree.tag == "DropStmt" and tree.node.get("removeType") == what:
                    yield from ((number, self._catalog.resolve(named(each))) for each in tree.node["objects"])
