"""The tree of changes: what stands under what, and by which mark."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement
from schemactl.reports import text
from schemactl.reports.tree import rows


def made(kind: str, *path: str, **values: object) -> Object:
    return KINDS[kind].model(id=ObjectId(kind, path), **values)


def shown(*changes: Added | Altered | Dropped | Renamed) -> list[str]:
    return [" ".join(line.split()) for line in text.changes_tree(changes).split("\n")]


FUNCTION = ObjectId("function", ("app", "f", "integer, text"))
FUNCTION_OWNER = made("owner", "function", *FUNCTION.path, role="me")
TABLE = made("table", "app", "users")
NAME = made("column", "app", "users", "name", type="text")
FULL_NAME = made("column", "app", "users", "full_name", type="text", not_null=True)


def test_a_function_is_one_object_with_its_arguments() -> None:
    assert shown(Added(FUNCTION_OWNER)) == ["~ function app.f(integer, text)", "+ owner"]


def test_a_new_table_counts_what_it_holds_and_no_facts() -> None:
    assert shown(Added(TABLE), Added(NAME), Added(made("owner", "table", "app", "users", role="me"))) == ["+ app.users 1 column"]
    assert shown(Added(TABLE)) == ["+ app.users"]


def test_a_renamed_column_that_changes_too_is_a_renamed_one() -> None:
    changes = [Renamed(NAME, FULL_NAME), Altered(NAME, FULL_NAME, ("not_null",))]
    assert shown(*changes) == ["~ app.users", "> name → full_name not null: no → yes"]
    assert [row.mark for row in rows(changes, ())] == ["~", ">"]


def test_a_comment_on_a_column_stands_under_its_table() -> None:
    assert shown(Added(made("comment", "column", "app", "users", "name", text="x"))) == ["~ app.users", "+ comment name"]


def test_a_schema_and_what_is_said_about_it() -> None:
    assert shown(Added(made("schema", "app")), Added(made("comment", "schema", "app", text="x"))) == ["+ schema app"]
    assert shown(Dropped(made("comment", "schema", "app", text="x"))) == ["~ schema app", "- comment"]


def test_what_loses_rows_is_named_within_a_table_that_is_made_anew() -> None:
    row = made("row", "app", "users", "7", values=(("id", "7"),))
    hazard = Hazard(code="SC403", message="deletes a row of app.users", destructive=True)
    statements = [
        Statement(sql="DELETE", object_id=row.id, verb="-", hazards=(hazard,)),
        Statement(sql="DROP", object_id=TABLE.id, verb="-"),
        Statement(sql="CREATE", object_id=TABLE.id, verb="+"),
    ]
    found = rows([Dropped(row), Altered(TABLE, TABLE, ("partition_by",)), Altered(NAME, NAME, ("type",))], statements)
    assert [(one.mark, one.id.name, one.inner) for one in found] == [("-/+", "users", False), ("-", "7", True)]
    assert found[1].details[-1] == "! deletes a row of app.users [SC403]"
