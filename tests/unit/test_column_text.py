"""A column's short form: what it says of keys, and names that look like what stands behind them."""

from __future__ import annotations

import pytest

from schemactl.kinds import column_text, domain_text

PLACE = ("app", "Odd T", "c")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not deferrable", {}),
        ("initially immediate", {}),
        ("not deferrable initially immediate", {}),
        ("deferrable", {"deferrable": "true"}),
        ("deferrable initially immediate", {"deferrable": "true"}),
        ("initially immediate deferrable", {"deferrable": "true"}),
        ("initially deferred", {"initially_deferred": "true"}),
        ("deferrable initially deferred", {"deferrable": "true", "initially_deferred": "true"}),
        ("with (fillfactor=70)", {"with": {"fillfactor": "70"}}),
        (
            "with (fillfactor=70, deduplicate_items=off) deferrable",
            {"with": {"fillfactor": "70", "deduplicate_items": "off"}, "deferrable": "true"},
        ),
        ('using index tablespace "Fa S"', {"tablespace": "Fa S"}),
        ("with (fillfactor) using index tablespace x", {"with": {"fillfactor": "true"}, "tablespace": "x"}),
    ],
)
def test_keys(text: str, said: dict[str, object]) -> None:
    key = {"columns": ["c"], **said}
    assert column_text.read(f"int primary key {text}", PLACE)["^primary_key"] == key
    assert column_text.read(f'int constraint "un (q" unique {text}', PLACE)["^unique"] == {"un (q": key}


def test_what_postgresql_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match="INITIALLY DEFERRED"):
        column_text.read("int unique not deferrable initially deferred", PLACE)


@pytest.mark.parametrize("name", ["my fk", "check (x", "as (", "default 7", 'a ""b', "Ä b"])
def test_names_hold_anything(name: str) -> None:
    called, is_ = name.replace('""', '"'), f'constraint "{name}"'
    found = column_text.read(f"int {is_} references r (a) not deferrable", PLACE)
    assert found["^foreign_keys"] == {called: "(c) references r (a) not deferrable"}
    assert column_text.read(f"int {is_} check (l > 0)", PLACE)["^checks"] == {called: {"expression": "l > 0"}}
    assert column_text.read(f"int {is_} default 'x y'", PLACE)["default"] == "'x y'"
    assert column_text.read(f"int {is_} generated always as (a + 1) stored", PLACE)["generated"] == "a + 1"
    assert domain_text.read(f"int {is_} default 3 {is_} check (value > 0)", ("app", "d")) == {
        "type": "int",
        "default": "3",
        "checks": {called: "value > 0"},
    }
