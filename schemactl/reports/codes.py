"""The long texts of codes: errors, rules and hazards, each with what to do. They stand in codes.md, a heading per code."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import NamedTuple

_HEADING = re.compile(r"^## (?P<code>SC?\d{3}) (?P<title>.+)$", re.MULTILINE)


class Explanation(NamedTuple):
    """A code's text: what it means, why it matters, what to do."""

    code: str
    title: str
    text: str


def known(code: str) -> bool:
    """Is there a long text?"""
    return code in all_codes()


@functools.cache
def all_codes() -> dict[str, Explanation]:
    """Every code in the order of the file."""
    text = resources.files(__package__).joinpath("codes.md").read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return {
        heading["code"]: Explanation(heading["code"], heading["title"], text[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    }
