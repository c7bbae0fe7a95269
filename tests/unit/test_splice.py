"""An edit changes what it was asked to change, and not one character elsewhere."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemactl.desired.emit import Flow, Raw
from schemactl.desired.nodes import find, parse, plain, where
from schemactl.desired.splice import delete_key, set_key
from schemactl.errors import SchemactlError

ORDERS = """\
# yaml-language-server: $schema=x.json
schema: app   # the default
tables:       # all of them
  # the first table
  orders:
    renamed_from: purchases        # once

    # what it holds
    columns:                       # short form
      id: bigint not null          # the key
      note: text
      body: |  # long text
        one

        two

    primary_key: [id]  # flow
    with: {fillfactor: 90, autovacuum_enabled: no}  # storage

  # the second table
  lines: {}
views:
"""


def edited(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    ("path", "value", "change"),
    [
        ("schema", "shop", ("schema: app   #", "schema: shop   #")),
        ("tables.orders.columns.id", "int", ("id: bigint not null          #", "id: int          #")),
        ("tables.orders.columns.note", None, ("note: text", "note:")),
        ("tables.orders.columns.note", "'x'", ("note: text", "note: \"'x'\"")),
        (
            "tables.orders.columns.note",
            {"type": "text", "comment": "a: b"},
            ("note: text\n", "note:\n        type: text\n        comment: 'a: b'\n"),
        ),
        (
            "tables.orders.columns.id",
            {"type": "int"},
            ("id: bigint not null          # the key\n", "id:          # the key\n        type: int\n"),
        ),
        ("tables.orders.columns.body", "x", ("body: |  # long text\n        one\n\n        two\n", "body: x  # long text\n")),
        ("tables.orders.columns.note", "a\nb\n", ("note: text\n", "note: |\n        a\n        b\n")),
        ("tables.orders.columns.new", "int", ("        two\n", "        two\n      new: int\n")),
        ("tables.orders.owner", "app", ("enabled: no}  # storage\n", "enabled: no}  # storage\n    owner: app\n")),
        ("tables.orders.with.fillfactor", "80", ("fillfactor: 90", "fillfactor: 80")),
        ("tables.orders.with.user_catalog_table", "no", ("enabled: no}", "enabled: no, user_catalog_table: no}")),
        ("tables.orders.with", {}, ("{fillfactor: 90, autovacuum_enabled: no}", "{}")),
        ("tables.orders.with", Flow(a="b"), ("{fillfactor: 90, autovacuum_enabled: no}", "{a: b}")),
        ("tables.orders.primary_key", ["id", "note"], ("[id]  # flow", "[id, note]  # flow")),
        ("tables.orders.primary_key.0", "note", ("[id]  # flow", "[note]  # flow")),
        ("tables.orders.columns", {"id": "int"}, None),
        ("tables.lines.columns.id", "int", ("lines: {}\n", "lines:\n    columns:\n      id: int\n")),
        ("tables.more.columns.id", "int", ("lines: {}\n", "lines: {}\n  more:\n    columns:\n      id: int\n")),
        ("views.v.query", "select 1", ("views:\n", "views:\n  v:\n    query: select 1\n")),
        ("enums", {"e": ["a", "b"]}, ("views:\n", "views:\nenums:\n  e: [a, b]\n")),
    ],
)
def test_set_key(path: str, value: Raw, change: tuple[str, str] | None) -> None:
    text = set_key(ORDERS, tuple(path.split(".")), value)
    if change is not None:
        assert text == edited(ORDERS, change)
    assert "# short form" in text


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("schema", ("schema: app   # the default\n", "")),
        ("tables.orders.renamed_from", ("    renamed_from: purchases        # once\n\n", "\n")),
        ("tables.orders.columns.note", ("      note: text\n", "")),
        ("tables.orders.columns.body", ("      body: |  # long text\n        one\n\n        two\n", "")),
        ("tables.orders.with.fillfactor", ("fillfactor: 90, ", "")),
        ("tables.orders.with.autovacuum_enabled", (", autovacuum_enabled: no", "")),
        ("tables.lines", ("  # the second table\n  lines: {}\n", "")),
        ("views", ("views:\n", "")),
    ],
)
def test_delete_key(path: str, change: tuple[str, str]) -> None:
    assert delete_key(ORDERS, tuple(path.split("."))) == edited(ORDERS, change)


def test_deleting_the_last_key_leaves_an_empty_map() -> None:
    assert delete_key("a:  # x\n  # own\n  b: 1\nc: 2\n", ("a", "b")) == "a: {}  # x\nc: 2\n"
    assert delete_key("a: {b: 1}\n", ("a", "b")) == "a: {}\n"
    assert delete_key("# head\na: 1\n", ("a",)) == "# head\n"


def test_an_own_comment_goes_with_its_key_and_blank_lines_do_not_pile_up() -> None:
    text = "a: 1\n\n# about b\n# more\nb: 2\n\nc: 3\n"
    assert delete_key(text, ("b",)) == "a: 1\n\nc: 3\n"
    assert delete_key(text, ("c",)) == "a: 1\n\n# about b\n# more\nb: 2\n"


def test_keys_inside_of_list_items() -> None:
    text = "default_privileges:\n  - for: app  # who\n    on: tables\n  - for: other\n"
    first = ("default_privileges", "0")
    assert set_key(text, (*first, "on"), "types") == text.replace("tables", "types")
    assert set_key(text, (*first, "grant"), "x") == text.replace("tables\n", "tables\n    grant: x\n")
    assert delete_key(text, (*first, "for")) == text.replace("for: app  # who\n    ", "")
    assert set_key(text, ("default_privileges", "1"), "x") == text.replace("for: other", "x")


def test_a_short_form_in_brackets_is_opened_up_when_it_does_not_fit() -> None:
    text = "t:\n  columns: {id: int, note: text}  # short\n"
    assert set_key(text, ("t", "columns", "note"), {"type": "text"}) == text.replace("note: text", "note: {type: text}")
    assert set_key(text, ("t", "columns", "note"), {"type": "text", "comment": "one\ntwo"}) == dedent(
        """\
        t:
          columns:  # short
            id: int
            note:
              type: text
              comment: |-
                one
                two
        """
    )


def test_a_key_in_brackets_that_had_no_value() -> None:
    assert set_key("a: {b: , c: d}\n", ("a", "b"), "x") == "a: {b: x, c: d}\n"
    assert set_key("a: {b: , c: d}\n", ("a", "b", "e"), "x") == "a: {b: {e: x}, c: d}\n"


def test_new_and_empty_files() -> None:
    assert set_key("", ("a", "b"), "c") == "a:\n  b: c\n"
    assert set_key("# only this", ("a",), "c") == "# only this\na: c\n"
    assert set_key("{}\n", ("a",), "c") == "a: c\n"
    assert set_key("a: b", ("c",), "d") == "a: b\nc: d\n"


def test_line_ends_and_byte_order_mark_stay() -> None:
    assert set_key("\ufeffa: b\r\nc: |\r\n  x\r\n", ("d",), "1\n2\n") == "\ufeffa: b\r\nc: |\r\n  x\r\nd: |\r\n  1\r\n  2\r\n"


def test_blank_lines_below_do_not_become_text() -> None:
    assert set_key("a: x\n\n   \nb: y\n", ("a",), "1\n2\n\n") == "a: |+\n  1\n  2\n\nb: y\n"
    assert set_key("a: x\n\n   \nb: y\n", ("a",), "1\n2") == "a: |-\n  1\n  2\n\n\nb: y\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [("a: &x\n  b: 1\nc: *x\n", "c.b"), ("a: &x {b: 1}\nc: *x\n", "a"), ("a: text\n", "a.b"), ("a: [x]\n", "a.1"), ("a: 1\na: 2\n", "a")],
)
def test_what_cannot_be_edited_is_refused(text: str, path: str) -> None:
    with pytest.raises(SchemactlError):
        set_key(text, tuple(path.split(".")), "v")


def test_deleting_what_is_not_there_is_refused() -> None:
    with pytest.raises(SchemactlError, match="no such key"):
        delete_key("a: 1\n", ("a", "b"))


def test_replacing_an_alias_keeps_the_comment() -> None:
    assert set_key("a: &x {b: 1}\nc: *x  # shared\n", ("c",), "v") == "a: &x {b: 1}\nc: v  # shared\n"


# Files with comments, blank lines and every style, and any edit on them.

NAME = st.sampled_from(["a", "b", "c", "Total price", "f(int, text)", "it's"])
WORD = st.sampled_from(["x", "int not null", "'a: b'", "", "a, b", "x\ny\n", " x\n\ny", "x\n\n", "~"])
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), WORD),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(NAME, inner, max_size=3), st.dictionaries(NAME, WORD, max_size=2).map(Flow)
    ),
    max_leaves=8,
)
LEAF = st.sampled_from(
    [
        "",
        " x",
        " 'x: y'  # t",
        " [a, b] # t",
        " {a: b, c: }",
        " {}  # t",
        " |\n{}  x\n\n{}  y",
        " |+  # t\n{}  x\n\n",
        " |-\n{}   x",
        " >\n{}  x\n{}  y\n",
        ' "x\\\n{}  y"  # t',
        " plain\n{}  more",
        "  # t\n{}  below  # t",
        "\n{}  - a  # t\n{}  - b: c\n{}    d: e\n",
        "\n{}- a # t",
    ]
)


@st.composite
def files(draw: st.DrawFn, indent: int = 0) -> str:
    """A block map, line by line."""
    lead = " " * indent
    text = ""
    for name in draw(st.lists(NAME, min_size=1, max_size=3, unique=True)):
        text += draw(st.sampled_from(["", "", "\n", f"{lead}# own\n", f"\n{lead}# own\n{lead}# own\n"]))
        text += f'{lead}"{name}":' if draw(st.booleans()) else f"{lead}{name}:"
        if indent < 4 and draw(st.booleans()):
            text += draw(st.sampled_from(["\n", "  # t\n"])) + draw(files(indent=indent + 2))
        else:
            text += draw(LEAF).replace("{}  ", lead + "  ").replace("{}- ", lead + "- ").rstrip("\n") + "\n"
    return text + draw(st.sampled_from(["", "\n", f"{lead}# after\n"]))


def paths(value: Raw, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path] if path else []
    match value:
        case dict():
            for key, one in value.items():
                found += paths(one, (*path, key))
        case list():
            for at, one in enumerate(value):
                found += paths(one, (*path, str(at)))
        case _:
            pass
    return found


def outside(text: str, path: tuple[str, ...]) -> tuple[str, list[str]]:
    """What stands before the line of a key, its own comments left out, and the lines that say something below its value."""
    root, _ = parse(text.encode(), "f.yaml")
    parent, key = find(root, path[:-1]), where(root, path)
    node = find(root, path)
    assert parent is not None
    if key is None or node is None or parent.flow:
        return (text[: parent.start], said(text[parent.end :], parent.column)) if not parent.flow else outside(text, path[:-1])
    before = text.split("\n")[: key.line - 1]
    while before and before[-1].strip().startswith("#"):
        before.pop()
    return "\n".join(before), said(text[node.end :], key.column)


def said(text: str, column: int) -> list[str]:
    """Lines but the first, without comments that are indented deeper than the key: they belong to its value."""
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    while lines and lines[0].lstrip().startswith("#") and not lines[0][:column].strip():
        lines.pop(0)
    return lines


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), files())
def test_any_edit(data: st.DataObject, text: str) -> None:
    root, problems = parse(text.encode(), "f.yaml")
    assume(not problems and root is not None)
    path = data.draw(st.sampled_from(paths(plain(root))))
    if data.draw(st.booleans()):
        path = (*path[:-1], data.draw(NAME)) if data.draw(st.booleans()) and not path[-1].isdecimal() else path
        after = set_key(text, path, data.draw(VALUE))
    else:
        assume(not path[-1].isdecimal())
        after = delete_key(text, path)
        if len(path) > 1 and len(find(root, path[:-1]).items) == 1:  # type: ignore[union-attr]
            path = path[:-1]  # its line changes to `{}`
        elif path[-2:-1] and path[-2].isdecimal():
            path = path[:-2]  # the next key moves up behind the dash
    before, below = outside(text, path)
    assert after.startswith(before.rstrip("\n"))
    assert not below or said("\n" + after, 99)[-len(below) :] == below
