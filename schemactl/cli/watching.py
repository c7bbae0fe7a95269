"""The same run again whenever a file of the project changes: schema files, plans, configuration. Files are looked at, nothing is installed for it."""

from __future__ import annotations

import dataclasses
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from schemactl.cli import boundary, config_file
from schemactl.cli.context import App
from schemactl.cli.output import shown
from schemactl.errors import SchemactlError

PAUSE = 0.3
"""Seconds between two looks. What changed has to look the same twice: an editor, or git, is still writing otherwise."""

Stamp = tuple[int, int, int]
"""When it was written, how long it is, which file it is: editors put another one in its place."""


def watch(app: App, run: Callable[[App], int]) -> NoReturn:
    """Run, and again after each change, with what the files say then. What a run raises is told; only Ctrl-C (130) or SIGTERM (143) ends it."""
    while True:
        one = dataclasses.replace(app)  # reads the configuration anew
        before = _stamps(one)
        boundary.told(lambda: run(one), (), one)  # noqa: B023 (called at once)
        one.event(f"watching {_counted(len(before))}; Ctrl-C ends")
        after = _next(one, before)
        one.event(f"again: {_named(changed(before, after))}")


def changed(before: Mapping[Path, Stamp], after: Mapping[Path, Stamp]) -> list[Path]:
    """What was written, made or removed, in order of names."""
    return sorted(file for file in before.keys() | after.keys() if before.get(file) != after.get(file))


def _next(app: App, before: Mapping[Path, Stamp]) -> Mapping[Path, Stamp]:
    """Wait until the files differ from before, and no longer from a moment ago."""
    last = before
    while True:
        time.sleep(PAUSE)
        now = _stamps(app)
        if now == last and now != before:
            return now
        last = now


def _stamps(app: App) -> dict[Path, Stamp]:
    return {file: stamp for file in _files(app) if (stamp := _stamp(file))}


def _files(app: App) -> Iterator[Path]:
    """The configuration, and while it can be read what it names. Hidden files and copies that editors keep are nobody's."""
    if file := app.config_file or config_file.find(app.directory):
        yield file
    try:
        config = app.config
    except SchemactlError:
        return  # told by the run; nothing but the configuration itself can mend it
    yield from filter(None, (config.env_file, config.allowed_signers))
    for folder in (config.schema, config.plans):
        yield from (file for file in folder.rglob("*") if not file.name.startswith(".") and not file.name.endswith("~"))


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None  # gone since the folder was read
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _named(files: list[Path]) -> str:
    more = f" and {_counted(len(files) - 1, 'other ')}" if len(files) > 1 else ""
    return f"{shown(files[0])}{more} changed"


def _counted(count: int, kind: str = "") -> str:
    return f"{count} {kind}file{'' if count == 1 else 's'}"
