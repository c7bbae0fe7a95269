"""A database with something unusual in every column of the catalogs, built again from its own YAML: both hold the same, column by column.

What no kind reads is lost on the way and found here, whatever catalog_columns.csv says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from building import Both
from catalog_rows import Catalog, differences
from tables import said_of

from schemactl.desired.ordering import in_order
from schemactl.scratch.server import ScratchServer

ONE_VALUE = {
    "pg_attribute.attisdropped": "a dropped column stays until its table is made again",
    "pg_language.lanispl": "false for the three languages built into the server",
    "pg_type.typisdefined": "a shell waits for its type",
    "pg_extension.extname": "the embedded server has one extension besides plpgsql",
    "pg_extension.extversion": "the embedded server has one extension besides plpgsql",
    "pg_extension.extnamespace": "the embedded server has one extension besides plpgsql",
}
"""Columns with a single value in everything.sql, and why."""
EMPTY = {
    "pg_depend": "edges, not compared",
    "pg_init_privs": "written by extensions that grant",
    "pg_seclabel": "needs a provider's library",
    "pg_largeobject_metadata": "large objects are rows of the database",
}


def test_nothing_is_unmodelled(both: Both) -> None:
    assert both.state.unmodelled == ()


def test_what_import_writes_is_in_order(both: Both) -> None:
    for name, text in both.files.items():
        if name.endswith(".yaml"):
            assert in_order(text, name) == text


def test_catalogs_are_the_same(both: Both) -> None:
    assert differences(both.made, both.rebuilt) == []


def test_every_column_is_put_to_the_test(both: Both, each_server: ScratchServer) -> None:
    """What is always the same would be the same if nobody read it."""
    read = {row.name for row in said_of(each_server.major) if row.what == "read"}
    assert {name for name, every in both.made.items() if not every} - EMPTY.keys() == set()
    same = {name for catalog in both.catalogs for name in _with_one_value(catalog, both.made) if name in read}
    if each_server.major < 15:
        same.discard("pg_class.reltablespace")  # a tablespace in place came with 15
    if not any(row["collprovider"] == "i" for row in both.made["pg_collation"]):
        same = {one for one in same if not one.startswith("pg_collation.")}  # built without ICU
    assert same - ONE_VALUE.keys() == set()


def _with_one_value(catalog: Catalog, made: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for column in catalog.types:
        values = {str(row[column]) for row in made.get(catalog.name, ()) if column in row}
        if len(values) == 1:
            yield f"{catalog.name}.{column}"
