"""What reaches the terminal: colour, decided once, laid over text that is complete without it."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

_RULES: tuple[tuple[re.Pattern[str], dict[str, object]], ...] = (
    (re.compile(r"^error(\[\w+\])?:"), {"fg": "red", "bold": True}),
    (re.compile(r"^warning(\[\w+\])?:"), {"fg": "yellow", "bold": True}),
    (re.compile(r"^note(\[\w+\])?:"), {"fg": "cyan", "bold": True}),
    (re.compile(r"^ *--> .*"), {"fg": "blue"}),
    (re.compile(r"^ *\| +\^+"), {"fg": "red"}),
    (re.compile(r"^ *= (help|more):"), {"fg": "cyan"}),
    (re.compile(r"^ *-/\+ .*"), {"fg": "magenta"}),
    (re.compile(r"^ {2,}\+ .*"), {"fg": "green"}),
    (re.compile(r"^ {2,}- .*"), {"fg": "red"}),
    (re.compile(r"^ {2,}~ .*"), {"fg": "yellow"}),
    (re.compile(r"^ +! .*"), {"fg": "red", "bold": True}),
    (re.compile(r"^(Plan|Target):? .*"), {"bold": True}),
)


def color_choice(arguments: Sequence[str], variables: Mapping[str, str]) -> bool | None:
    """Colour or not, before anything is parsed; None leaves it to the stream being a terminal."""
    asked = "auto"
    for position, word in enumerate(arguments):
        if word.startswith("--color="):
            asked = word.partition("=")[2]
        elif word == "--color" and position + 1 < len(arguments):
            asked = arguments[position + 1]
    return color(asked, variables)


def color(asked: str, variables: Mapping[str, str]) -> bool | None:
    """`--color` › NO_COLOR › FORCE_COLOR › TERM=dumb › isatty (None)."""
    if asked in ("always", "never"):
        return asked == "always"
    if variables.get("NO_COLOR"):
        return False
    if variables.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return False if variables.get("TERM") == "dumb" else None


def paint(text: str) -> str:
    """Colour each line by the mark it begins with; click strips it again where colour is not wanted."""
    return "\n".join(_paint_line(line) for line in text.split("\n"))


def _paint_line(line: str) -> str:
    for pattern, style in _RULES:
        if found := pattern.match(line):
            return click.style(found.group(), **style) + line[found.end() :]  # type: ignore[arg-type]  # one table of keyword arguments
    return line


def json_line(event: str, fields: Mapping[str, object], *, at: float) -> str:
    """One line of a log: when, what, and what belongs to it; letters that could end the line are escaped."""
    import json
    from datetime import UTC, datetime

    time = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"time": time, "event": event, **{name: value for name, value in fields.items() if value is not None}})


def wants_json_log(arguments: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Is the log JSON, before anything is parsed? An error in the words themselves is told in the same form."""
    pairs = itertools.pairwise(arguments)
    asked = "--log-format=json" in arguments or ("--log-format", "json") in pairs
    return asked or variables.get("SCHEMACTL_LOG_FORMAT", "").lower() == "json"


def shown(file: Path) -> str:
    """A path as people would type it from here."""
    relative = os.path.relpath(file)
    return str(file) if relative.startswith("..") else relative
