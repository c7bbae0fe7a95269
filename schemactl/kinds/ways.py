"""What the YAML may say about how to get somewhere: readers that raise ValueError with a message for people."""

from __future__ import annotations

from schemactl.kinds import syntax
from schemactl.kinds.yaml_form import Raw

YES, NO = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))


def flag(raw: Raw) -> bool:
    """A way that is asked for or not."""
    word = raw.lower() if isinstance(raw, str) else ""
    if word in YES or word in NO:
        return word in YES
    raise ValueError("expected true or false")


def sql_text(raw: Raw) -> str:
    """A way that is said by an SQL expression: statements go on behind it."""
    if isinstance(raw, str) and raw.strip():
        return syntax.one_expression(syntax.fragment(raw.strip()))
    raise ValueError("this is SQL text")
