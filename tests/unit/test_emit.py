"""`parse(emit(value))` is `value`, and what comes out looks as a person would write it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.desired.emit import Flow, Raw, emit, fits_flow
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


@settings(max_examples=300, deadline=None)
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
