"""Privileges as words: what a role holds, what PostgreSQL gives by itself, and the GRANT and REVOKE between two of them.

A word is `select`, `update (note, status)` or `all`, in lower case; columns are SQL names, sorted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from schemactl.kinds.sql import role
from schemactl.kinds.yaml_form import Raw

TABLE_WORDS: Final = ("delete", "insert", "references", "select", "trigger", "truncate", "update")
COLUMN_WORDS: Final = ("insert", "references", "select", "update")
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "SEQUENCE": ("select", "update", "usage"),
    "SCHEMA": ("create", "usage"),
    "FUNCTION": ("execute",),
    "PROCEDURE": ("execute",),
    "ROUTINE": ("execute",),
    "LARGE OBJECT": ("select", "update"),
    "DATABASE": ("connect", "create", "temporary"),
    "PARAMETER": ("alter system", "set"),
}
TO_PUBLIC: Final = {
    "FUNCTION": "execute",
    "PROCEDURE": "execute",
    "ROUTINE": "execute",
    "TYPE": "usage",
    "DOMAIN": "usage",
    "LANGUAGE": "usage",
    "DATABASE": "connect temporary",
}
"""What PostgreSQL grants to PUBLIC on every new object."""

KNOWN: Final = frozenset((*TABLE_WORDS, "maintain", "usage", "create", "execute", "connect", "temporary", "set", "alter system", "all"))

_WORD = re.compile(r'[\s,]*(all\s+privileges|alter\s+system|[a-z]+)\s*(\((?:[^()"]|"(?:[^"]|"")*")*\))?', re.IGNORECASE)
_COLUMN = re.compile(r'"(?:[^"]|"")*"|[^\s,()"]+')


GRANTEE_SQL: Final = """(CASE r.rolname WHEN 'PUBLIC' THEN '"PUBLIC"' ELSE coalesce(r.rolname::text, 'PUBLIC') END)"""
"""Of pg_roles `r`, or nobody there. Who is really called PUBLIC is called otherwise, and refused where that is read back."""


def grantee(written: str) -> str:
    """A role, or PUBLIC; ValueError for a role that has this name."""
    if written == '"PUBLIC"':
        raise ValueError('a role called "PUBLIC" cannot be told from PUBLIC, which is everybody: rename it')
    return "PUBLIC" if written == "public" else written


class Atom(NamedTuple):
    """One privilege on the whole object, or on one column of it."""

    privilege: str
    column: str = ""


class Rights(NamedTuple):
    """What a role holds, and what of it it may hand on."""

    held: frozenset[Atom]
    grantable: frozenset[Atom] = frozenset()


NOTHING: Final = Rights(frozenset())


def full(target: str, major: int) -> tuple[str, ...]:
    """What ALL means: `target` is the word that stands in GRANT before the name."""
    if target == "TABLE":
        return (*TABLE_WORDS, "maintain") if major >= 17 else TABLE_WORDS
    return WORDS.get(target, ("usage",))


def everything(target: str, major: int) -> Rights:
    """What an owner has by default."""
    return Rights(frozenset(Atom(word) for word in full(target, major)))


def to_public(target: str) -> Rights:
    return Rights(frozenset(map(Atom, TO_PUBLIC[target].split()))) if target in TO_PUBLIC else NOTHING


def rights(privileges: Iterable[str], grant_option: Iterable[str], target: str, major: int) -> Rights:
    grantable = frozenset(_atoms(grant_option, target, major))
    return Rights(frozenset(_atoms(privileges, target, major)) | grantable, grantable)


def _atoms(words: Iterable[str], target: str, major: int) -> Iterator[Atom]:
    for word in words:
        privilege, _, columns = word.partition(" (")
        if columns:
            every = COLUMN_WORDS if privilege == "all" else (privilege,)
            yield from (Atom(one, column) for one in every for column in _COLUMN.findall(columns))
        else:
            yield from (Atom(one) for one in (full(target, major) if privilege == "all" else (privilege,)))


def column_names(words: Iterable[str]) -> set[str]:
    """The columns that words name, without quotes."""
    return {unquoted(column) for word in words for column in _COLUMN.findall(word.partition(" (")[2])}


def unquoted(column: str) -> str:
    return column[1:-1].replace('""', '"') if column.startswith('"') else column.lower()


def parse(raw: Raw) -> list[str]:
    """The words of `select, update (note)`, of a list of such, or of nothing."""
    if raw is None:
        return []
    if isinstance(raw, list):
        return sorted({word for one in raw for word in parse(one)})
    if not isinstance(raw, str):
        raise ValueError("privileges are words: select, insert, update (column)")
    return sorted(set(_words(raw)))


def _words(text: str) -> Iterator[str]:
    position = 0
    while text[position:].strip(" ,\t\n"):
        found = _WORD.match(text, position)
        privilege = re.sub(r"\s+", " ", found.group(1).lower()).replace("all privileges", "all") if found else text[position:].strip()
        if found is None or privilege not in KNOWN:
            raise ValueError(f"{privilege} is no privilege: known are {', '.join(sorted(KNOWN))}")
        columns = sorted(_COLUMN.findall(found.group(2) or ""), key=lambda column: unquoted(column).encode())
        yield f"{privilege} ({', '.join(columns)})" if columns else privilege
        position = found.end()


def listed(atoms: Iterable[Atom], target: str, major: int) -> str:
    """`SELECT, UPDATE (note, status)` for GRANT and REVOKE; ALL where it is everything."""
    columns: dict[str, list[str]] = {}
    for atom in sorted(atoms):
        columns.setdefault(atom.privilege, []).append(atom.column)
    whole = [privilege for privilege, every in columns.items() if "" in every]
    # ALL stands alone: the grammar takes no other word beside it.
    everything = (
        len(whole) > 1 and set(whole) == set(full(target, major)) and not any(column for every in columns.values() for column in every)
    )
    parts = ["ALL"] if everything else [privilege.upper() for privilege in whole]
    for privilege, every in columns.items():
        if named := [column for column in every if column]:
            parts.append(f"{privilege.upper()} ({', '.join(named)})")
    return ", ".join(parts)


def commands(starts: Sequence[Rights], wanted: Rights, target: str, grantee: str, major: int) -> Iterator[tuple[str, str]]:
    """(GRANT or REVOKE …, what follows the object's name) that lead to `wanted` from any of `starts`."""
    most = frozenset().union(*(start.held for start in starts))
    least = frozenset.intersection(*(start.held for start in starts))
    most_grantable = frozenset().union(*(start.grantable for start in starts))
    least_grantable = frozenset.intersection(*(start.grantable for start in starts))
    revoked = _by_whole(most - wanted.held)
    ungranted = _by_whole((most_grantable - wanted.grantable) & wanted.held)
    # Revoking a privilege on a table takes it from every column as well.
    lost = {atom for atom in wanted.held if atom.column and Atom(atom.privilege) in revoked}
    lost_grantable = lost | {atom for atom in wanted.grantable if atom.column and Atom(atom.privilege) in ungranted}
    handed_on = {atom for atom in wanted.grantable if atom not in least_grantable or atom in lost_grantable}
    granted = {atom for atom in wanted.held if atom not in least or atom in lost} - handed_on
    name = role(grantee)
    if revoked:
        yield f"REVOKE {listed(revoked, target, major)}", f"FROM {name}"
    if ungranted:
        yield f"REVOKE GRANT OPTION FOR {listed(ungranted, target, major)}", f"FROM {name}"
    if granted:
        yield f"GRANT {listed(granted, target, major)}", f"TO {name}"
    if handed_on:
        yield f"GRANT {listed(handed_on, target, major)}", f"TO {name} WITH GRANT OPTION"


def _by_whole(atoms: frozenset[Atom]) -> set[Atom]:
    """Less the columns of what goes for the whole object."""
    return {atom for atom in atoms if not atom.column or Atom(atom.privilege) not in atoms}


def read(raw: Raw) -> dict[str, Raw]:
    """A grantee's value: words, or a map with `grant_option` beside `privileges`."""
    if not isinstance(raw, dict):
        return {"privileges": list(parse(raw))}
    if unknown := set(raw) - {"privileges", "grant_option"}:
        raise ValueError(f"unknown key {min(unknown)!r}; known here: privileges, grant_option")
    return {"privileges": list(parse(raw.get("privileges"))), "grant_option": list(parse(raw.get("grant_option")))}


def write(privileges: tuple[str, ...], grant_option: tuple[str, ...]) -> Raw:
    short: Raw = ", ".join(privileges) if privileges else []
    return {"privileges": short, "grant_option": ", ".join(grant_option)} if grant_option else short
