"""Text of a catalog on its way into a plan file: names in comments are escaped, and so is what hides inside of SQL's strings and quoted names.

SQL that would not read as it runs all the same (comments, bodies between dollars) is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError

if TYPE_CHECKING:
    from schemactl.kinds.syntax import Token

# A bare CR ends a `--` comment for the server, U+0085 and U+2028 end a line for editors, U+202A to U+2069 turn the reading order round,
# the other controls steer terminals: what a reviewer sees would not be what runs.
_UNSEEN = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_IN_SQL = re.compile(f"[{_UNSEEN}]|\r(?!\n)")
# PostgreSQL has no such characters, and its scanner takes NUL for the end.
_NO_ESCAPE = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = re.compile(rf"\\[\s\S]|{_IN_SQL.pattern}")
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


def visible(sql: str) -> str:
    """The same statement, with escapes for what a reader could not see in its strings and quoted names: PostgreSQL prints these raw."""
    if unseen(sql) is None or _NO_ESCAPE.search(sql):
        return sql
    from schemactl.kinds.syntax import tokens  # the parser takes a while to load

    try:
        every = tokens(sql)
    except ValueError:
        return sql
    pieces, at = [], 0
    for before, token in zip([None, *every], every, strict=False):
        text = _with_escapes(before, token, sql)
        if unseen(sql[token.start : token.end]) is not None and text:
            apart = " " if token.start and (sql[token.start - 1].isalnum() or sql[token.start - 1] in "_$") else ""
            pieces += [sql[at : token.start], apart, text]
            at = token.end
    return "".join([*pieces, sql[at:]])


def _with_escapes(before: Token | None, token: Token, sql: str) -> str | None:
    r"""A string as E'\u2028', a name as U&"\2028"; None for what has no such form, or has one already that names its own escape."""
    text = sql[token.start : token.end]
    match token.name, text[0]:
        case "IDENT", '"':
            return "U&" + _IN_SQL.sub(lambda found: f"\\{ord(found[0]):04X}", text.replace("\\", "\\\\"))
        case "SCONST", "'" if before is None or before.name != "NCHAR":
            return "E" + _IN_SQL.sub(_as_escape, text.replace("\\", "\\\\"))
        case "SCONST", "E" | "e":
            return _ESCAPED.sub(lambda found: _as_escape(found) if unseen(found[0]) is not None else found[0], text)
    return None


def _as_escape(found: re.Match[str]) -> str:
    # A backslash before anything else than a letter that it means something with stands for nothing.
    character = found[0][-1]
    return "\\r" if character == "\r" else f"\\u{ord(character):04X}"


def escaped(name: str) -> str:
    r"""`name` for one line of a comment: no control, no second space in a row; `\` starts an escape."""
    return _IN_COMMENT.sub(lambda found: "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}", name)


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _ESCAPE.sub(lambda found: "\\" if found[2] else chr(int(found[1], 16)), text)


def visible_json(text: str) -> str:
    """The same JSON value, without characters that hide: they can only stand inside of its strings."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
