"""One line at the bottom of a terminal that says what is at work now, written over in place; and what stands in it. No escape codes, no colour."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence

import click

from schemactl.reports.problems import printable

WIDTH = 80

_LEAST = 12
"""Letters of what a statement is about that are shown at any rate."""


class LiveLine:
    """What it shows is gone once something else is written: whoever writes clears it first."""

    def __init__(self) -> None:
        self._shown = 0

    def show(self, text: str) -> None:
        """In place of what stood there."""
        text = cut(text, room() - 1)
        length = columns(text)
        click.echo(f"\r{text}{' ' * (self._shown - length)}", nl=False, err=True)
        self._shown = length

    def clear(self) -> None:
        """The cursor is back at the beginning of an empty line."""
        if self._shown:
            click.echo(f"\r{' ' * self._shown}\r", nl=False, err=True)
            self._shown = 0


def wanted(progress: str, variables: Mapping[str, str]) -> bool:
    """Is there a terminal that can write over a line, and nobody who would rather have lines that stay?"""
    return progress == "auto" and sys.stderr.isatty() and variables.get("TERM", "dumb") != "dumb"


def room() -> int:
    """Columns of the terminal, and never more than people read at a glance."""
    try:
        found = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        found = 0
    return min(found or WIDTH, WIDTH)


def line(about: str, figures: Sequence[str]) -> str:
    """`about` gives way where both do not fit: figures are what changes."""
    told = ", ".join(figures)
    return f"{cut(about, max(room() - 1 - columns(told) - 2, _LEAST))}: {told}"


def cut(text: str, width: int) -> str:
    """The text within so many columns."""
    text = printable(text)
    if columns(text) <= width:
        return text
    while text and columns(text) >= width:
        text = text[:-1]
    return f"{text}…"


def columns(text: str) -> int:
    """How wide a terminal draws it: letters of East Asia take two columns, accents that are letters of their own none."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
