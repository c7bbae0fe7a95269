"""A name that is not of the form which the project wants for its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemactl.lint.rule import NameRule, Said
from schemactl.model.identity import dotted
from schemactl.model.state import State


def find(state: State, patterns: Mapping[str, str]) -> Iterator[Said]:
    wanted = {kind: re.compile(pattern) for kind, pattern in patterns.items()}
    for one in state.objects:
        if (pattern := wanted.get(one.kind)) and not pattern.fullmatch(one.name):
            yield Said(f"{dotted((one.name,))} does not match {pattern.pattern}, as [names] wants it", one)


RULE = NameRule(code="SC607", severity="warning", find=find)
