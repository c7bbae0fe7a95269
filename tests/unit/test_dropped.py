"""What the statements of a plan drop, and do not make again."""

from __future__ import annotations

import pytest

from schemactl.lint.dropped import Drop, dropped


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["ALTER TABLE a.t ALTER c SET DEFAULT 'drop'", 'CREATE INDEX "Odd ""I x" ON a.t (c)'], []),
        (["drop index a.i"], [Drop("index", ("a", "i"))]),
        (["DROP INDEX a.i", "CREATE INDEX i ON a.t (c)"], []),
        (["ALTER TABLE a.t DROP COLUMN c", "ALTER TABLE a.t ADD COLUMN d text"], [Drop("column", ("a", "t", "c"))]),
    ],
)
def test_only_what_is_gone_afterwards_is_dropped(statements: list[str], found: list[Drop]) -> None:
    assert dropped(statements) == found
