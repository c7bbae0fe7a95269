"""A name with characters that hide what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State

HIDING = ("Cc", "Cf", "Zl", "Zp")


def find(state: State) -> Iterator[Said]:
    for one in state.objects:
        found = next((letter for part in one.path for letter in part if unicodedata.category(letter) in HIDING), None)
        if found and one.kind != "row":
            yield Said(f"its name holds the character U+{ord(found):04X}, which nobody sees", one)


RULE = SchemaRule(code="SC603", severity="error", find=find, state="files")
