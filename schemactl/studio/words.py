"""Numbers, sizes, times and names as people read them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from schemactl.reports.problems import printable

_BYTES = ("B", "kB", "MB", "GB", "TB")
_TIMES = ("", "k", "M", "G")


def size(number: int | None) -> str:
    """`12 GB`, as PostgreSQL counts them."""
    return "" if number is None else _scaled(number, 1024, _BYTES)


def count(number: int | None) -> str:
    """`1,234`, and from a hundred thousand on `10 M`."""
    if number is None:
        return ""
    return f"{number:,}" if number < 100_000 else _scaled(number, 1000, _TIMES)


def when(moment: datetime | None) -> str:
    """`2026-01-31 12:00:00 UTC`"""
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def plural(number: int, word: str) -> str:
    """`1 table`, `2 tables`, `2 indexes`."""
    ending = "" if number == 1 else "es" if word.endswith(("x", "s", "ch")) else "s"
    return f"{count(number)} {word}{ending}"


def visible(text: str) -> str:
    """Letters that draw without being seen as escapes; the ends of lines stay."""
    return text if text.isascii() and text.isprintable() else "\n".join(printable(line) for line in text.split("\n"))


def _scaled(number: float, step: int, units: tuple[str, ...]) -> str:
    for unit in units:
        if number < step or unit == units[-1]:
            break
        number /= step
    return f"{number:.0f} {unit}".rstrip() if number >= 10 or number == int(number) else f"{number:.1f} {unit}".rstrip()
