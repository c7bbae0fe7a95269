"""What `renamed_values` and `renamed_attributes` lead to, and what of them cannot be meant."""

from __future__ import annotations

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError, SchemaError
from schemactl.kinds.former_names import VALUES, Renaming
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.context import Planning

ODD = 'Odd "E x'
ENUM = ObjectId("enum", ("app", ODD))


def _pairs(there: str, wanted: str, said: dict[str, str]) -> dict[str, str]:
    state = State(intents={ENUM: {"renamed_values": said}})
    return Renaming(VALUES, ENUM, there, wanted, Planning(State(), state)).pairs()


@pytest.mark.parametrize(
    ("there", "wanted", "said", "pairs"),
    [
        ("abc", "bcd", {"b": "a", "c": "b", "d": "c"}, [("c", "d"), ("b", "c"), ("a", "b")]),
        ("bcd", "bcd", {"b": "a", "c": "b", "d": "c"}, []),  # done
        ("ba", "ba", {"b": "a"}, []),  # done, and another one has the old name
        ("b", "c", {"b": "a", "c": "b"}, [("b", "c")]),  # the first was done before
        ("a", "c", {"b": "a", "c": "b"}, [("a", "c")]),  # this database has missed the first
        ("b", "a", {"b": "a", "a": "b"}, [("b", "a")]),  # there and back
        ("a", "a", {"b": "a", "a": "b"}, []),
        ("ab", "bx", {"x": "a"}, [("a", "x")]),
    ],
)
def test_what_is_renamed(there: str, wanted: str, said: dict[str, str], pairs: list[tuple[str, str]]) -> None:
    assert list(_pairs(there, wanted, said).items()) == pairs


@pytest.mark.parametrize(
    ("there", "wanted", "said", "code"),
    [
        ("ab", "ba", {"a": "b", "b": "a"}, "S303"),
        ("abcx", "xabc", {"a": "b", "b": "c", "c": "a"}, "S303"),
        ("xab", "ab", {"a": "x", "b": "a", "x": "b"}, "S318"),
        ("ab", "b", {"b": "a"}, "S318"),
        ("abc", "bc", {"b": "a", "c": "b"}, "S318"),
    ],
)
def test_what_nobody_could_tell(there: str, wanted: str, said: dict[str, str], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        _pairs(there, wanted, said)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{bb: b}", "there is no 'bb' in values"),
        ("{a: b, c: b}", "'b' cannot be the former 'c' and 'a'"),
        ("{a: a}", "'a' cannot be the former 'a'"),
        ("{a: }", "each new name has its earlier one beside it"),
    ],
)
def test_pairs_that_cannot_be_meant_have_their_place(said: str, message: str) -> None:
    text = f"enums: {{'{ODD}': {{values: [a, c], renamed_values: {said}}}}}"
    with pytest.raises(SchemaError) as wrong:
        load_files([FileText(name="e.yaml", data=text.encode())])
    (problem,) = wrong.value.problems
    assert message in problem.message
    assert (problem.code, problem.where and problem.where.line) == ("S014", 1)


def test_a_pair_of_a_chain_may_lead_to_a_value_that_is_gone() -> None:
    text = f"enums: {{'{ODD}': {{values: [c], renamed_values: {{b: a, c: b}}}}}}"
    state = load_files([FileText(name="e.yaml", data=text.encode())])
    assert state.intents[ObjectId("enum", ("public", ODD))] == {"renamed_values": {"b": "a", "c": "b"}}
