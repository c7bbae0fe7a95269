"""Choices, from a number (the same pair for the same number, always) or from hypothesis, which can shrink what it drew.

What is drawn with zeros is the simplest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


OPTIONS = "options of memberships"
ANY = frozenset(("citext", "hstore", "pg_trgm", "vector", OPTIONS))


class Choice:
    """What generators ask. `integer` gives one between two bounds, both included; `offered` is what not every server has: extensions, and more."""

    def __init__(self, integer: Callable[[int, int], int], offered: frozenset[str] = ANY) -> None:
        self._integer = integer
        self.offered = offered

    @classmethod
    def numbered(cls, number: int, offered: frozenset[str] = ANY) -> Choice:
        return cls(Random(number).randint, offered)

    def number(self, low: int, high: int) -> int:
        return low if low == high else self._integer(low, high)

    def pick(self, among: Sequence[T]) -> T:
        return among[self.number(0, len(among) - 1)]

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def some(self, among: Sequence[T], low: int, high: int) -> list[T]:
        """Different ones, in any order."""
        left, found = list(among), []
        for _ in range(min(self.number(low, high), len(left))):
            found.append(left.pop(self.number(0, len(left) - 1)))
        return found

    def weighted(self, among: Sequence[tuple[int, T]]) -> T:
        place = self.number(0, sum(weight for weight, _ in among) - 1)
        for weight, one in among:
            place -= weight
            if place < 0:
                return one
        raise AssertionError("weights are positive")
