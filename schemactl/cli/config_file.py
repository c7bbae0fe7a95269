"""schemactl.toml, or [tool.schemactl] in pyproject.toml → Config. Every mistake in the file is reported at once, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from schemactl.cli import toml_places
from schemactl.cli.config import SIZE, VERSION_TERM, Config, Document, Environment, Planning
from schemactl.errors import ConfigurationError, Problem
from schemactl.model.scope import Scope

FILE = "schemactl.toml"
PYPROJECT = "pyproject.toml"
_DURATION = re.compile(r"\d+\s*(us|ms|s|min|h|d)?\Z")
_DURATIONS = ("lock_timeout", "statement_timeout", "transaction_age", "transaction_wait", "wait")

Table = dict[str, Any]
Keys = tuple[str, ...]
Finding = tuple[Keys, str, str | None]


def load(directory: Path, file: Path | None = None) -> Config:
    """The configuration for a directory: the file named, or the first one found upwards, or the defaults."""
    found = file or find(directory)
    if found is None:
        return Document().config(directory, None)
    text = _text(found)
    prefix, table = _ours(found, text)
    if findings := list(_findings(table)):
        raise ConfigurationError.of([_problem(found, text, prefix, finding) for finding in findings])
    return msgspec.convert(table, Document).config(found.parent, found)


def find(directory: Path) -> Path | None:
    """The configuration file of this directory or of the nearest one above it."""
    return next((file for folder in (directory, *directory.parents) if (file := declared(folder))), None)


def declared(folder: Path) -> Path | None:
    """The configuration file that stands in this very folder."""
    if (folder / FILE).is_file():
        return folder / FILE
    return folder / PYPROJECT if (folder / PYPROJECT).is_file() and _has_table(folder / PYPROJECT) else None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as exc:
        raise ConfigurationError(f"cannot read {file}: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ConfigurationError(f"cannot read {file}: it is not UTF-8 text") from exc


def _ours(file: Path, text: str) -> tuple[Keys, Table]:
    """Where in the document our table stands, and the table."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ConfigurationError(f"{file.name} is not TOML: {toml_places.message(exc)}", where=toml_places.of_error(file, exc)) from exc
    if file.name != PYPROJECT:
        return (), document
    ours = document.get("tool", {}).get("schemactl", {})
    return ("tool", "schemactl"), ours if isinstance(ours, dict) else {}


def _has_table(pyproject: Path) -> bool:
    try:
        return "schemactl" in tomllib.loads(pyproject.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False  # somebody else's file: its mistakes are not ours to report


def _findings(table: Table) -> Iterator[Finding]:
    environments = table.get("env", {})
    yield from _struct({key: value for key, value in table.items() if key not in ("scope", "plan", "lint", "names", "env")}, Document, ())
    yield from _struct(table.get("scope", {}), Scope, ("scope",))
    yield from _patterns(table.get("scope", {}))
    yield from _struct(table.get("plan", {}), Planning, ("plan",))
    yield from _sizes(table.get("plan", {}), environments)
    yield from _lint(table.get("lint", {}))
    yield from _names(table.get("names", {}))
    if not isinstance(environments, dict):
        yield ("env",), "expected tables: [env.NAME]", None
        return
    for name, environment in environments.items():
        yield from _struct(environment, Environment, ("env", name))
        yield from _durations(environment, ("env", name))
    yield from _postgres(table.get("postgres", ""))


def _struct(table: object, model: type[msgspec.Struct], path: Keys) -> Iterator[Finding]:
    """Unknown keys and wrong types, key by key."""
    if not isinstance(table, dict):
        yield path, "expected a table", None
        return
    known = [field for field in model.__struct_fields__ if field not in ("name", "named")]
    for key, value in table.items():
        if key not in known:
            yield (*path, key), f"unknown key {key!r}", f"known keys here: {', '.join(known)}"
        elif wrong := _mistyped({key: value}, model):
            yield (*path, key), f"{key}: {wrong}", None


def _patterns(table: object) -> Iterator[Finding]:
    """A pattern of a kind that does not exist would never match, and nobody would notice."""
    for key in ("ignore", "include"):
        for pattern in table.get(key, ()) if isinstance(table, dict) and isinstance(table.get(key), list) else ():
            if isinstance(pattern, str) and (wrong := _unknown_kind(pattern)):
                yield ("scope", key), f"{key}: {wrong}", "write KIND:NAME, with * for any: table:app.tmp_*, role:tool_*, *:app.tmp_*"


def _unknown_kind(pattern: str) -> str | None:
    from schemactl.kinds import KINDS

    kind, colon, name = pattern.partition(":")
    if not colon or not name:
        return f"{pattern!r} is no pattern"
    known = [*(one.name for one in KINDS), "role"]
    return None if any(fnmatchcase(one, kind) for one in known) else f"there is no kind {kind!r}; known: {', '.join(sorted(set(known)))}"


def _sizes(table: object, environments: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        return
    small, source = table.get("small"), table.get("sizes_from")
    if isinstance(small, str) and not SIZE.match(small):
        yield ("plan", "small"), f"small: {small!r} is not a size", "write 16MB, 500kB or 1GB"
    if isinstance(source, str) and source not in (environments if isinstance(environments, dict) else {}):
        yield ("plan", "sizes_from"), f"sizes_from: there is no environment {source!r}", f"write [env.{source}], or name one that is there"


def _lint(table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield ("lint",), "expected a table", None
        return
    for code, severity in table.items():
        if severity not in ("error", "warning", "off"):
            yield ("lint", code), f"{code}: {severity!r} is not a severity", "write error, warning or off"


def _names(table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield ("names",), "expected a table", None
        return
    for kind, pattern in table.items():
        known = _kinds()
        if kind not in known:
            yield ("names", kind), f"there is no kind {kind!r}", f"known kinds: {', '.join(known)}"
        elif wrong := _no_expression(pattern) if isinstance(pattern, str) else "expected a regular expression":
            yield ("names", kind), f"{kind}: {wrong}", "whole names have to match: table = '[a-z][a-z0-9_]*'"


def _kinds() -> list[str]:
    # Most runs name none, and need not load them.
    from schemactl.kinds import KINDS

    return sorted(one.name for one in KINDS)


def _no_expression(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"{pattern!r} is no regular expression: {error}"
    return None


def _durations(environment: object, path: Keys) -> Iterator[Finding]:
    for field in _DURATIONS:
        value = environment.get(field) if isinstance(environment, dict) else None
        if isinstance(value, str) and not _DURATION.match(value):
            yield (*path, field), f"{field}: {value!r} is not a length of time", "write 2s, 500ms or 10min"


def _postgres(value: object) -> Iterator[Finding]:
    if isinstance(value, str) and value and not all(VERSION_TERM.match(term) for term in value.split(",")):
        yield ("postgres",), f"{value!r} is not a range of major versions", 'write postgres = ">=14,<19"'


def _mistyped(part: Table, model: type[msgspec.Struct]) -> str | None:
    try:
        msgspec.convert(part, model)
    except msgspec.ValidationError as exc:
        said = str(exc).partition(" - at ")[0]
        return said[:1].lower() + said[1:]
    return None


def _problem(file: Path, text: str, prefix: Keys, finding: Finding) -> Problem:
    path, message, hint = finding
    table = ".".join((*prefix, *path[:-1]))
    return Problem(
        code=ConfigurationError.code,
        message=f"{message} in [{table}]" if table else message,
        where=toml_places.of_key(file, text, (*prefix, *path)),
        hint=hint,
    )
