"""What an entry says about the way to its state, or about those who look at it, and not about the state itself."""

from __future__ import annotations

from collections.abc import Collection, Container

from schemactl.kinds import KINDS, both_names
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId

LINT = "lint"
RENAMED = "renamed_from"
BOTH = both_names.KEY
INTENTS = (*dict.fromkeys(way for kind in KINDS for way in kind.ways), LINT)


def taken(raw: dict[str, Raw], own: Container[str], ways: Collection[str]) -> dict[str, Raw]:
    """Takes them out of the entry; `own` are the fields of its kind, `ways` what it may say. `lint: text` is an attribute of that name, its suppressions are a map."""
    there = (key for key in (RENAMED, *ways, LINT) if key in raw and key not in own)
    return {key: raw.pop(key) for key in list(there) if key != LINT or not isinstance(raw[key], str)}


def former(object_id: ObjectId, parent: tuple[str, ...], before: str, read: dict[str, Raw]) -> ObjectId:
    """What an object was called before; a function's key holds its arguments. ValueError where it is called so now."""
    form, at = KINDS[object_id.kind].yaml, len(parent)
    told = form.path if form and not form.single and "(" in before else None
    path = told(parent, before, read) if told else (*object_id.path[:at], before, *object_id.path[at + 1 :])
    if path == object_id.path:
        raise ValueError(f"{before} is its name now, and the earlier one stands here")
    return ObjectId(object_id.kind, path)


def is_suppression(given: Raw) -> bool:
    """`{ignore: {SC108: reason}}`, or nothing said."""
    if given is None:
        return True
    reasons = given.get("ignore") if isinstance(given, dict) and set(given) == {"ignore"} else None
    return isinstance(reasons, dict) and all(isinstance(one, str) and one for one in reasons.values())
