"""Every letter that a catalog keeps for a choice: listed, and where it is schema, put to the test by everything.sql.

The server's own headers, which the embedded majors bring along, say which letters there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from building import Both
from catalog_rows import LETTERS_SQL, letters
from tables import Value, values, within
from test_catalog_columns import WORDS

from schemactl.scratch import binaries
from schemactl.scratch.server import ScratchServer

SYMBOL = re.compile(r"^(?:#define\s+(\w+)\s+|\s*(\w+)\s*=\s*)'(.)'", re.MULTILINE)
MORE_WORDS = {"build": "the server has to be built for it; read as the others are"}
HEADERS = [(one.major, one.folder.parent / "include/postgresql/server/catalog") for one in binaries.embedded()]


def _said_of(major: int) -> list[Value]:
    return [row for row in values() if within(row.majors, major)]


def test_rows_are_whole() -> None:
    assert {row.what for row in values()} - WORDS.keys() - MORE_WORDS.keys() == set()
    assert [row for row in values() if row.what in ("derived", "build") and not row.why] == []


@pytest.mark.parametrize(("major", "folder"), HEADERS, ids=lambda one: str(one) if isinstance(one, int) else "")
def test_every_symbol_of_the_headers_is_listed(major: int, folder: object) -> None:
    found = set(_symbols(folder))
    assert found, "the embedded server brings no headers"
    rows = _said_of(major)
    unlisted = {one for one in found if not any(_is(row, *one) for row in rows)}
    assert unlisted == set(), "say in catalog_values.csv what reads them"
    gone = {row.symbol for row in rows if row.symbol and not any(_is(row, *one) for one in found)}
    assert gone == set()


def _is(row: Value, catalog: str, symbol: str, letter: str) -> bool:
    return row.catalog == catalog and fnmatchcase(symbol, row.symbol) and row.value in (letter, "any")


def _symbols(folder: object) -> Iterator[tuple[str, str, str]]:
    for header in sorted(folder.glob("pg_*.h")):  # type: ignore[attr-defined]
        for defined, member, letter in SYMBOL.findall(header.read_text(encoding="utf-8")):
            yield header.name.removesuffix(".h").removesuffix("_d"), defined or member, letter


def test_every_letter_is_listed(each_server: ScratchServer, both: Both) -> None:
    """Those that the server's own objects have, and those of everything.sql."""
    said = {(row.catalog, row.column): set[str]() for row in _said_of(each_server.major)}
    for row in _said_of(each_server.major):
        said[row.catalog, row.column].add(row.value)
    with each_server.database() as conn:
        columns = list(conn.execute(LETTERS_SQL))
        found = {one: letters(conn, *one) for one in columns}
    assert set(columns) - said.keys() == set(), "columns of letters that nobody lists"
    more = {one: both.letters.get(one, set()) | every for one, every in found.items() if "any" not in said[one]}
    assert {one: every - said[one] for one, every in more.items() if every - said[one]} == {}


def test_every_letter_is_put_to_the_test(each_server: ScratchServer, both: Both) -> None:
    # Subscriptions stand in a catalog of the cluster, and have scenarios of their own.
    absent = {
        f"{row.catalog}.{row.column} = {row.value!r}"
        for row in _said_of(each_server.major)
        if row.what == "read" and row.value not in ("any", *both.letters.get((row.catalog, row.column), (row.value,)))
    }
    assert absent == set(), "let everything.sql hold them"
