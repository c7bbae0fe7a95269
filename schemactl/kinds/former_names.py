"""Which values of an enum, or attributes of a composite type, have other names by now: what the YAML says, and what a database has seen of it.

What is done already stays in the files, so a pair counts where its earlier name is there and its new one is free, or becomes free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context
from schemactl.kinds.sql import literal
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId

VALUES, ATTRIBUTES = "renamed_values", "renamed_attributes"


def unmeant(way: str, ways: Mapping[str, Raw], names: Iterable[Raw]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Pairs that lead to none of the names, and two that begin with the same."""
    given, known, seen = ways.get(way), list(names), dict[Raw, str]()
    if not isinstance(given, dict):
        return
    for new, old in given.items():
        if not isinstance(old, str):
            yield (way, new), "each new name has its earlier one beside it, as in {shop: store}"
        elif old == new or old in seen:
            yield (way, new), f"{literal(old)} cannot be the former {literal(new)}{f' and {literal(seen[old])}' if old in seen else ''}"
        elif new not in known and new not in given.values():
            yield (way, new), f"there is no {literal(new)} in {way.removeprefix('renamed_')}"
        else:
            seen[old] = new


class Renaming:
    """What a plan does about the names within one type: from those that are there to those that are wanted."""

    def __init__(self, way: str, within: ObjectId, there: Iterable[str], wanted: Iterable[str], ctx: Context) -> None:
        self.way, self.within, self.there, self.wanted, self.ctx = way, within, tuple(there), tuple(wanted), ctx
        given: Any = ctx.desired.intents.get(within, {}).get(way)
        self.new: dict[str, str] = {old: new for new, old in given.items()} if isinstance(given, dict) else {}

    def pairs(self) -> dict[str, str]:
        """Old → new, in an order in which each name is free when it is taken. RefusedError where nothing tells whether it was done."""
        every = [old for old in self.there if old in self.new]
        found = {old: self._leads_to(old) for old in every if self._is_ahead(old)}
        for old in every:
            if old not in found and old not in self.wanted and self._leads_to(old) in self.there:
                raise self._refused(
                    f"has {literal(old)} and {literal(self._leads_to(old))} both, so the one cannot be the other's former name",
                    f"if {literal(old)} goes, take it out of {self.way}; rows that hold something there need it elsewhere first",
                    "S318",
                )
        ordered: dict[str, str] = {}
        while len(ordered) < len(found):
            ordered |= {old: new for old, new in found.items() if old not in ordered and (new not in found or new in ordered)}
        return ordered

    def _leads_to(self, old: str) -> str:
        """Its name by now: a database may have missed some."""
        seen, new = {old}, self.new[old]
        while new not in (*self.wanted, *self.there, *seen) and new in self.new:
            seen.add(new)
            new = self.new[new]
        return new

    def _is_ahead(self, old: str) -> bool:
        """Is the new name free, or does who has it give it up?"""
        passed = [old]
        while (new := self._leads_to(passed[-1])) in self.wanted:
            if new not in self.there:
                return True
            if new == passed[-1]:
                return False  # there and back
            if new in passed:
                raise self._refused(
                    f"shall have {' and '.join(map(literal, passed[passed.index(new) :]))} under each other's names",
                    "afterwards nothing would show that it was done: rename one of them to a third name in a plan of its own",
                    "S303",
                )
            if new not in self.new:
                return False
            passed.append(new)
        return False

    def _refused(self, why: str, hint: str, code: str) -> RefusedError:
        origin = self.ctx.desired.origins.get(self.within)
        return RefusedError(f"{self.within} {why}", hint=hint, where=origin.where if origin else None, code=code)
