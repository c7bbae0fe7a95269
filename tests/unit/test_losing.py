"""Which changes of a type lose something without an error."""

from __future__ import annotations

import pytest

from schemactl.kinds.losing import hazards


@pytest.mark.parametrize(
    ("before", "after", "loses"),
    [
        ("numeric(10,4)", "integer", True),
        ("numeric(10,4)", "numeric(12,2)", True),
        ("numeric(10,2)", "numeric(12,4)", False),
        ("numeric", "numeric(10,2)", True),
        ("numeric(10,2)", "numeric", False),
        ("double precision", "real", True),
        ("double precision[]", "real[]", True),
        ("double precision[]", "text", False),
        ("integer", "bigint", False),
        ("bigint", "integer", False),  # what is too large is refused
        ("bigint", "double precision", True),
        ("timestamp with time zone", "date", True),
        ("timestamp(6) with time zone", "timestamp(0) with time zone", True),
        ("timestamp(0) without time zone", "timestamp(3) without time zone", False),
        ("interval", "interval(0)", True),
        ("json", "jsonb", True),
        ("character varying(20)", "character varying(10)", False),  # refused too
        ("character(3)", "text", True),
        ('app."Odd ""T x"', "integer", False),
        ("integer", "integer", False),
    ],
)
def test_what_is_lost_without_an_error(before: str, after: str, loses: bool) -> None:
    assert bool(hazards(before, after)) is loses
