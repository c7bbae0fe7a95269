"""Names of plans from what they change."""

from __future__ import annotations

import pytest

from schemactl.cli.plan_name import plan_name
from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.plans.directory import slug


def made(kind: str, *path: str, **values: object) -> Object:
    return KINDS[kind].model(id=ObjectId(kind, path), **values)


def table(name: str) -> Object:
    return made("table", "app", name)


def column(table_name: str, name: str) -> Object:
    return made("column", "app", table_name, name, type="text")


def altered(obj: Object) -> Altered:
    return Altered(obj, obj, ("type",))


CASES: list[tuple[list[Change], str]] = [
    ([Added(table("machines")), Added(column("machines", "id"))], "add_machines_table"),
    ([Dropped(table("machines")), Dropped(column("machines", "id"))], "drop_machines_table"),
    ([Added(column("users", "note"))], "add_users_note"),
    ([Dropped(column("users", "note"))], "drop_users_note"),
    ([altered(column("users", "note"))], "change_users_note"),
    ([Renamed(column("users", "name"), column("users", "full_name")), altered(column("users", "full_name"))], "rename_name_to_full_name"),
    ([Added(table("a")), Added(table("b"))], "add_a_table_and_add_b_table"),
    ([Added(table("a")), Added(table("b")), Added(table("c"))], "add_a_table_and_2_more"),
    ([Added(made("schema", "app"))], "add_app_schema"),
    ([Added(table("a")), Added(made("comment", "table", "app", "a", text="x"))], "add_a_table"),
    ([Added(made("comment", "table", "app", "a", text="x"))], "add_app_a_comment"),
    ([Added(table("Größe  x"))], "add_gr_e_x_table"),
    ([Added(table("x" * 70))], "change_1_objects"),
]


@pytest.mark.parametrize(("changes", "name"), CASES)
def test_what_changes_names_the_plan(changes: list[Change], name: str) -> None:
    assert plan_name(changes, first=False) == name
    assert slug(name) == name


def test_the_first_plan() -> None:
    assert plan_name([Added(table("a"))], first=True) == "initial_schema"
