"""The bytes of a file → text without surprises: UTF-8, and no character that makes a reviewer see something else than the machine."""

from __future__ import annotations

import re
import unicodedata

from schemactl.errors import Problem, Where

MAX_SHOWN = 20  # unsafe characters named one by one

# Control and bidi characters, bare CR, line ends that only some editors show, byte order marks, non-characters, surrogates.
UNSAFE = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def decoded(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text without a leading byte order mark, and what is wrong with it.

    Unsafe characters are replaced one by one, so that reading can go on to find more problems. None: not text at all.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as exc:
        return None, [_not_text(data, exc.start, f"byte 0x{data[exc.start]:02x} is not UTF-8", file)]
    if "\0" in text:
        return None, [_not_text(data, data.index(b"\0"), "a NUL byte: this is not a text file", file)]
    found = [found.start() for found in UNSAFE.finditer(text)]
    problems = [_unsafe(text, at, file) for at in found[:MAX_SHOWN]]
    # A bare CR ends a line for some readers and not for others: what follows has no place to point to.
    if any(text[at] == "\r" for at in found):
        return None, problems
    return (UNSAFE.sub("_", text) if found else text), problems


def escape(character: str) -> str:
    """As double quotes in YAML hold it."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _not_text(data: bytes, at: int, message: str, file: str) -> Problem:
    before = data[:at].decode(errors="replace")
    where = Where(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
    return Problem(code="S007", message=message, where=where, hint="save the file as UTF-8 text")


def _unsafe(text: str, at: int, file: str) -> Problem:
    character = text[at]
    name = "carriage return without line feed" if character == "\r" else unicodedata.name(character, "control character").lower()
    where = Where(file=file, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))
    message = f"U+{ord(character):04X} ({name}) is not allowed: it makes a file look different from what it says"
    return Problem(
        code="S007", message=message, where=where, hint=f'remove it, or write "{escape(character)}" in double quotes if it is meant'
    )
