"""Keys of listed rows as a database holds them whose values get other names by the same plan. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.context import Planning
from schemactl.planning.heirs import Renames
from schemactl.planning.renames import former, moved_back


def as_it_was(renames: Renames, live: State, desired: State) -> dict[ObjectId, Content]:
    """What of the rows is looked at, by the names that tables, columns and values have in live."""
    return former(_with_former_values(desired.contents, renames, live, desired), renames)


def _with_former_values(contents: Mapping[ObjectId, Content], renames: Renames, live: State, desired: State) -> dict[ObjectId, Content]:
    """No row is missed for the name that its key has yet."""
    if not any(KINDS[one.kind].relabels for one in desired.intents):
        return dict(contents)
    return {host: _with_former(host, content, renames, live, desired) for host, content in contents.items()}


def _with_former(host: ObjectId, content: Content, renames: Renames, live: State, desired: State) -> Content:
    if content.keys is None:
        return content
    columns = {one.name: one for one in desired.objects if one.path[:-1] == host.path and KINDS[one.kind].holds_rows}
    earlier = [_earlier(columns[one], renames, live, desired) if one in columns else {} for one in content.key_columns]
    earlier_keys = (tuple(names.get(value, value) for value, names in zip(key, earlier, strict=True)) for key in content.keys)
    return msgspec.structs.replace(content, keys=tuple(dict.fromkeys((*content.keys, *earlier_keys))))


def _earlier(user: ObjectId, renames: Renames, live: State, desired: State) -> dict[str | None, str]:
    """New → old, of the values of a column, or of a domain."""
    found: dict[str | None, str] = {}
    for used in desired.uses.get(user, ()):
        kind, before = KINDS[used.kind], live.objects.get(moved_back(used, renames))
        if kind.relabels and before is not None:
            found |= {new: old for old, new in kind.relabels(before, desired.objects[used], Planning(live, desired)).items()}
        elif kind.over:
            found |= _earlier(used, renames, live, desired)
    return found
