"""An index of a form that mostly does not help: of many columns, or of the hash method."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.index import Index
from schemactl.lint.rule import Said, SchemaRule
from schemactl.lint.tree import parse
from schemactl.model.state import State

MOST = 3


def find(state: State) -> Iterator[Said]:
    for one in state:
        if not isinstance(one, Index) or one.id in state.inherited:
            continue
        if one.using == "hash":
            yield Said("a hash index serves equality alone, and is neither unique nor over several columns: btree serves both", one.id)
        elif one.using == "btree" and not one.unique and one.columns.count(",") >= MOST and (count := _count(one)) > MOST:
            yield Said(f"{count} columns: every write keeps them, and few queries need more than the first {MOST}", one.id)


def _count(index: Index) -> int:
    return len(parse(f"CREATE INDEX ON t ({index.columns})")[0].node["indexParams"])


RULE = SchemaRule(code="SC111", severity="warning", find=find)
