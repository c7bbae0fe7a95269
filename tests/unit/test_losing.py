"""Which changes of a type say SC307."""

from __future__ import annotations

import pytest

from schemactl.kinds import losing
from schemactl.kinds.domain import Domain
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.context import Planning

AMOUNT = Domain(id=ObjectId("domain", ("app", "amount")), type="numeric(8,1)")
STATE = State(major=18, objects={AMOUNT.id: AMOUNT})
CTX = Planning(STATE, STATE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("numeric", "numeric(8,2)"),
        ("numeric(8,2)", "numeric(12,1)"),
        ("numeric(8,2)", "app.amount"),
        ("app.amount", "integer"),
        ("app.amount[]", "integer[]"),
        ("integer", "numeric(8,-2)"),
        ("money", "numeric(20,0)"),
        ("oid", "integer"),
        ("text", "numeric(10,2)"),
        ("text", "date"),
        ("character varying(40)", "jsonb"),
        ("text", "timestamp(0) without time zone"),
        ("interval", "interval day"),
        ("interval", "interval year to month"),
        ("interval[]", "interval hour to minute[]"),
        ("interval day to second", "interval day to second(2)"),
        ("timestamp with time zone", "timestamp(0) without time zone"),
        ("timestamp(3) without time zone", "timestamp(0) with time zone"),
        ("time without time zone", "time(0) with time zone"),
        ("timestamp without time zone", "date"),
        ("character(5)", "text"),
        ("character(5)", "character varying(10)"),
        ("character(5)[]", "character varying[]"),
    ],
)
def test_something_is_lost(before: str, after: str) -> None:
    assert [one.code for one in losing.hazards(before, after, CTX)] == ["SC307"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("integer", "numeric(8,2)"),
        ("integer", "bigint"),
        ("money", "numeric(20,2)"),
        ("numeric(8,1)", "app.amount"),
        ("interval day", "interval"),
        ("interval month", "interval day"),
        ("timestamp(0) with time zone", "timestamp(3) without time zone"),
        ("text", "integer"),
        ("text", "uuid"),
        ("character varying(10)", "text"),
    ],
)
def test_nothing_is(before: str, after: str) -> None:
    assert losing.hazards(before, after, CTX) == ()


@pytest.mark.parametrize("before", ["timestamp without time zone", "timestamp(0) without time zone", "date"])
def test_a_zone_is_assumed(before: str) -> None:
    assert losing.is_zoned(before, "timestamp(3) with time zone", CTX)
    assert losing.is_zoned(f"{before}[]", "timestamp with time zone[]", CTX)
    assert not losing.is_zoned(before, "text", CTX)
