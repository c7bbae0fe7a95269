"""Templates: parts that several tables share, in whichever file they stand."""

from __future__ import annotations

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.model.identity import ObjectId

TYPES = "schema: app\ntemplates:\n  timestamps:\n    columns:\n      created_at: timestamptz not null default now()\n"
TABLE = "schema: app\ntables:\n  a: {use: [timestamps], columns: {id: integer}}\n"


def _load(*texts: str) -> list[ObjectId]:
    return list(load_files([FileText(name=f"{number}.yaml", data=text.encode()) for number, text in enumerate(texts)]).objects)


@pytest.mark.parametrize("texts", [(TYPES, TABLE), (TABLE, TYPES)])
def test_a_template_is_known_in_every_file(texts: tuple[str, str]) -> None:
    columns = [one.name for one in _load(*texts) if one.kind == "column"]
    assert columns == ["id", "created_at"]


def test_one_name_is_one_template() -> None:
    with pytest.raises(SchemaError, match="template timestamps is defined twice"):
        _load(TYPES, TYPES)


def test_an_unknown_template_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(SchemaError, match=r"unknown key 'timestamp'; known here: timestamps"):
        _load(TYPES, TABLE.replace("timestamps]", "timestamp]"))
