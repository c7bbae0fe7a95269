"""What `--rename A=B` means."""

from __future__ import annotations

import pytest

from schemactl.errors import RefusedError
from schemactl.kinds.cast import Cast
from schemactl.kinds.check import Check
from schemactl.kinds.column import Column
from schemactl.kinds.function import Function
from schemactl.kinds.table import Table
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.given import wished

ODD = 'Odd "T x'


def _state(table: str, column: str, check: str, function: str) -> State:
    objects: list[Object] = [
        Table(id=ObjectId("table", ("app", table))),
        Column(id=ObjectId("column", ("app", table, column)), type="text"),
        Check(id=ObjectId("check", ("app", table, check)), expression="true"),
        Function(id=ObjectId("function", ("app", function, "integer, text")), returns="integer", language="sql", body="select 1"),
        Cast(id=ObjectId("cast", ("integer", "app.t")), inout=True),
    ]
    return State(major=18, objects={one.id: one for one in objects})


LIVE = _state(ODD, "a", "c", "f")
FUNCTION = ObjectId("function", ("app", "f", "integer, text"))


@pytest.mark.parametrize(
    "before", ["app.f(integer, text)", "function app.f(integer, text)", "FUNCTION app.f(integer, text)", "app.f.integer, text"]
)
@pytest.mark.parametrize("after", ["app.g(integer, text)", 'app.g."integer, text"', "app.g", "g"])
def test_functions(before: str, after: str) -> None:
    desired = _state(ODD, "a", "c", "g")
    assert wished([(before, after)], LIVE, LIVE, desired) == {FUNCTION: ObjectId("function", ("app", "g", "integer, text"))}


@pytest.mark.parametrize("after", ['app."Odd ""T x".d', 'CONSTRAINT d ON app."Odd ""T x"', "d"])
def test_constraints(after: str) -> None:
    desired = _state(ODD, "a", "d", "f")
    assert wished([('CONSTRAINT c ON app."Odd ""T x"', after)], LIVE, LIVE, desired) == {
        ObjectId("check", ("app", ODD, "c")): ObjectId("check", ("app", ODD, "d"))
    }


def test_a_column_of_a_table_that_has_another_name_too() -> None:
    desired = _state("t", "b", "c", "f")
    found = wished([('app."Odd ""T x"', "app.t"), ('app."Odd ""T x".a', "app.t.b")], LIVE, LIVE, desired)
    assert found[ObjectId("column", ("app", ODD, "a"))] == ObjectId("column", ("app", "t", "b"))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("app.f", "app.g", "there is no app.f in the database"),
        ("app.f(integer, text)", "app.h(integer, text)", "there is no app.h"),
        ("CAST (integer AS app.t)", "app.g", "plans rename no cast"),
        ('table app."Odd ""T x"', "app.t", "there is no app.t in the schema files"),
    ],
)
def test_what_would_do_nothing_is_refused(before: str, after: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message) as raised:
        wished([(before, after)], LIVE, LIVE, _state(ODD, "a", "c", "g"))
    assert [one.code for one in raised.value.problems] == ["S301"]


def test_both_are_there() -> None:
    live = _state(ODD, "a", "c", "f")
    there = ObjectId("function", ("app", "g", "integer, text"))
    live.objects[there] = Function(id=there, returns="integer", language="sql", body="select 1")
    with pytest.raises(RefusedError, match="beside it"):
        wished([("app.f(integer, text)", "g")], live, live, _state(ODD, "a", "c", "g"))
