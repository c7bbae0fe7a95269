"""Which columns an expression over a table's rows names."""

from __future__ import annotations

import pytest

from schemactl.kinds import row_expression, syntax

ODD = 'Odd "T x'
COLUMNS = ("a", "b", 'C "x')


@pytest.mark.parametrize(
    ("text", "table", "columns", "named"),
    [
        ("a || b", "t", COLUMNS, "ab"),
        ('lower(t.a) || "C ""x"', "t", COLUMNS, ["a", 'C "x']),
        ("t", "t", COLUMNS, COLUMNS),  # the row
        ("t.*::text", "t", COLUMNS, COLUMNS),
        ("t.f", "t", COLUMNS, COLUMNS),  # a function of the row
        ("app.t.a", "t", COLUMNS, "a"),
        ("a", "a", COLUMNS, "a"),  # a column hides the row of its name
        ('"Odd ""T x".b', ODD, COLUMNS, "b"),
        ("(SELECT o.b FROM o WHERE o.a = t.a)", "t", COLUMNS, "a"),
        ("'a'", "t", COLUMNS, ""),
    ],
)
def test_which_columns_are_named(text: str, table: str, columns: tuple[str, ...], named: str) -> None:
    assert row_expression.named(syntax.expression(text), table, columns) == set(named)
