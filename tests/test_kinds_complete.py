"""A kind is whole: a rule for every field, a query that returns exactly the fields, a scenario for every verb."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import psycopg
import pytest

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind, Replace
from schemactl.scratch.server import ScratchServer

ROOT = Path(__file__).parent / "scenarios"
MARKER = re.compile(r"^-- statement \d+\.\d+ ([-+~!]) (\w+) ", re.MULTILINE)
NEVER_SAID = {
    "owner": {"+", "-"},  # every object has one, so that it only ever changes
    "large_object": {"-"},  # its pages are data: what is not said about it any more does not drop it
    "tablespace": {"+", "-"},  # a folder of the server: checked, never made
    "inheritance": {"~"},  # a parent leaves the others in their order
    "index_partition": {"-"},  # PostgreSQL has no DETACH for indexes
}
ADDRESS = ["classid", "objid", "subid", "path"]

each_kind = pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)


def _fields(kind: Kind) -> list[str]:
    return [field for field in kind.model.__struct_fields__ if field != "id"]


@each_kind
def test_every_field_has_a_rule(kind: Kind) -> None:
    fields = set(_fields(kind))
    assert fields - set(kind.derived) - set(kind.alter) == set(), "fields that change and nobody would notice"
    assert set(kind.alter) - fields == set(), "rules for fields that are not there"
    assert set(kind.derived) - fields == set()


def test_queries_return_the_fields(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        assert {kind.name: _answered(kind, conn, each_server.major) for kind in KINDS} == {
            kind.name: [*ADDRESS, *_fields(kind)] for kind in KINDS
        }


def _answered(kind: Kind, conn: psycopg.Connection, major: int) -> list[str]:
    sql = kind.catalog(major) if callable(kind.catalog) else kind.catalog
    return [column.name for column in conn.execute(sql).description or ()]


@each_kind
def test_every_verb_has_a_scenario(kind: Kind) -> None:
    """One of the kind's own folders plans it."""
    own = [verbs for folder, verbs in _planned().items() if folder.startswith(f"{kind.name}--")]
    found = {verb for verbs in own for verb, name in verbs if name == kind.name}
    assert _verbs(kind) - found == set()


def _verbs(kind: Kind) -> set[str]:
    if isinstance(kind.catalog, str) and kind.catalog.endswith("WHERE false"):
        return set()  # only ever written: what PostgreSQL makes of it is of other kinds
    altering = any(not isinstance(rule, Replace) for field, rule in kind.alter.items() if field not in kind.derived)
    return ({"+", "-"} | ({"~"} if altering else set())) - NEVER_SAID.get(kind.name, set())


@cache
def _planned() -> dict[str, list[tuple[str, str]]]:
    return {path.parent.name: MARKER.findall(path.read_text(encoding="utf-8")) for path in ROOT.glob("*/plan.sql")}
