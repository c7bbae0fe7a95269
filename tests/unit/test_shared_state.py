"""One state's objects held by another one too: nothing is another than before, but that it is there once."""

from __future__ import annotations

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.diff import diff

TEXT = "schema: app\ntables:\n  'Odd \"T x': {columns: {id: integer, note: text}, indexes: {by_note: (note)}}\n"


def loaded(text: str) -> State:
    return load_files([FileText(name="app.yaml", data=text.encode())])


def test_what_is_equal_is_the_same_object_afterwards() -> None:
    live, desired = loaded(TEXT), loaded(TEXT.replace("integer", "bigint"))
    before = {one: frozenset(used) for one, used in desired.uses.items()}
    changes = [(one.id, one) for one in diff(live, desired)]
    desired.share(live)
    note, changed = (ObjectId("column", ("app", 'Odd "T x', one)) for one in ("note", "id"))
    assert desired.objects[note] is live.objects[note]
    assert desired.objects[changed] is not live.objects[changed]
    assert desired.uses == before
    assert list(desired.objects) == list(live.objects)
    assert [(one.id, one) for one in diff(live, desired)] == changes
    known = {id(one) for one in live.objects}
    assert all(id(one) in known for used in desired.uses.values() for one in used)
