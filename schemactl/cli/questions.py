"""Is it renamed, or a new one? Asked on a terminal; a yes is written into the YAML, where the next person finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from schemactl.cli.context import App
from schemactl.cli.output import shown

if TYPE_CHECKING:
    from schemactl.planning.renames import Question
    from schemactl.plans.make import Project, Wish

T = TypeVar("T")


def answered(app: App, files: Project, wish: Wish, make: Callable[[Wish], T]) -> T:
    """What `make` makes, once every question has its answer; without a terminal the questions are the error."""
    from schemactl.planning.work import RenamedOrNewError

    while True:
        try:
            return make(wish)
        except RenamedOrNewError as open_ones:
            if not app.interactive or not open_ones.questions:
                raise
            for question in open_ones.questions:
                wish = _with_answer(app, files, wish, question)


def _with_answer(app: App, files: Project, wish: Wish, question: Question) -> Wish:
    from schemactl.model.identity import dotted

    before, after = dotted(question.before.path), dotted(question.after.path)
    if click.confirm(f"Is {question.after} the former {question.before.name}? (or {question.flag})", err=True, default=True):
        if _write(app, files, question):
            return wish
        return msgspec.structs.replace(wish, renames=(*wish.renames, (before, after)))
    app.note(f"Then {before} goes with its data, and {after} is new. (--accept SC401:{before})")
    if not click.confirm(f"Drop {before} with its data?", err=True, default=False):
        raise click.Abort
    return msgspec.structs.replace(wish, accepted=(*wish.accepted, f"SC401:{before}"))


def _write(app: App, files: Project, question: Question) -> bool:
    """The line under the object; False where it cannot be written, and the answer holds for this run only."""
    from schemactl.desired.renaming import with_renamed_from
    from schemactl.errors import SchemactlError
    from schemactl.plans.directory import write_file
    from schemactl.plans.make import read_schema

    state = read_schema(files)
    if (origin := state.origins.get(question.after)) is None:
        app.note(f"note: no schema file writes {question.after} out: the answer holds for this run")
        return False
    path = files.root / origin.where.file
    try:
        text = with_renamed_from(path.read_bytes().decode(), state, question.after, question.before.name)
    except SchemactlError as error:
        app.note(f"note: {error}: the answer holds for this run")
        return False
    write_file(path, text.encode())
    app.note(f"Wrote `{question.line}` into {shown(path)}")
    return True
