"""A plan on screen: the tree of changes, the statements with what they lock, a summary. Pure, and complete without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemactl.model.change import Change
from schemactl.model.statement import Lock, Statement, Step
from schemactl.reports.problems import printable
from schemactl.reports.tree import Row, marks, rows

WIDTH = 80
LIMIT = 200
_DETAIL_AT = 48
_LOCKS = {Lock.SHARE_UPDATE_EXCLUSIVE: "SHARE UPDATE EXCL.", Lock.SHARE_ROW_EXCLUSIVE: "SHARE ROW EXCL.", Lock.NONE: "-"}
_COUNTED = (("+", "to add"), ("~", "to change"), (">", "to rename"), ("-", "to destroy"), ("-/+", "to recreate"))


def target(where: str, *, version: str, user: str, environment: str, mode: str) -> str:
    """The line that says which database this is about; `where` is a Target's description."""
    return printable(f"Target  {where}  PostgreSQL {version}  as {user}   env={environment} ({mode})")


Notes = Mapping[tuple[str, ...], str]
"""Remarks on what stands outermost, such as a table, by its path."""


def plan(
    changes: Sequence[Change],
    steps: Sequence[Step],
    *,
    notes: Notes | None = None,
    sizes: Sequence[str] = (),
    times: Sequence[str] = (),
    needed: Sequence[str] = (),
) -> str:
    """Tree, statements and summary; `sizes` and `times` are one for each statement, `needed` are the findings still to be accepted."""
    tree = rows(changes, _statements(steps))
    parts = [
        _tree(tree, notes or {}),
        statements_table(steps, sizes=sizes, times=times),
        _summary(tree, needed),
    ]
    return "\n\n".join(part for part in parts if part)


def changes_tree(changes: Sequence[Change], steps: Sequence[Step] = (), *, notes: Notes | None = None) -> str:
    """`~ app.orders` and below it what changes inside; `-/+` is dropped and made again."""
    return _tree(rows(changes, _statements(steps)), notes or {})


def _tree(tree: Iterable[Row], notes: Notes) -> str:
    lines = [line for row in tree for line in _row_lines(row, notes)]
    return "\n".join(_limited(lines, LIMIT, "schemactl show lists them all"))


def statements_table(steps: Sequence[Step], *, sizes: Sequence[str] = (), times: Sequence[str] = ()) -> str:
    """Number, SQL in one line, lock, what others cannot do meanwhile, how long it takes or how large the locked table is, where that is known, step."""
    numbered = [(number, statement) for number, step in enumerate(steps, start=1) for statement in step.statements]
    if not numbered:
        return ""
    timed = any(times)
    cells = [
        (
            str(position),
            _one_line(statement.sql),
            _LOCKS.get(statement.lock, statement.lock.value),
            statement.lock.blocks,
            # 80 columns do not hold both, and the time follows from the size.
            sizes[position - 1] if sizes and not timed else "",
            times[position - 1] if times else "",
            str(number),
        )
        for position, (number, statement) in enumerate(numbered[:LIMIT], start=1)
    ]
    table = _without_empty([("#", "statement", "lock", "blocks", "size", "takes", "step"), *cells], column=5)
    table = _without_empty(table, column=4)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    widths[1] = min(widths[1], max(16, WIDTH - sum(widths) + widths[1] - 2 * len(widths)))
    lines = ["  " + "  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    more = len(numbered) - LIMIT
    return "\n".join([*lines, f"  … and {more} more: schemactl show lists them all"] if more > 0 else lines)


def _without_empty(table: Sequence[tuple[str, ...]], *, column: int) -> Sequence[tuple[str, ...]]:
    """The table without a column that says nothing below its heading."""
    return table if any(row[column] for row in table[1:]) else [(*row[:column], *row[column + 1 :]) for row in table]


def summary(changes: Sequence[Change], steps: Sequence[Step] = (), *, needed: Sequence[str] = ()) -> str:
    """`Plan: 2 to add, 1 to destroy.` and what has to be accepted by name."""
    return _summary(rows(changes, _statements(steps)), needed)


def _summary(tree: Iterable[Row], needed: Sequence[str]) -> str:
    found = marks(tree)
    counted = [f"{found[mark]} {words}" for mark, words in _COUNTED if found.get(mark)]
    if not counted:
        return "Plan: nothing to do."
    return "\n".join([f"Plan: {', '.join(counted)}.", *approvals(needed)])


def approvals(needed: Sequence[str]) -> Iterator[str]:
    """One flag a line, ready to be copied."""
    if needed:
        yield f"{len(needed)} finding{'s need' if len(needed) > 1 else ' needs'} approval:"
        yield from (f"  --accept {_shell(one)}" for one in needed)


def _shell(word: str) -> str:
    plain = all(letter.isalnum() or letter in "_.:-" for letter in word)
    return word if plain else "'" + printable(word).replace("'", "'\\''") + "'"


def _statements(steps: Sequence[Step]) -> list[Statement]:
    return [statement for step in steps for statement in step.statements]


def size(heap: int, rows: int, rate: float | None = None) -> str:
    """`12 GB, 84 M rows, 350 rows/s written`; rows are known once the table was analyzed, and less than one in a second is not worth a word."""
    writes = f", {_count(rate)} rows/s written" if rate and rate >= 1 else ""
    return f"{heap_size(heap)}, {_count(rows)} rows{writes}"


def _count(number: float) -> str:
    return scaled(number, 1000, ("", "k", "M", "G")).rstrip()


def heap_size(heap: int) -> str:
    """`12 GB`."""
    return scaled(heap, 1024, ("B", "kB", "MB", "GB", "TB"))


def scaled(number: float, step: int, units: Sequence[str]) -> str:
    for unit in units:
        if number < step or unit == units[-1]:
            break
        number /= step
    return f"{number:.0f} {unit}" if number >= 10 or number == int(number) else f"{number:.1f} {unit}"


def _row_lines(row: Row, notes: Notes) -> Iterator[str]:
    indent = "    " if row.inner else ""
    note = None if row.inner or row.mark == "+" else notes.get(row.id.path[:2])
    details = [*row.details, *([note] if note else [])]
    left = f"{indent}{row.mark:>3} {printable(row.label)}"
    if not details:
        yield left
        return
    first, *more = [printable(detail) for detail in details]
    if len(left) < _DETAIL_AT - 1 and _DETAIL_AT + 1 + len(first) <= WIDTH:
        yield f"{left:<{_DETAIL_AT}} {first}"
    elif len(left) + 2 + len(first) <= WIDTH:
        yield f"{left}  {first}"
    else:
        yield left
        more.insert(0, first)
    yield from (f"{indent}      {detail}" for detail in more)


def _limited(lines: Sequence[str], limit: int, hint: str) -> Iterable[str]:
    return lines if len(lines) <= limit else [*lines[:limit], f"  … and {len(lines) - limit} more lines: {hint}"]


def _one_line(sql: str) -> str:
    return printable(" ".join(sql[:400].split()))


def _fit(cell: str, width: int) -> str:
    return f"{cell:<{width}}" if len(cell) <= width else cell[: width - 1] + "…"
