"""What a statement has to do, and how large that is → how long it will take, by what the same kind of work took elsewhere.

The model is one number for each kind of work: seconds for a byte of the table's heap, where a row counts as PER_ROW bytes more. Wide indexes, cold
disks and a busy server are not in it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from schemactl.lint.judge import Judge, Judgement
from schemactl.lint.tree import Path, relation, walk
from schemactl.live.sizes import Size, Sizes
from schemactl.model.statement import Lock

_MB = 1 << 20
PER_ROW = 300
"""A row is to be looked at, sorted, copied, however short it is. Between a disk that reads as fast as it can and a table in memory."""

DEFAULTS: Mapping[str, float] = {
    "scan": 1 / (400 * _MB),
    "join": 1 / (150 * _MB),
    "build": 1 / (120 * _MB),
    "concurrent build": 1 / (90 * _MB),
    "rewrite": 1 / (60 * _MB),
    "backfill": 1 / (15 * _MB),
}
"""Seconds per byte where nothing was measured: about three times what a fast machine takes with all of it in memory."""

SMALLEST = _MB
"""What is measured on fewer bytes is the cost of any statement, and says nothing about size."""

# What these take is what their author asked for, and no size of a table tells it.
_OPEN = frozenset(
    {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "DoStmt", "CallStmt", "CreateTableAsStmt", "RefreshMatViewStmt"}
)


Work = tuple[str, Path]
"""A key of DEFAULTS, and the relation that it is done on."""


class Sample(msgspec.Struct, frozen=True):
    """Work on tables of these sizes took so many seconds; `what` is a key of DEFAULTS."""

    what: str
    sizes: tuple[Size, ...]
    seconds: float


class Estimate(msgspec.Struct, frozen=True):
    """`measured`: everything in it was measured on this project's data, not guessed. `work` is what takes that time."""

    seconds: float
    measured: bool
    work: tuple[Work, ...] = ()

    def __str__(self) -> str:
        return f"{_about(self.seconds)}{self._guessed}"

    @property
    def brief(self) -> str:
        """The same for a narrow column."""
        return f"{_about(self.seconds).replace('under a second', '<1 s').replace('about ', '~')}{self._guessed}"

    @property
    def _guessed(self) -> str:
        return "" if self.measured else "?"


class Rates(msgspec.Struct, frozen=True):
    """Seconds per byte that were measured, by kind of work."""

    measured: Mapping[str, float] = {}

    def estimate(self, work: Sequence[Work] | None, sizes: Sizes) -> Estimate | None:
        """None where nobody knows: what an author's own query takes, or how large a table is."""
        if work is None or any(path not in sizes for _, path in work):
            return None
        seconds = sum(_weight(sizes[path]) * self.measured.get(what, DEFAULTS[what]) for what, path in work)
        return Estimate(seconds, all(what in self.measured for what, _ in work), tuple(work))


class Works:
    """Of a plan's statements, one after the other."""

    def __init__(self, judge: Judge) -> None:
        self._judge, self._foreign = judge, set[str]()

    def of(self, sql: str) -> Sequence[Work] | None:
        """Each kind of work with its relation, once; None where the tree does not tell."""
        judgement = self._judge.judge(sql)
        if (filled := _backfilled(judgement)) is not None:
            return [("backfill", filled)]
        if judgement.unknown or {tree.tag for tree in judgement.trees} & _OPEN:
            return None
        scan = "join" if self._joins(judgement) else "scan"
        words = {"scan": scan, "build": "build" if judgement.transactional else "concurrent build"}
        return list(dict.fromkeys((words.get(one.what, one.what), one.relation) for one in judgement.work if one.code != "empty"))

    def _joins(self, judgement: Judgement) -> bool:
        """Are a table's rows looked for in another? The plan itself may have made the foreign key that it validates."""
        validated = set[str]()
        for command in (one["AlterTableCmd"] for tree in judgement.trees for one in tree.node.get("cmds", ())):
            constraint = command.get("def", {}).get("Constraint", {})
            if constraint.get("contype") == "CONSTR_FOREIGN":
                self._foreign.add(constraint.get("conname", ""))
            if command.get("subtype") == "AT_ValidateConstraint":
                validated.add(command["name"])
        # No other DDL takes ROW SHARE.
        known = Lock.ROW_SHARE in judgement.locks.values() or any(one.code == "SC202" for one in judgement.work)
        return known or bool(validated & self._foreign)


def _backfilled(judgement: Judgement) -> Path | None:
    """The table that a statement goes through in portions: $1, $2, … are the first and the last key of one."""
    (tree,) = judgement.trees if len(judgement.trees) == 1 else (None,)
    if tree is None or tree.tag not in ("UpdateStmt", "DeleteStmt") or not any(tag == "ParamRef" for tag, _ in walk(tree.node)):
        return None
    path = relation(tree.node["relation"])
    return path if len(path) > 1 else None


def calibrated(samples: Iterable[Sample]) -> Rates:
    """The median of each kind of work, of those large enough."""
    found: dict[str, list[float]] = {}
    for one in samples:
        if sum(size.bytes for size in one.sizes) >= SMALLEST and one.seconds > 0:
            found.setdefault(one.what, []).append(one.seconds / sum(map(_weight, one.sizes)))
    return Rates({what: statistics.median(rates) for what, rates in found.items()})


def _weight(size: Size) -> int:
    # Before the first ANALYZE nobody knows how many rows there are: a row of 100 bytes is usual.
    return size.bytes + PER_ROW * (size.rows or size.bytes // 100)


def _about(seconds: float) -> str:
    if seconds < 1:
        return "under a second"
    if seconds < 100:
        return f"about {seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"about {minutes} min" if minutes < 120 else f"about {minutes / 60:.0f} h"
