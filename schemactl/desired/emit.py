"""Text, lists and maps → YAML as a person writes it, such that `nodes.parse` reads back exactly the same text.

It knows nothing of kinds: what is written short or long, and in which order, is the writer's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from schemactl.desired.characters import UNSAFE, escape

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | None"

WIDTH = 100
STEP = 2
KEY_LIMIT = 1000  # a key without `?` may not be longer than 1024 characters

_NOT_INLINE = re.compile(UNSAFE.pattern + "|[\t\n\r]")
_ESCAPED = re.compile(_NOT_INLINE.pattern + r'|["\\]')
# `-1` may stand plain; `- 1`, `--1` and `---` may not. `?` and `:` at the start mean a key and a value to some parsers.
_PLAIN_START = re.compile(r"""-[^\s-]|[^-\s?:,\[\]{}#&*!|>'"%@`]""")
# `null` would read back as it is, but for other readers, and among rows, it is nothing at all.
_NOT_PLAIN = re.compile(r":(?:\s|\Z)|\s#|\s\Z|\A(?:\.\.\.|<<\Z)|\A(?:null|Null|NULL|~)\Z")
_FLOW_PUNCTUATION = re.compile(r"[,\[\]{}]")
_SHORT_ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\", "\0": r"\0"}


class Flow(dict[str, Raw]):
    """A map written `{a: b}` where that fits on the line."""


def emit(value: Raw) -> str:
    """A whole file."""
    if isinstance(value, dict) and value:
        return joined(pairs(value, 0))
    if isinstance(value, list) and value:
        return joined(_items(value, 0))
    return joined(attached("", value, 0)).lstrip(" ")


def joined(lines: Iterable[str]) -> str:
    """Every line with its end."""
    return "".join(line + "\n" for line in lines)


def pairs(value: dict[str, Raw], indent: int) -> Iterator[str]:
    """The lines of a block map whose keys stand at column `indent`."""
    for key, one in value.items():
        yield from pair(key, one, indent)


def pair(key: str, value: Raw, indent: int) -> Iterator[str]:
    """The lines of `key: value` in a block map."""
    lead = " " * indent
    name = scalar(key)
    if len(name) > KEY_LIMIT:
        yield f"{lead}? {name}"
        name = ""
    yield from attached(f"{lead}{name}:", value, indent)


def attached(head: str, value: Raw, indent: int) -> Iterator[str]:
    """`head` (`  key:` or `  -`) with its value behind it or below it, in the block collection at column `indent`."""
    inline = _inline(value, WIDTH - len(head) - 1)
    if inline is not None:
        yield f"{head} {inline}" if inline else head
    elif isinstance(value, str):
        yield from _text_block(head, value, " " * (indent + STEP))
    else:
        yield head
        yield from _below(value, indent + STEP)


def _below(value: Raw, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from pairs(value, indent)
    elif isinstance(value, list):
        yield from _items(value, indent)


def _items(value: list[Raw], indent: int) -> Iterator[str]:
    lead = " " * indent + "-"
    for one in value:
        if isinstance(one, dict | list) and _inline(one, WIDTH - len(lead) - 1) is None:
            lines = _below(one, indent + STEP)
            yield lead + next(lines)[len(lead) :]
            yield from lines
        else:
            yield from attached(lead, one, indent)


def _inline(value: Raw, room: int) -> str | None:
    """The form on one line, or None where a person would use several."""
    if isinstance(value, str):
        return None if "\n" in value else scalar(value)
    if not value:
        return flow(value)
    short = fits_flow(value) if isinstance(value, Flow) else isinstance(value, list) and all(map(_is_word, value))
    line = flow(value) if short else ""
    return line if short and len(line) <= room else None


def _is_word(value: Raw) -> bool:
    return isinstance(value, str) and _plain_in_flow(value)


def scalar(text: str) -> str:
    """One line in block context: plain where that reads back, else quoted."""
    return text if is_plain(text) else _quoted(text)


def is_plain(text: str) -> bool:
    """Whether the text may stand without quotes in block context."""
    return _PLAIN_START.match(text) is not None and _NOT_PLAIN.search(text) is None and _NOT_INLINE.search(text) is None


def flow(value: Raw) -> str:
    """The form inside `{…}` and `[…]`, always on one line."""
    match value:
        case None:
            return ""
        case str():
            return value if _plain_in_flow(value) else _quoted(value)
        case list():
            return "[" + ", ".join(flow(one) for one in value) + "]"
        case dict():
            return "{" + ", ".join(_flow_pair(key, one) for key, one in value.items()) + "}"


def _flow_pair(key: str, value: Raw) -> str:
    name = flow(key)
    lead = f"? {name} :" if len(name) > KEY_LIMIT else f"{name}:"
    return f"{lead} {flow(value)}"


def fits_flow(value: Raw) -> bool:
    """Whether brackets suit it: a list in them cannot hold an item with nothing in it, and lines of text want lines."""
    match value:
        case list():
            return all(one is not None and fits_flow(one) for one in value)
        case dict():
            return all(fits_flow(one) for one in value.values())
        case str():
            return "\n" not in value
        case None:
            return True


def _plain_in_flow(text: str) -> bool:
    balanced = text.count("(") == text.count(")") and "'" not in text and '"' not in text
    return balanced and is_plain(text) and _FLOW_PUNCTUATION.search(text) is None


def _quoted(text: str) -> str:
    if _NOT_INLINE.search(text) or ("'" in text and '"' not in text and "\\" not in text):
        return f'"{_escaped(text)}"'
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT_ESCAPES.get(character) or escape(character)


def _text_block(head: str, text: str, lead: str) -> Iterator[str]:
    if not _fits_literal(text):
        yield from _quoted_lines(head, text, lead)
        return
    body = text[:-1] if text.endswith("\n") else text
    yield f"{head} |{_indicators(text)}"
    for line in body.split("\n"):
        yield lead + line if line else ""


def _fits_literal(text: str) -> bool:
    """A literal block has no escapes, and drops spaces that stand alone on its last line."""
    last = text.rsplit("\n", 1)[1]
    alone = last != "" and last.strip(" \t") == ""
    return "\r" not in text and not UNSAFE.search(text) and text.strip("\n \t") != "" and not alone


def _indicators(text: str) -> str:
    keep = "+" if text.endswith("\n\n") else "" if text.endswith("\n") else "-"
    leading = text[: len(text) - len(text.lstrip(" \t\n"))]
    # Without a number the block's indent is that of its first line, which here starts with spaces of its own.
    return (str(STEP) if leading.strip("\n") else "") + keep


def _quoted_lines(head: str, text: str, lead: str) -> Iterator[str]:
    r"""Double quotes over several lines: `\` ends a line without adding a break, `\ ` keeps the spaces a line starts with."""
    parts = [_escaped(part) for part in re.findall(r"[^\n]*\n|[^\n]+", text)]
    parts = [f"\\{part}" if part.startswith(" ") and place else part for place, part in enumerate(parts)]
    first, *rest = ('"' + "\\\n".join(parts) + '"').split("\n")
    yield f"{head} {first}"
    for line in rest:
        yield lead + line
