"""How objects read inside of the CREATE of another one is asked of a kind once, and again when something else is inside of them."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.kinds.column import Column
from schemactl.kinds.default import Default
from schemactl.kinds.table import Table
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.context import Planning

TABLE = ObjectId("table", ("public", 'Odd "T'))
COLUMN = TABLE.child("column", "note")
DEFAULT = COLUMN.child("default", "default")


def _state(objects: Iterable[Object]) -> State:
    state = State(major=18)
    for one in objects:
        state.add(one)
    return state


def test_a_clause_is_another_one_once_something_else_is_inside_of_it() -> None:
    ctx = Planning(State(major=18), _state([Table(id=TABLE), Column(id=COLUMN, type="text"), Default(id=DEFAULT, expression="'x'::text")]))
    ctx.inlined = {TABLE: [COLUMN], COLUMN: [DEFAULT]}
    assert ctx.clauses(TABLE) == ["note text DEFAULT 'x'::text"]
    ctx.inlined = {TABLE: [COLUMN]}
    assert ctx.clauses(TABLE) == ["note text"]
    ctx.inlined = {TABLE: [COLUMN], COLUMN: [DEFAULT]}
    assert ctx.clauses(TABLE) == ["note text DEFAULT 'x'::text"]


def test_what_stays_is_not_asked_again() -> None:
    ctx = Planning(State(major=18), _state([Table(id=TABLE), Column(id=COLUMN, type="text")]))
    ctx.inlined = {TABLE: [COLUMN]}
    first = ctx.clause(COLUMN)
    ctx.inlined = {TABLE: [COLUMN]}
    assert ctx.clause(COLUMN) is first


def test_what_stands_inside_of_itself_is_gone_through_once() -> None:
    """The alteration that takes along what another change makes of the same object."""
    ctx = Planning(State(major=18), _state([Table(id=TABLE), Column(id=COLUMN, type="text"), Default(id=DEFAULT, expression="'x'::text")]))
    ctx.inlined = {COLUMN: [COLUMN, DEFAULT]}
    ctx.inlined = {COLUMN: [DEFAULT, COLUMN], DEFAULT: [COLUMN]}
    ctx.inlined = {TABLE: [COLUMN], COLUMN: [DEFAULT]}
    assert ctx.clauses(TABLE) == ["note text DEFAULT 'x'::text"]
