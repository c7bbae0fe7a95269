"""Text of a catalog on its way into a plan file: names in comments are escaped, SQL that would not read as it runs is refused."""

from __future__ import annotations

import re

from schemactl.errors import SchemactlError

# A bare CR ends a `--` comment for the server, U+0085 and U+2028 end a line for editors, U+202A to U+2069 turn the reading order round,
# the other controls steer terminals: what a reviewer sees would not be what runs.
_UNSEEN = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_IN_SQL = re.compile(f"[{_UNSEEN}]|\r(?!\n)")
_IN_COMMENT = re.compile(f"[{_UNSEEN}\t\n\x0c\r\u200e\u200f\u061c\\\\]|(?<= ) |\\A | \\Z")
_IN_JSON = re.compile(f"[{_UNSEEN}\u200e\u200f\u061c]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(\\))")


def unseen(sql: str) -> int | None:
    """Where the first character stands that a reader could not see, if there is one."""
    found = _IN_SQL.search(sql)
    return found.start() if found else None


def readable(sql: str, about: str) -> str:
    """`sql` itself, or an error when it holds characters that hide what runs."""
    at = unseen(sql)
    if at is None:
        return sql
    raise SchemactlError(
        f"the SQL of {about} holds the character U+{ord(sql[at]):04X}, which hides what would run",
        hint="write it as an escape: E'\\u2028' in a literal, U&\"\\2028\" in a name",
        code="S603",
    )


def escaped(name: str) -> str:
    r"""`name` for one line of a comment: no control, no second space in a row; `\` starts an escape."""
    return _IN_COMMENT.sub(lambda found: "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}", name)


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _ESCAPE.sub(lambda found: "\\" if found[2] else chr(int(found[1], 16)), text)


def visible_json(text: str) -> str:
    """The same JSON value, without characters that hide: they can only stand inside of its strings."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
