"""What making a materialized view is in scratch."""

from __future__ import annotations

import pytest

from schemactl.kinds.foreign_rows import rehearsed

QUERY = 'CREATE MATERIALIZED VIEW app."Odd ""T x" AS\nSELECT 1 AS a'


@pytest.mark.parametrize("tail", ["", "\nWITH DATA", " with data -- all of it", "\n-- nothing"])
def test_the_query_runs_in_a_step_of_its_own(tail: str) -> None:
    text = rehearsed(QUERY + tail)
    assert text.startswith("DO ")
    assert text.count("WITH NO DATA") == 1
    assert "WITH DATA" not in text.upper().replace("WITH NO DATA", "")
    assert 'REFRESH MATERIALIZED VIEW app."Odd ""T x";' in text


@pytest.mark.parametrize(
    "sql",
    [
        QUERY + "\nWITH NO DATA",
        "CREATE VIEW app.v AS SELECT 1",
        "CREATE MATERIALIZED VIEW app.v AS SELECT FROM WHERE",
        "DROP MATERIALIZED VIEW app.v",
    ],
)
def test_all_else_is_as_it_stands(sql: str) -> None:
    assert rehearsed(sql) == sql
