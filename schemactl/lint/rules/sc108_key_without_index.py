"""A foreign key without an index."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.index import Index
from schemactl.lint.catalog import Catalog, key_columns
from schemactl.lint.indexed import leading_columns
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for key in state:
        if isinstance(key, ForeignKey) and not _covered(key, catalog):
            yield Said(
                f"no index begins with ({', '.join(key_columns(key))}), so every delete in the referenced table reads this one", key.id
            )


def _covered(key: ForeignKey, catalog: Catalog) -> bool:
    wanted = set(key_columns(key))
    for one in catalog.inside(key.id.path[:2], "index", "primary_key", "unique"):
        partial = isinstance(one, Index) and one.where is not None
        if not partial and set(leading_columns(one)[: len(wanted)]) == wanted:
            return True
    return False


RULE = SchemaRule(code="SC108", severity="warning", find=find)
