"""`schemactl fmt`: schema files in their canonical order of keys; with --renames, without lines that have done their work everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.output import shown
from schemactl.cli.project import project, reported
from schemactl.errors import ConfigurationError, Problem, SchemactlError

if TYPE_CHECKING:
    from schemactl.desired.renaming import Line
    from schemactl.model.identity import ObjectId
    from schemactl.model.state import State

DIFFERENT = 1


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 and the files' names where one would change.")
@click.option("--renames", is_flag=True, help="Ask the databases of all environments, and drop a renamed_from that every one of them has.")
@json_option
@pass_app
def command(app: App, /, *, files: tuple[Path, ...], only_check: bool, renames: bool, as_json: bool) -> int:
    """Put the keys of schema files into the order in which `import` writes them. Comments stay with their keys.

    Names keep their order: of columns, of values, of rows. Without a FILE all schema files are looked at. --renames needs every environment of
    the configuration to answer: a line is dropped only where no database needs it any more.
    """
    chosen = [path.resolve() for path in files] or _every(app.config.schema)
    stale = _done_everywhere(app) if renames else {}
    changed, problems = _write(app, chosen, stale, only_check=only_check)
    if as_json:
        app.json({"changed": [shown(path) for path in changed], "written": not only_check})
    else:
        for path in changed:
            app.result(f"{'would change' if only_check else 'wrote'}  {shown(path)}")
        app.note(f"{len(changed)} of {len(chosen)} file{'s' if len(chosen) != 1 else ''} {'would change' if only_check else 'changed'}")
    if problems:
        raise SchemactlError.of(problems)
    return DIFFERENT if changed and only_check else 0


def _every(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ConfigurationError(f"there is no folder {shown(folder)}", hint="schemactl init makes one")
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and not path.name.startswith("."))


def _write(app: App, chosen: list[Path], stale: dict[Line, list[ObjectId]], *, only_check: bool) -> tuple[list[Path], list[Problem]]:
    """The files that change, and those that cannot be changed in place."""
    from schemactl.desired.ordering import in_order

    changed, problems = [], list[Problem]()
    for path in chosen:
        name = str(path.relative_to(app.config.root)) if path.is_relative_to(app.config.root) else str(path)
        before = path.read_bytes().decode()
        try:
            after = in_order(_without_stale(app, name, before, stale), name)
        except SchemactlError as error:
            problems += error.problems
            continue
        if after != before:
            changed.append(path)
            if not only_check:
                path.write_bytes(after.encode())
    return changed, problems


def _without_stale(app: App, name: str, text: str, stale: dict[Line, list[ObjectId]]) -> str:
    from schemactl.desired.renaming import without_renamed_from

    here = {line: renamed for line, renamed in stale.items() if line.file == name}
    for object_id in chain.from_iterable(here.values()):
        app.detail(f"{name}: renamed_from of {object_id} has done its work everywhere")
    return without_renamed_from(text, here)


def _done_everywhere(app: App) -> dict[Line, list[ObjectId]]:
    """The lines of objects that every environment's database has under their new name, and none under the earlier one."""
    from schemactl.desired.loader import sources_in
    from schemactl.desired.renaming import lines
    from schemactl.plans.make import read_schema

    files = project(app)
    written = read_schema(files)
    if not written.renames:
        return {}
    states = list(_states(app))
    done = {after for before, after in written.renames.items() if all(before not in state and after in state for state in states)}
    texts = {source.name: source.data.decode() for source in sources_in(files.schema, files.root)}
    return lines(texts, written, done)


def _states(app: App) -> Iterator[State]:
    from schemactl.live.connection import connect
    from schemactl.live.introspect import introspect

    for name in app.config.envs:
        with closing(connect(app.target_of(name), read_only=True)) as conn, reported():
            app.detail(f"asked {name}")
            yield introspect(conn)
