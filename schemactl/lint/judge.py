"""Judges any SQL statement by its parse tree and the state it meets: what it locks, copies, reads, loses."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.facts import Facts, Loss, Lost, SoFar, Work
from schemactl.lint.forms import FORMS
from schemactl.lint.tree import Path, Tree, parse
from schemactl.model.state import State
from schemactl.model.statement import Lock


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """`locks` are on relations that others may use; `creates` are new ones. `unknown` names what nobody can judge; then the rest says nothing."""

    locks: dict[Path, Lock]
    work: tuple[Work, ...]
    lost: tuple[Lost, ...]
    trees: tuple[Tree, ...] = ()
    creates: frozenset[Path] = frozenset()
    transactional: bool = True
    unusable_until_commit: bool = False
    unknown: str | None = None

    @property
    def lock(self) -> Lock:
        """The strongest of all."""
        order = list(Lock)
        return max(self.locks.values(), key=order.index, default=Lock.NONE)

    @property
    def rewrites(self) -> frozenset[Path]:
        """Relations that get a new file."""
        return frozenset(one.relation for one in self.work if one.what == "rewrite")

    @property
    def codes(self) -> frozenset[str]:
        """Of what it works on and what goes: rules that the judge has found the case for."""
        said = [*(one.code for one in self.work), *(one.code for one in self.lost)]
        return frozenset(code for code in said if code)

    @property
    def scans(self) -> frozenset[Path]:
        """Relations that are read from one end to the other."""
        return frozenset(one.relation for one in self.work if one.code != "empty")


class Judge:
    """Of a plan's statements, one after the other: remembers what they made and renamed. `zone` is the session's."""

    def __init__(self, state: State, *, search_path: Iterable[str] = (), zone: str = "UTC") -> None:
        self._catalog, self._zone, self._so_far = Catalog(state, search_path), zone, SoFar()

    @property
    def catalog(self) -> Catalog:
        """The state before the first statement."""
        return self._catalog

    def judge(self, sql: str) -> Judgement:
        """One text, mostly one statement."""
        try:
            trees = parse(sql)
        except ValueError as error:
            return Judgement(locks={}, work=(), lost=(), unknown=str(error))
        facts = Facts(self._catalog, self._so_far, self._zone)
        for tree in trees:
            self._look(tree, facts)
        return _judgement(facts, trees)

    def _look(self, tree: Tree, facts: Facts) -> None:
        if form := FORMS.get(tree.tag):
            form(tree.node, facts)
        else:
            facts.unknown = tree.tag
        self._so_far.made.update(facts.creates)


def judge(sql: str, state: State, *, search_path: Iterable[str] = (), zone: str = "UTC") -> Judgement:
    """A text by itself."""
    return Judge(state, search_path=search_path, zone=zone).judge(sql)


def _judgement(facts: Facts, trees: list[Tree]) -> Judgement:
    creates = frozenset(facts.creates)
    return Judgement(
        trees=tuple(trees),
        locks=facts.locks,
        work=tuple(facts.work),
        lost=still_lost(facts.lost, creates),
        creates=creates,
        transactional=facts.transactional,
        unusable_until_commit=facts.unusable_until_commit,
        unknown=facts.unknown,
    )


def still_lost(lost: Iterable[Lost], creates: Collection[Path]) -> tuple[Lost, ...]:
    """A view under the old name, made in the same transaction, keeps whoever says it working."""
    return tuple(
        one
        for one in lost
        if not (one.loss is Loss.COMPATIBILITY and one.about and one.about.kind == "table" and one.about.path in creates)
    )
