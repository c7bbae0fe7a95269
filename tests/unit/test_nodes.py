"""Everything is text, every problem has a place and says what to write instead, and nothing a file holds can crash the reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.desired.emit import Raw
from schemactl.desired.nodes import Mapping, Scalar, Sequence, find, parse, plain, where
from schemactl.errors import Problem


def read(text: str) -> Raw:
    root, problems = parse(text.encode(), "f.yaml")
    assert problems == []
    return plain(root)


def problems_of(text: str | bytes) -> list[Problem]:
    root, problems = parse(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert root is None or isinstance(root, Mapping)
    assert all(one.where is not None and one.hint for one in problems)
    return problems


def only(text: str | bytes) -> Problem:
    (problem,) = problems_of(text)
    return problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no\non: 1\nyes: 2\noff: 3\n", {"a": "no", "on": "1", "yes": "2", "off": "3"}),
        ("t: 12:30:00\nc: 1:30\na: 010\n", {"t": "12:30:00", "c": "1:30", "a": "010"}),
        ("a: 1_000\nb: 0xFF\nc: ~\nd: null\n", {"a": "1_000", "b": "0xFF", "c": "~", "d": "null"}),
        ("d: 2024-01-01\n1.0: x\nversion: 1.10\n", {"d": "2024-01-01", "1.0": "x", "version": "1.10"}),
        ("ops: [<, =]\n", {"ops": ["<", "="]}),
        ("a:\nb: ''\nc: {}\nd: []\n", {"a": None, "b": "", "c": {}, "d": []}),
        ("a: ${HOST}\nb: app@crm\nc: x :y\nd: a#b\ne: -1\n", {"a": "${HOST}", "b": "app@crm", "c": "x :y", "d": "a#b", "e": "-1"}),
        ("a: b # comment\nc: d #comment\ne: f #------\n", {"a": "b", "c": "d", "e": "f"}),
        ("\ufeffa: b\r\nc: |\r\n  d\r\n", {"a": "b", "c": "d\n"}),
        ("%YAML 1.2\n---\na: b\n...\n", {"a": "b"}),
        ('"a": "\\x01\\u202e"\n', {"a": "\x01\u202e"}),
        ("a: &x [b, c]\nd: *x\n", {"a": ["b", "c"], "d": ["b", "c"]}),
        ("a: &x b\nd: *x\n", {"a": "b", "d": "b"}),
        ("touch(a, b): {e: [lower(x), y]}\n", {"touch(a, b)": {"e": ["lower(x)", "y"]}}),
        ("", None),
        ("# nothing\n", None),
        ("---\n", None),
    ],
)
def test_everything_is_text(text: str, value: Raw) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "S003", "4:3", "first at f.yaml:3:3"),
        ("check: data #>> '{a}' = 'x'\n", "S021", "1:8", "or use a `|` block"),
        ("check: data #- 'x'\n", "S021", "1:8", "quote the whole value"),
        ("check: data #> '{a}'\n  = 'x'\nb: c\n", "S021", "1:8", "`#> '{a}'` would be lost"),
        ("check: 'data' #>> '{a}'\n", "S021", "1:8", "would be lost"),
        ("a: [x #>> y, z]\n", "S021", "1:5", "comment"),
        ("default: '{}'::jsonb\n", "S002", "1:10", "`default: \"'{}'::jsonb\"`"),
        ("default: 'a' || 'b'\n", "S002", "1:10", "use a `|` block"),
        ('check: "Total" > 0\n', "S002", "1:8", "starts with a quote"),
        ("k:\n  - x: 'a' b\n", "S002", "2:8", "starts with a quote"),
        ("note: text default 'a: b'\n", "S002", "1:7", "`note: \"text default 'a: b'\"`"),
        ("c: {price: numeric(10, 2) not null}\n", "S023", "1:12", "the comma after `numeric(10`"),
        ("c: {note: text default 'a, b'}\n", "S023", "1:11", "cuts the value in two"),
        ("c: [coalesce(a, b)]\n", "S023", "1:5", "quote the value"),
        ("c: {tags: text[] not null}\n", "S002", "1:15", "quote that value"),
        ("c: {host: ${HOST}, port: 1}\n", "S002", "1:12", "quote that value"),
        ("c: {a: b: c}\n", "S002", "1:9", "inside `{…}` a `:`"),
        ("check: > 5\n", "S002", "1:8", "`check: '> 5'`"),
        ("check: >5\nb: 1\n", "S002", "1:8", "must be quoted"),
        ("check: | x\n", "S002", "1:8", "cannot start with `|`"),
        ("check: !a\n", "S004", "1:8", "quote the whole value"),
        ("check: @x\n", "S002", "1:8", "`check: '@x'`"),
        ("check: %s\n", "S002", "1:8", "cannot start with `%`"),
        ("check: `x`\n", "S002", "1:8", "a backtick"),
        ("check: *\n", "S002", "1:8", "cannot start with `*`"),
        ("check: *x y\n", "S002", "1:8", "cannot start with `*`"),
        ("check: *x\n", "S006", "1:8", "quote the whole value"),
        ("check: &x y\n", "S006", "1:8", "only `y` would be left"),
        ("check: - x\n", "S002", "1:8", "cannot start with `-`"),
        ("check: ? x\n", "S002", "1:8", "cannot start with `?`"),
        ("check: , x\n", "S002", "1:8", "cannot start with `,`"),
        ("check: [1] || x\n", "S002", "1:8", "`check: '[1] || x'`"),
        ("@x: y\n", "S002", "1:1", "cannot start with `@`"),
        ("a: [@x]\n", "S002", "1:5", "cannot start with `@`"),
        ("\ta: b\n", "S002", "1:1", "indent with spaces"),
        ("a:\n\tb: c\n", "S002", "2:1", "indent with spaces"),
        ("a: !!python/object/apply:os.system [x]\n", "S004", "1:4", "tags are refused"),
        ("a: !!str x\n", "S004", "1:4", "tags are refused"),
        ("a: &x {b: c}\nd:\n  <<: *x\n", "S004", "3:3", "templates"),
        ("a: &x [*x]\n", "S006", "1:8", "no complete anchor"),
        ("a: b\n---\nc: d\n", "S008", "2:1", "split the file"),
        ("- a\n", "S009", "1:1", "must be a map"),
        ("hello\n", "S009", "1:1", "must be a map"),
        ("a: b\n  c: d\n", "S002", "2:4", "already ends in a value"),
        ("a:b\nc: d\n", "S002", "2:2", "a space after its colon"),
        ("a: 'b\nc: d\n", "S002", "1:4", "never closed"),
        ("a: 'b\nc: 'd'\n", "S002", "1:4", "closed only in line 2"),
        ("a: [x\n", "S002", "1:4", "`]`"),
        ("a: {x: y\nb: c\n", "S002", "1:4", "not closed"),
        ("a:\n  b: c\n d: e\n", "S002", "3:2", "align it"),
        ('a: "\\q"\n', "S002", "1:5", "starts an escape"),
        (": x\n", "S002", "1:1", "a key is missing"),
        ("? [a]\n: b\n", "S002", "1:3", "a key must be a name"),
        ("{a: b}\nc: d\n", "S002", "2:1", "nothing may follow"),
    ],
)
def test_pitfalls(text: str, code: str, place: str, words: str) -> None:
    problem = only(text)
    assert (problem.code, str(problem.where)) == (code, f"f.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"a: \xff\n", "1:4", "0xff is not UTF-8"),
        (b"\xff\xfea\0", "1:1", "not UTF-8"),
        (b"a: b\nc: \0\n", "2:4", "NUL"),
        (b"a: b\x1b[2J\n", "1:5", "U+001B"),
        ("é: \u202ex\n".encode(), "1:4", "right-to-left override"),
        ("a: b\u2028c\n".encode(), "1:5", "line separator"),
        ("a: b\u0085c\n".encode(), "1:5", "U+0085"),
        ("# a\nb: \ufeffc\n".encode(), "2:4", "U+FEFF"),
        (b"a: b\rc: d\n", "1:5", "carriage return"),
    ],
)
def test_characters_that_deceive(data: bytes, place: str, words: str) -> None:
    problem = only(data)
    assert (problem.code, str(problem.where)) == ("S007", f"f.yaml:{place}")
    assert words in problem.message


def test_all_problems_of_a_file_at_once_in_its_order() -> None:
    text = "a: 'x' || y\nb: 1\nb: 2\nc: @x\nd: !t\ne: \u202e\nf: {g: text[]}\nh: data #> x\ni: f(x: y)\n"
    found = [(one.code, one.where.line) for one in problems_of(text) if one.where]
    assert found == [("S002", 1), ("S003", 3), ("S002", 4), ("S004", 5), ("S007", 6), ("S002", 7), ("S021", 8), ("S002", 9)]


@pytest.mark.parametrize("piece", ["[", "{", "- ", "{a: ", "[[", "? "])
def test_deep_nesting_is_refused(piece: str) -> None:
    assert only("a: " * (piece == "[[") + piece * 50_000).code in {"S002", "S005"}
    assert read("a: " + "[" * 63 + "]" * 63) is not None
    assert only("a: " + "[" * 64 + "]" * 64).code == "S005"


def test_alias_bombs_are_refused() -> None:
    bomb = "k0: &k0 [x]\n" + "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert only(bomb).code == "S006"
    assert read("a: &a [x]\n" + "".join(f"k{n}: *a\n" for n in range(1000)))
    assert only("a: &a [x]\n" + "".join(f"k{n}: *a\n" for n in range(1001))).code == "S006"
    ladder = "k0: &k0 x\n" + "".join(f"k{n}: &k{n} {'[' * 10}*k{n - 1}{']' * 10}\n" for n in range(1, 9))
    assert only(ladder).code == "S005"


def test_places() -> None:
    text = 'a: b\nc:\n  - d: "x"\n    é: |  # c\n      one\n\n        two\n\ne: {f: g}\n'
    root, problems = parse(text.encode(), "f.yaml")
    assert root is not None
    assert not problems
    assert str(where(root, ("c",))) == "f.yaml:2:1"
    assert str(where(root, ("c", "0", "é"))) == "f.yaml:4:5"
    assert str(where(root, ("c", "0"))) == "f.yaml:3:5"
    assert where(root, ("c", "1")) is None
    assert where(root, ("c", "0", "x")) is None
    for path, source in {
        ("a",): "b",
        ("c", "0", "d"): '"x"',
        ("c", "0", "é"): "|  # c\n      one\n\n        two",
        ("e",): "{f: g}",
    }.items():
        node = find(root, path)
        assert node is not None
        assert text[node.start : node.end] == source
    assert isinstance(find(root, ("c",)), Sequence)
    assert text[root.start : root.end] == text.rstrip("\n")


def test_a_place_inside_of_a_value() -> None:
    text = "plain: text notnull\nquoted: 'text notnull'\nescaped: 'it''s notnull'\n"
    text += "block: |\n\n  text\n    notnull\nfolded: >\n  text\n  notnull\n"
    root, _ = parse(text.encode(), "f.yaml")
    lines = text.split("\n")
    for name, exact in {"plain": True, "quoted": True, "block": True, "escaped": False, "folded": False}.items():
        node = find(root, (name,))
        assert isinstance(node, Scalar)
        spot = node.locate(node.text.index("notnull"), 7)
        found = lines[spot.line - 1][spot.column - 1 :].startswith("notnull")
        assert found is exact
        assert exact or spot == node.where


def test_plain_and_quoted_can_be_told_apart() -> None:
    root, _ = parse(b"a: draft\nb: 'draft'\nc: ''\nd:\n", "f.yaml")
    found = [find(root, (name,)) for name in "abcd"]
    assert [one.plain for one in found if isinstance(one, Scalar)] == [True, False, False, True]
    assert [one.empty for one in found if isinstance(one, Scalar)] == [False, False, False, True]


PIECES = st.one_of(
    st.sampled_from("a:\n-{}[],'\"|>#&*!?%@`\t\\é😀\r\0\u202e\u2028"),
    st.sampled_from(["key", ": ", "\n  ", "- ", "|-\n  ", " #", " #>", "&x ", "*x", "!t", "? ", "---\n", "...", "<<", "x: y\n", "\r\n"]),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert all(one.where and one.where.line >= 1 and one.where.column >= 1 for one in problems_of(text))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=40))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    problems_of(data)


def test_a_large_schema_is_read_quickly() -> None:
    columns = "".join(f"      column_{n}: varchar(100) not null default 'x'\n" for n in range(20))
    text = "tables:\n" + "".join(f"  t{n}:\n    columns:\n{columns}" for n in range(1000))
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 2
