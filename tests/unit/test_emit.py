"""`parse(emit(value))` is `value`, and what comes out looks as a person would write it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.desired.emit import WIDTH, Flow, Raw, emit, fits_flow
from schemactl.desired.nodes import parse, plain

CHARACTERS = st.one_of(
    st.sampled_from("ab:#-?,[]{}&*!|>'\"%@`<=~.()\\ \t\n\n  é"),
    st.characters(exclude_categories=["Cs"]),
)
TEXT = st.text(CHARACTERS, max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(TEXT, inner, max_size=4),
        st.dictionaries(TEXT, inner.filter(fits_flow), max_size=4).map(Flow),
    ),
    max_leaves=12,
)


def reread(text: str) -> Raw:
    root, problems = parse(text.encode(), "emitted.yaml")
    assert problems == [], text
    return plain(root)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=4))
def test_everything_reads_back(value: dict[str, Raw]) -> None:
    again = reread(emit(value))
    assert again == value
    assert repr(again) == repr(plain_dicts(value))


def plain_dicts(value: Raw) -> Raw:
    match value:
        case dict():
            return {key: plain_dicts(one) for key, one in value.items()}
        case list():
            return [plain_dicts(one) for one in value]
        case _:
            return value


def test_a_table_as_a_person_writes_it() -> None:
    value: Raw = {
        "schema": "app",
        "tables": {
            "orders": {
                "columns": {
                    "id": "bigint not null",
                    "tags": "text[] not null default '{}'",
                    "note": {"type": "text", "default": "'draft'"},
                },
                "primary_key": ["id", "placed_at"],
                "with": Flow(fillfactor="90", oids="no"),
                "checks": {"total": "total > 0\nor status = 'new'\n"},
                "grants": {"PUBLIC": []},
                "triggers": {},
                "owner": None,
            }
        },
        "default_privileges": [{"for": "app", "grant": Flow(app_rw="select")}],
    }
    assert emit(value) == dedent(
        """\
        schema: app
        tables:
          orders:
            columns:
              id: bigint not null
              tags: text[] not null default '{}'
              note:
                type: text
                default: "'draft'"
            primary_key: [id, placed_at]
            with: {fillfactor: 90, oids: no}
            checks:
              total: |
                total > 0
                or status = 'new'
            grants:
              PUBLIC: []
            triggers: {}
            owner:
        default_privileges:
          - for: app
            grant: {app_rw: select}
        """
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no", "no"),
        ("12:30:00", "12:30:00"),
        ("~", "'~'"),
        ("-1", "-1"),
        ("- 1", "'- 1'"),
        ("---", "'---'"),
        ("...", "'...'"),
        ("", "''"),
        ("a: b", "'a: b'"),
        ("data #>> '{a}'", "\"data #>> '{a}'\""),
        ("'{}'::jsonb", "\"'{}'::jsonb\""),
        ('"Total" > 0', "'\"Total\" > 0'"),
        ("'a' || \"b\"", "'''a'' || \"b\"'"),
        ("> 5", "'> 5'"),
        ("it's", "it's"),
        ("ends: ", "'ends: '"),
        ("app@crm", "app@crm"),
        ("@crm", "'@crm'"),
        ("a\tb", r'"a\tb"'),
        ("a\u202eb", r'"a\u202eb"'),
        ("a\rb", r'"a\rb"'),
        ("a\0b", r'"a\0b"'),
        ("coalesce(a, b)", "coalesce(a, b)"),
    ],
)
def test_quotes_only_where_needed(text: str, line: str) -> None:
    assert emit({"key": text}) == f"key: {line}\n"
    assert reread(emit({text: "value", "list": [text], "map": Flow({text: text})})) == {text: "value", "list": [text], "map": {text: text}}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", "k: |-\n  a\n  b\n"),
        ("a\n", "k: |\n  a\n"),
        ("a\n\n", "k: |+\n  a\n\n"),
        ("  a\nb\n", "k: |2\n    a\n  b\n"),
        ("\na\n", "k: |\n\n  a\n"),
        ("\ta\n", "k: |2\n  \ta\n"),
        ("a  \n\n  b\n", "k: |\n  a  \n\n    b\n"),
        (" \n", 'k: " \\n"\n'),
        ("a\r\n  b\r\n", 'k: "a\\r\\n\\\n  \\  b\\r\\n"\n'),
    ],
)
def test_text_of_several_lines(text: str, lines: str) -> None:
    assert emit({"k": text}) == lines
    assert reread(lines) == {"k": text}


def test_lists_go_below_their_key_when_they_are_long_or_hold_punctuation() -> None:
    assert emit({"k": ["lower(a)", "b c"]}) == "k: [lower(a), b c]\n"
    assert emit({"k": ["coalesce(a, b)", "c"]}) == "k:\n  - coalesce(a, b)\n  - c\n"
    assert emit({"k": [None, ["a"], {"b": "c", "d": ["e"]}]}) == "k:\n  -\n  - [a]\n  - b: c\n    d: [e]\n"
    assert len(emit({"k": ["x" * 10] * 7 + ["x" * 11]})) == WIDTH + 1
    assert emit({"k": ["x" * 10] * 7 + ["x" * 12]}).count("\n") == 9


def test_long_keys_and_empty_files() -> None:
    key = "f(" + "character varying, " * 99 + "int)"
    assert reread(emit({key: {"language": "sql"}, "flow": Flow({key: "x"})})) == {key: {"language": "sql"}, "flow": {key: "x"}}
    assert emit({}) == "{}\n"
