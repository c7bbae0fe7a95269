"""One state's objects held by another one too: nothing is another than before, but that it is there once."""

from __future__ import annotations

import msgspec

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import diff
from schemactl.planning.keeping import digest

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


def test_names_alone_leave_the_digest_as_it_was() -> None:
    """The same files are known by it whatever the database holds."""
    said = loaded(TEXT)
    live = State(objects={one: msgspec.structs.replace(obj, **_made_anew(obj)) for one, obj in loaded(TEXT).objects.items()})
    before = digest(said)
    said.share(live, names=True)
    assert digest(said) == before
    known = {id(one) for one in live.objects}
    assert all(id(one) in known for one in said.objects)


def _made_anew(obj: Object) -> dict[str, str]:
    """Equal texts that are not the very defaults, as a database gives them."""
    return {field: value[:1] + value[1:] for field in obj.__struct_fields__ if isinstance(value := getattr(obj, field), str)}
