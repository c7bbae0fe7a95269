"""What the judge says of a form, in the words in which forms and measurements speak: names without their schema."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hazards.forms import Form
from schemactl.lint.catalog import Catalog
from schemactl.lint.facts import Loss
from schemactl.lint.judge import judge
from schemactl.model.state import State


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """`indexes` are names of indexes: nobody expects a prediction of every one of them."""

    locks: dict[str, str]
    rewrites: frozenset[str]
    scans: bool
    transactional: bool
    losses: frozenset[Loss]
    indexes: frozenset[str]
    unknown: str | None


def predict(form: Form, state: State) -> Prediction:
    """By the tree and the state alone."""
    found = judge(form.sql, state, search_path=("public",), zone=form.zone)
    return Prediction(
        locks={path[-1]: str(mode) for path, mode in found.locks.items()},
        rewrites=frozenset(path[-1] for path in found.rewrites),
        scans=bool(found.scans),
        transactional=found.transactional,
        losses=frozenset(one.loss for one in found.lost if one.loss),
        indexes=frozenset(path[-1] for path in Catalog(state).index_names),
        unknown=found.unknown,
    )


def same_locks(predicted: Prediction, seen: Mapping[str, str], *, sampled: bool, complete: bool = True) -> bool:
    """Of relations all; of indexes those that were predicted. What was `sampled` from outside may have missed what is held for a moment."""
    relations = {name: mode for name, mode in seen.items() if name not in predicted.indexes}
    ours = {name: mode for name, mode in predicted.locks.items() if name not in predicted.indexes}
    indexes = [name for name in predicted.locks if name in predicted.indexes and (complete or name in seen)]
    if sampled:
        return relations.items() <= ours.items()
    return relations == ours and all(seen.get(name) == predicted.locks[name] for name in indexes)
