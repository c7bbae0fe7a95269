"""Edits of schema files: an answered rename, an import merged into what people wrote."""

from __future__ import annotations

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.merging import Written, merged
from schemactl.desired.renaming import with_renamed_from
from schemactl.desired.sources import FileText
from schemactl.errors import SchemactlError
from schemactl.model.identity import ObjectId

MINE = """\
schema: app
tables:
  # people
  users:
    columns:
      id: bigint primary key  # the key
      "Full Name": text not null
  other:
    columns: {a: int, b: {type: text}}
"""


def said(text: str, object_id: ObjectId, before: str) -> str:
    return with_renamed_from(text, load_files([FileText(name="x.yaml", data=text.encode())]), object_id, before)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("app", "users", "Full Name"), '      "Full Name":\n        type: text not null\n        renamed_from: name\n'),
        (("app", "other", "a"), "    columns: {a: {type: int, renamed_from: name}, b: {type: text}}\n"),
        (("app", "other", "b"), "    columns: {a: int, b: {type: text, renamed_from: name}}\n"),
    ],
)
def test_a_column_says_what_it_was(path: tuple[str, ...], line: str) -> None:
    object_id = ObjectId("column", path)
    text = said(MINE, object_id, "name")
    assert line in text
    state = load_files([FileText(name="x.yaml", data=text.encode())])
    assert state.renames == {ObjectId("column", (*path[:-1], "name")): object_id}


def test_a_table_says_what_it_was() -> None:
    object_id = ObjectId("table", ("app", "users"))
    text = said(MINE, object_id, "people")
    assert "  # people\n  users:\n" in text
    assert load_files([FileText(name="x.yaml", data=text.encode())]).renames == {ObjectId("table", ("app", "people")): object_id}


SHARED = """
templates:
  x: {columns: {day: date, t: date}}
tables:
  t: {use: [x]}
  'T "x': {use: x, columns: {id: int}}
  u: {columns: &c {id: int}}
  v: {columns: *c}
"""


@pytest.mark.parametrize("path", [("t", "t"), ("t", "day"), ('T "x', "day"), ("u", "id"), ("v", "id")])
def test_what_others_say_too_is_left_as_it_is(path: tuple[str, ...]) -> None:
    with pytest.raises(SchemactlError, match="has no place in x"):
        said(SHARED, ObjectId("column", ("public", *path)), "name")


def written(**texts: str) -> Written:
    named = {f"{name}.yaml": text for name, text in texts.items()}
    return Written(named, load_files([FileText(name=name, data=text.encode()) for name, text in named.items()]))


def table(name: str) -> ObjectId:
    return ObjectId("table", ("app", name))


def test_a_merge_touches_only_what_differs() -> None:
    theirs = written(
        users="schema: app\ntables:\n  users:\n    columns: {id: bigint}\n", t="schema: app\ntables:\n  t:\n    columns: {a: int}\n"
    )
    files = merged(written(mine=MINE), theirs, [table("other"), table("t")], ())
    assert files == {
        "mine.yaml": MINE[: MINE.index("  other:")],
        "t.yaml": "schema: app\ntables:\n  t:\n    columns:\n      a: int\n",
    }


def test_a_file_of_another_schema_is_not_taken_for_a_new_object() -> None:
    mine = written(t="schema: other\ntables:\n  u:\n    columns: {a: int}\n")
    theirs = written(t="# modeline\nschema: app\ntables:\n  t:\n    columns: {a: int}\n")
    assert merged(mine, theirs, [table("t")], ()) == {"t-2.yaml": "# modeline\nschema: app\ntables:\n  t:\n    columns:\n      a: int\n"}


def test_the_last_object_takes_its_file_along() -> None:
    mine = written(t="schema: app\ntables:\n  t:\n    columns: {a: int}\n")
    assert merged(mine, written(u="schema: app\n"), [table("t")], ()) == {"t.yaml": None}


def test_another_usual_owner_is_written_where_it_differs() -> None:
    mine = written(a="owner: me\n", t="schema: app\ntables:\n  t:\n    columns: {a: int}\n")
    theirs = written(a="owner: you\n", t="schema: app\ntables:\n  t:\n    columns: {a: int}\n")
    assert "owner: you" in str(merged(mine, theirs, [table("t")], ())["t.yaml"])
