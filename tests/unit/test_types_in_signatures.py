"""Types in the keys of functions, operators and casts, as PostgreSQL prints them."""

from __future__ import annotations

import pytest

from schemactl.kinds.type_text import printed


@pytest.mark.parametrize(
    ("written", "prints"),
    [
        ("int", "integer"),
        ("int4", "integer"),
        ("pg_catalog.int4", "integer"),
        ("varchar(3)[]", "character varying[]"),
        ("int[3][2]", "integer[]"),
        ("interval day to second(2)", "interval"),
        ("timestamp", "timestamp without time zone"),
        ("decimal(4, 2)", "numeric"),
        ("float(3)", "real"),
        ("char", "character"),
        ('"char"', '"char"'),
        ("text", "text"),
        ('app."Odd ""T x"', 'app."Odd ""T x"'),
        ("status", "status"),
        ("int ORDER BY text", "int ORDER BY text"),
        ("setof int", "setof int"),
        ("", ""),
    ],
)
def test_printed(written: str, prints: str) -> None:
    assert printed(written) == prints
