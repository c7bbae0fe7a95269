"""Makes a failing pair smaller: items and differences are left out, as long as it goes on failing at the same stage.

It knows what an item is, and takes whole ones: some thirty attempts do what a shrinker of single choices needs thousands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from evolve.drawing import Pair, settle
from evolve.model import Model

Fails = Callable[[Pair], bool]


def reduced(pair: Pair, fails: Fails, *, attempts: int = 200) -> Pair:
    """The smallest pair found."""
    left = attempts
    while True:
        for smaller in _smaller(pair):
            if left == 0:
                return pair
            left -= 1
            if fails(smaller):
                pair = smaller
                break
        else:
            return pair


def _smaller(pair: Pair) -> Iterator[Pair]:
    numbers = sorted({*pair.before.items, *pair.after.items})
    size = len(numbers) // 2
    while size:
        for start in range(0, len(numbers), size):
            yield from _if_other(pair, _without(pair, set(numbers[start : start + size])))
        size //= 2
    for number in numbers:
        here, there = pair.before.items.get(number), pair.after.items.get(number)
        if here and there and here != there:
            yield from _if_other(pair, _with(pair, there.uid, msgspec.structs.replace(there, body=here.body)))
            yield from _if_other(pair, _with(pair, there.uid, here))
            for word in sorted({*here.body, *there.body}):
                if here.body.get(word) != there.body.get(word):
                    body = {key: value for key, value in {**there.body, word: here.body.get(word)}.items() if value is not None}
                    yield from _if_other(pair, _with(pair, there.uid, msgspec.structs.replace(there, body=body)))
        elif here and not there:
            yield from _if_other(pair, _with(pair, number, here))
    yield from _plainer(pair, numbers)


def _plainer(pair: Pair, numbers: list[int]) -> Iterator[Pair]:
    """Without single words, the same on both sides; then with a plain name."""
    for number in numbers:
        item = pair.after.items.get(number) or pair.before.items[number]
        for word in item.body:
            if not word.startswith(("_", "=")) and word not in (
                "type",
                "columns",
                "definition",
                "expression",
                "query",
                "execute",
                "returns",
                "values",
            ):
                with suppress(LookupError):  # there are generators that rely on the word
                    yield from _if_other(pair, _each(pair, number, lambda one, word=word: _bare(one, word)))
        if not item.name.isascii() or not item.name.isalnum() or len(item.name) > 3:
            yield from _if_other(pair, _each(pair, number, lambda one, number=number: _renamed(pair, one, number)))


def _bare(item, word: str):  # type: ignore[no-untyped-def]
    return msgspec.structs.replace(item, body={key: value for key, value in item.body.items() if key != word})


def _renamed(pair: Pair, item, number: int):  # type: ignore[no-untyped-def]
    same = all(side.items[number].name == item.name for side in (pair.before, pair.after) if number in side.items)
    return msgspec.structs.replace(item, name=f"x{number}") if same else item


def _each(pair: Pair, number: int, change) -> Pair:  # type: ignore[no-untyped-def]
    sides = []
    for side in (pair.before, pair.after):
        copy = side.copy()
        if number in copy.items:
            copy.items[number] = change(copy.items[number])
        settle(copy)
        sides.append(copy)
    return Pair(sides[0], sides[1], pair.told)


def _without(pair: Pair, numbers: set[int]) -> Pair:
    sides = [Model({key: one for key, one in side.items.items() if key not in numbers}) for side in (pair.before, pair.after)]
    for side in sides:
        settle(side)
    return Pair(sides[0], sides[1], pair.told)


def _with(pair: Pair, number: int, item) -> Pair:  # type: ignore[no-untyped-def]
    after = Model(dict(sorted({**pair.after.items, number: item}.items())))
    settle(after)
    return Pair(pair.before, after, pair.told)


def _if_other(pair: Pair, smaller: Pair) -> Iterator[Pair]:
    if smaller.before.items != pair.before.items or smaller.after.items != pair.after.items:
        yield smaller
