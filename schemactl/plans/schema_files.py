"""A project's schema files, read as texts and changed in place."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import UsageError
from schemactl.live.contents import without_rows
from schemactl.model.change import Change
from schemactl.model.state import State
from schemactl.planning.canonical import canonical
from schemactl.planning.managed import without_unwritten_owners
from schemactl.planning.merging import Merged, merge_state
from schemactl.planning.patching import patched
from schemactl.plans import git
from schemactl.plans.directory import write_file
from schemactl.plans.make import Project
from schemactl.scratch.server import ScratchServer

ENDINGS = (".yaml", ".yml")
LAYOUT = "object"


def yaml_files(folder: Path) -> list[Path]:
    """The schema files below a folder, as the loader finds them."""
    return sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file() and not path.name.startswith("."))


def sources(project: Project) -> list[FileText]:
    """Their texts, named from the project's folder."""
    return [FileText(name=str(path.relative_to(project.root)), data=path.read_bytes(), path=path) for path in yaml_files(project.schema)]


def at_revision(project: Project, revision: str) -> list[FileText]:
    """The schema files of a commit, branch or tag, with the SQL files beside them."""
    found = git.files_at(project.schema, revision)
    if found is None:
        raise UsageError(f"git knows no {revision!r} here", hint="name a commit, a branch or a tag: git:main, git:v1.2, git:HEAD~3")
    folder = project.schema.relative_to(project.root)
    return [FileText(name=str(folder / name), data=data) for name, data in found.items() if name.endswith((*ENDINGS, ".sql"))]


def write_merged(project: Project, files: Mapping[str, str | None]) -> list[str]:
    """Files that a merge changes, written or removed; their names below the schema folder."""
    for name, text in files.items():
        if text is not None:
            write_file(project.root / name, text.encode())
    remove([project.root / name for name, text in files.items() if text is None], project.schema)
    return sorted(str((project.root / name).relative_to(project.schema)) for name in files)


def replace_all(folder: Path, files: Mapping[str, str]) -> None:
    """Make these the YAML files below a folder: complete in a temporary folder first, then each moved to its place."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, text in files.items():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        stale = [path for path in [*yaml_files(folder), *_sql_files(folder)] if str(path.relative_to(folder)) not in files]
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).replace(folder / name)
    finally:
        shutil.rmtree(fresh)
    remove(stale, folder)


def _sql_files(folder: Path) -> list[Path]:
    """SQL files below the folder that its YAML names: they belong to what is replaced."""
    named = (
        (path.parent / name.strip("'\"")).resolve()
        for path in yaml_files(folder)
        for name in re.findall(r"\bfile:[ \t]*([^\s,}#]+)", path.read_text(encoding="utf-8", errors="replace"))
    )
    inside = folder.resolve()
    return sorted(
        {folder / one.relative_to(inside) for one in named if one.suffix == ".sql" and one.is_relative_to(inside) and one.is_file()}
    )


def remove(stale: Iterable[Path], folder: Path) -> None:
    """Files that nothing speaks for any more, and the folders that they leave empty."""
    for path in stale:
        path.unlink()
        for parent in path.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()


def with_changes(project: Project, server: ScratchServer, changes: Sequence[Change], source: State) -> Merged:
    """The schema files with these changes of the schema in them, whatever else they say; nothing is written. Rows stay as they are listed."""
    texts = sources(project)
    written = load_files(texts, root=project.root)
    here = without_unwritten_owners(canonical(server, written), written)
    schema = without_rows(here)
    wished = patched(schema, changes, source)

    def with_rows(state: State, _contents: object) -> State:
        kept = [obj for one, obj in here.objects.items() if one not in schema and any(used in state for used in here.uses[one])]
        for obj in kept:
            state.add(obj, uses=here.uses[obj.id])
        state.contents.update({host: content for host, content in here.contents.items() if host in state})
        return state

    return merge_state(
        server,
        wished,
        texts,
        project.scope,
        root=project.root,
        folder=str(project.schema.relative_to(project.root)),
        layout=LAYOUT,
        read=with_rows,
    )
