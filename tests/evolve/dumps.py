"""pg_dump as a witness of its own: what it tells of two databases, entry by entry.

The order of a table's columns is left aside: PostgreSQL adds a column at the end, and there is no way to put it elsewhere. So is the order
of a composite type's attributes, and that of extended statistics and of a publication's columns, which is the table's. So is what an heir lists of its columns, and of checks: one that
began to inherit has them by itself too (docs/decisions/0014), and the order of privileges and labels. In scratch, a subscription's connection leads nowhere.
The names that PostgreSQL gives to NOT NULL follow the table that a column came from first.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

from schemactl.live.connection import Connection
from schemactl.scratch.server import ScratchServer

_HEAD = re.compile(r"^--\n-- (?:Data for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*?); Owner: [^\n]*\n--\n", re.M)
_NOISE = re.compile(r"(?m)^(\\(un)?restrict .*|-- Dumped .*|-- PostgreSQL database dump.*|--|SET default_\w+ = .*;)$\n?")
_NOT_NULL = re.compile(r'CONSTRAINT (?:"(?:[^"]|"")*_not_null[0-9]*"|\w*_not_null[0-9]*) NOT NULL')
_LISTED = re.compile(r"^(CREATE (?:UNLOGGED |FOREIGN )?(?:TABLE|TYPE) [^\n]* \()\n(.*?)\n(\)[^\n]*;?.*)$", re.S)
_PUBLISHED = re.compile(r"(?s)(ALTER PUBLICATION .*? ADD TABLE .*? \()(.*?)(\)(?: WHERE .*)?;)$")
_COLUMNS = re.compile(r"(?s)(CREATE STATISTICS .*? ON )(.*)( FROM .*)")

INHERITS = "\nINHERITS ("

Entries = Counter[tuple[str, str, str, str]]


class Silent:
    """No witness but introspection."""

    def dump(self, _: Connection) -> str | None:
        return None


class Dumping(Silent):
    """Runs pg_dump where its program is: a process and a session with cold caches each time, a fifth of what a pair costs."""

    def __init__(self, server: ScratchServer, programs: Path) -> None:
        self.server = server
        self.program = programs / "pg_dump"

    def dump(self, conn: Connection) -> str | None:
        if not self.program.exists():
            return None
        words = [str(self.program), "--schema-only", "--dbname", self.server.url(conn.info.dbname)]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def differences(got: str | None, wanted: str | None) -> str:
    """The first entries that differ, as text; nothing where all are the same."""
    if got is None or wanted is None:
        return ""
    here, there = entries(got), entries(wanted)
    lines = [f"extra {_shown(one)}" for one in (here - there)] + [f"missing {_shown(one)}" for one in (there - here)]
    return "\n".join(lines[:4])


def without_owners(dump: str | None) -> str | None:
    """Where nobody speaks of owners, what was there before keeps its own."""
    return dump and re.sub(r"(?m)^ALTER .* OWNER TO .*;$\n?", "", dump)


def _shown(entry: tuple[str, str, str, str]) -> str:
    return f"{entry[0]} {entry[1]}.{entry[2]}: {entry[3][:600]}"


def entries(dump: str) -> Entries:
    """(type, schema, name, text) of everything."""
    heads = list(_HEAD.finditer(dump))
    ends = [*(head.start() for head in heads[1:]), len(dump)]
    found: Entries = Counter()
    for head, end in zip(heads, ends, strict=True):
        name, kind, schema = head.groups()
        found[(kind, schema, name, _settled(kind, dump[head.end() : end]))] += 1
    heirs = {(schema, f"{name} ") for kind, schema, name, text in found if kind == "TABLE" and INHERITS in text}
    return Counter({one: count for one, count in found.items() if one[0] not in ("DEFAULT", "CHECK CONSTRAINT") or not _is_of(one, heirs)})


def _is_of(part: tuple[str, str, str, str], tables: set[tuple[str, str]]) -> bool:
    return any(part[1] == schema and part[2].startswith(table) for schema, table in tables)


def _settled(kind: str, body: str) -> str:
    text = _NOT_NULL.sub("NOT NULL", _NOISE.sub("", body)).strip()
    if kind in ("ACL", "DEFAULT ACL", "SECURITY LABEL"):
        return "\n".join(sorted(text.split("\n")))
    if kind == "SUBSCRIPTION":
        return re.sub(r" CONNECTION '(?:[^']|'')*'", "", text)
    if (kind == "STATISTICS" and (match := _COLUMNS.match(text))) or (kind == "PUBLICATION TABLE" and (match := _PUBLISHED.match(text))):
        return f"{match.group(1)}{', '.join(sorted(match.group(2).split(', ')))}{match.group(3)}"
    if kind in ("TABLE", "TYPE", "FOREIGN TABLE") and (match := _LISTED.match(text)):
        heir = INHERITS in match.group(3)
        members = [] if heir else sorted(line.rstrip(",") for line in match.group(2).split("\n"))
        rest = sorted(one.strip() for one in re.split(r"(?<=;)\n+", match.group(3)))
        return "\n".join([match.group(1), *members, *rest])
    return text
