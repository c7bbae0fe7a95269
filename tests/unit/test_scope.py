"""Scope: what a project manages."""

from __future__ import annotations

import msgspec
import pytest

from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly, glob_of

TABLE = ObjectId("table", ("app", "orders"))
COLUMN = TABLE.child("column", "id")
SCHEMA = ObjectId("schema", ("app",))
EXTENSION = ObjectId("extension", ("citext",))


def test_everything_is_managed_unless_said_otherwise() -> None:
    ids = (SCHEMA, TABLE, COLUMN, EXTENSION, TABLE.about("owner"), TABLE.about("privilege", "app_rw"), SCHEMA.about("comment"))
    assert all(Scope().manages(one) for one in ids)


def test_schemas_are_globs_and_what_lives_in_no_schema_stays() -> None:
    scope = Scope(schemas=("reporting_*",))
    managed = [one for one in (SCHEMA, TABLE, COLUMN, TABLE.about("comment"), SCHEMA.about("owner")) if scope.manages(one)]
    assert managed == []
    assert scope.manages(ObjectId("table", ("reporting_1", "t")))
    assert scope.manages(EXTENSION)
    assert scope.manages(EXTENSION.about("comment"))


def test_the_ledger_is_never_managed() -> None:
    assert not Scope().manages(ObjectId("schema", ("schemactl",)))
    assert not Scope().manages(ObjectId("table", ("schemactl", "plans")))


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("table:app.tmp_*", ("app", "tmp_1"), True),
        ("table:app.tmp_*", ("app", "orders"), False),
        ("view:app.tmp_*", ("app", "tmp_1"), False),
        ("*:app.tmp_*", ("app", "tmp_1"), True),
        ('table:app."Tmp"', ("app", "Tmp"), True),
        ("table:app.Tmp", ("app", "Tmp"), True),
        ("table:app.tmp", ("app", "Tmp"), False),
    ],
)
def test_ignore_names_objects_as_people_write_them(pattern: str, path: tuple[str, ...], ignored: bool) -> None:
    assert Scope(ignore=(pattern,)).manages(ObjectId("table", path)) is not ignored


def test_what_is_about_an_ignored_object_is_ignored_too() -> None:
    scope = Scope(ignore=("table:app.orders",))
    assert not scope.manages(TABLE.about("comment"))
    assert not scope.manages(TABLE.about("privilege", "app_rw"))


def test_owners_and_grants_are_managed_for_the_whole_project_or_not_at_all() -> None:
    assert not Scope(owners=False).manages(TABLE.about("owner"))
    assert Scope(owners=False).manages(TABLE.about("privilege", "app_rw"))
    assert not Scope(grants=False).manages(TABLE.about("privilege", "app_rw"))
    assert not Scope(grants=False).manages(ObjectId("default_privilege", ("app_owner", "app", "tables")))


def test_json_there_and_back() -> None:
    scope = Scope(schemas=("app", "r_*"), ignore=("table:app.tmp_*",), owners=False, roles="managed")
    assert Scope.from_json(scope.to_json()) == scope
    assert "\n" not in scope.to_json()
    with pytest.raises(msgspec.ValidationError):
        Scope.from_json('{"roles": "maybe"}')


def test_an_ignored_role_takes_what_is_granted_to_it_along() -> None:
    scope = Scope(ignore=("role:tool_*",))
    assert not scope.manages(TABLE.about("privilege", "tool_a"))
    assert scope.manages(TABLE.about("privilege", "app_rw"))
    assert not scope.manages(ObjectId("default_privilege", ("tool_a", "", "tables", "app_rw")))
    assert not scope.manages(ObjectId("default_privilege", ("app_rw", "", "tables", "tool_a")))
    assert scope.manages(TABLE.about("owner"))


def test_a_fact_has_a_name_of_its_own() -> None:
    scope = Scope(ignore=("privilege:table.app.orders.app_ro",))
    assert not scope.manages(TABLE.about("privilege", "app_ro"))
    assert scope.manages(TABLE.about("privilege", "app_rw"))
    assert Scope(ignore=("*:table*",)).manages(TABLE.about("privilege", "app_ro"))


def test_default_privileges_of_a_schema_live_in_it() -> None:
    scope = Scope(schemas=("app",))
    assert scope.manages(ObjectId("default_privilege", ("a", "app", "tables", "b")))
    assert scope.manages(ObjectId("default_privilege", ("a", "", "tables", "b")))
    assert not scope.manages(ObjectId("default_privilege", ("a", "auth", "tables", "b")))


def test_what_is_included_counts_in_a_schema_that_does_not() -> None:
    trigger = ObjectId("trigger", ("auth", "users", "on_user"))
    scope = Scope(schemas=("app",), include=("trigger:auth.users.*",))
    assert scope.manages(trigger)
    assert scope.manages(trigger.about("comment"))
    assert not scope.manages(ObjectId("table", ("auth", "users")))


def test_a_header_says_what_is_new_only_where_it_is_used() -> None:
    assert "include" not in Scope().to_json()
    scope = Scope(include=("trigger:auth.*",), unmanaged_partitions=("app.e",))
    assert Scope.from_json(scope.to_json()) == scope


def test_a_glob_of_a_name_means_that_name() -> None:
    path = ("app", 'A*b? [c]"d')
    assert Scope(unmanaged_partitions=(glob_of(path),)).leaves_partitions(path)
    assert not Scope(unmanaged_partitions=(glob_of(path),)).leaves_partitions(("app", 'Axb? [c]"d'))
    assert not Scope(ignore=(exactly(ObjectId("table", path)),)).manages(ObjectId("table", path))
