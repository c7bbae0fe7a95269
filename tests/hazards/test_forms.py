"""What the judge predicts is what hazards.csv says was measured, for every form, where that table is beside the project."""

from __future__ import annotations

import pytest

from hazards import databases, forms
from hazards.forms import Form
from hazards.predicting import predict, same_locks
from schemactl.live.introspect import introspect
from schemactl.model.state import State

MAJOR = 18


@pytest.fixture(scope="module")
def found() -> list[Form]:
    path = forms.table()
    if path is None:
        pytest.skip("shared/hazards.csv is not here; ./dev hazards measures on a server")
    return forms.read(path)


@pytest.fixture(scope="module")
def states(found: list[Form]) -> dict[str, State]:
    """What each form meets, by what it needs."""
    read: dict[str, State] = {}
    with databases.server(MAJOR) as running:
        for needs in dict.fromkeys(form.needs for form in found):
            with databases.database(running, needs) as conn:
                read[needs] = introspect(conn)
    return read


def test_every_form_is_predicted(found: list[Form], states: dict[str, State]):
    wrong: list[str] = []
    judged = [form for form in found if not form.fails]
    for form in judged:
        predicted = predict(form, states[form.needs])
        pairs = {
            "locks": same_locks(predicted, form.locks, sampled=not form.transactional, complete=not form.more_locks),
            "rewrite": predicted.rewrites == form.rewrites,
            "scan": predicted.scans == form.scans,
            "transaction": predicted.transactional == form.transactional,
            "loss": form.loss in predicted.losses if form.loss else not predicted.losses,
            "known": predicted.unknown is None,
        }
        wrong += [f"{form.id}: {name}: {predicted}" for name, right in pairs.items() if not right]
    assert not wrong, "\n".join(wrong)
    # What always fails has no measurement to compare with.
    assert len(judged) + sum(form.fails for form in found) == len(found)
