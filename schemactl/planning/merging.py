"""Turns a live database and the schema files there are into schema files that say what the database holds, and proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from schemactl.desired.loader import load_files
from schemactl.desired.merging import Written, merged
from schemactl.desired.sources import FileText
from schemactl.errors import Problem, SchemaError
from schemactl.live.contents import NOTHING, ReadContents
from schemactl.model.change import Change
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning import both_names
from schemactl.planning.diff import diff
from schemactl.planning.importing import Imported, import_state
from schemactl.planning.managed import speaks_of_owners, unspoken, within
from schemactl.planning.places import host_of
from schemactl.planning.prove import explain
from schemactl.planning.work import effective_scope, wanted
from schemactl.scratch.server import ScratchServer


class Merged(msgspec.Struct):
    """`files`: name below the project → new text, None for a file to remove; those that stay as they are are not among them."""

    files: dict[str, str | None]
    imported: Imported


def merge_state(
    server: ScratchServer,
    live: State,
    sources: Sequence[FileText],
    scope: Scope,
    *,
    root: Path,
    folder: str,
    layout: str,
    read: ReadContents,
    listed: Mapping[ObjectId, Content] = NOTHING,
) -> Merged:
    """The files of `sources`, changed where they say something else than `live`; new files go below `folder`.

    `read` adds the rows to `live` that the files list: a table that is written anew keeps its list, as the database has it. `listed` are tables that get a list.
    """
    written = load_files(sources, root=root)
    both_names.refuse_standing(live, written)
    if not speaks_of_owners(written):
        scope = msgspec.structs.replace(scope, owners=False)
    if written.contents or listed:
        live = read(live, {**wanted(server, written, scope).state.contents, **listed})
    imported = import_state(server, live, effective_scope(written, scope), layout=layout, said=written.intents)
    texts = {f"{folder}/{name}": text for name, text in imported.files.items()}
    theirs = Written(texts, load_files([FileText(name=name, data=text.encode()) for name, text in texts.items()]))
    mine = Written({source.name: source.data.decode() for source in sources}, written)
    changes = _changes(server, written, live, scope)
    files = merged(mine, theirs, _outermost(changes, live, written), {change.id for change in changes})
    files.update(_newly_needed(mine, theirs))
    _check(server, _sources(sources, files, root), live, scope, root)
    return Merged(files=files, imported=imported)


def _newly_needed(mine: Written, theirs: Written) -> dict[str, str]:
    """Files about what somebody else makes, where they lack something: written anew, as nobody plans by them."""
    lacking = {theirs.state.origins[one].where.file for one in theirs.state.external - mine.state.external}
    return {file: theirs.texts[file] for file in sorted(lacking)}


def _changes(server: ScratchServer, written: State, live: State, scope: Scope) -> list[Change]:
    target = wanted(server, written, scope)
    there = within(live, target.scope)
    unspoken(target.state, there)
    return diff(target.state, there)


def _outermost(changes: Sequence[Change], live: State, written: State) -> list[ObjectId]:
    """The objects that hold what differs, each once."""
    return list(dict.fromkeys(_root(change.id, live if change.id in live else written) for change in changes))


def _root(object_id: ObjectId, state: State) -> ObjectId:
    while host := host_of(object_id, state):
        object_id = host
    return object_id


def _sources(sources: Sequence[FileText], files: Mapping[str, str | None], root: Path) -> list[FileText]:
    kept = [source for source in sources if source.name not in files]
    return kept + [FileText(name=name, data=text.encode(), path=root / name) for name, text in files.items() if text is not None]


def _check(server: ScratchServer, sources: Sequence[FileText], live: State, scope: Scope, root: Path) -> None:
    left = _changes(server, load_files(sources, root=root), live, scope)
    if left:
        raise SchemaError.of(
            [
                Problem(code="S024", message=f"the import cannot be merged into the files there are: {explain(change)}", hint=_BY_HAND)
                for change in left
            ]
        )


_BY_HAND = "nothing was written; --schema DIR imports beside them, --overwrite replaces them"
