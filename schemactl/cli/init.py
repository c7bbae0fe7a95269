"""`schemactl init`: the files a project starts with. Never overwrites one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import click

from schemactl.cli import config_file, json_schema
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.output import shown

_CI = {"github": ".github/workflows/schemactl.yml", "gitlab": ".gitlab-ci.yml"}
_IGNORED = (".schemactl/",)


class Written(NamedTuple):
    """One file: written, extended, or kept as it was."""

    file: Path
    what: str


@click.command()
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]), default="none", show_default=True, help="Write a job that runs `check`."
)
@json_option
@pass_app
def command(app: App, *, ci: str, as_json: bool) -> None:
    """Write configuration, schema/, plans/, .gitignore entries and a CI file. Never overwrites a file.

    Schema files begin with a line that tells editors where the language is described: .schemactl/schema-v1.json, which this version writes. It is
    not committed; in a fresh clone `schemactl json-schema --local` writes it.
    """
    written = list(_write(app.directory, ci))
    if as_json:
        app.json({"files": [{"file": str(one.file.relative_to(app.directory)), "what": one.what} for one in written]})
        return
    app.result("\n".join(f"{one.what:<9} {shown(one.file)}" for one in written))
    app.note("Next: schemactl import reads an existing database; schemactl plan initial_schema writes the first plan.")


def _write(root: Path, ci: str) -> Iterator[Written]:
    existing = config_file.declared(root)
    yield Written(existing, "kept") if existing else _new(root / config_file.FILE, _template("schemactl.toml"))
    yield _new(root / "schema" / "_database.yaml", _template("_database.yaml"))
    yield _json_schema(root / json_schema.FOLDER / json_schema.FILE)
    yield _new(root / "plans" / ".gitkeep", "")
    yield _ignore(root / ".gitignore")
    yield _bytes_as_they_are(root / ".gitattributes")
    if ci in _CI:
        yield _new(root / _CI[ci], _template(f"{ci}.yml"))


def _template(name: str) -> str:
    return resources.files("schemactl.cli").joinpath("templates", name).read_text(encoding="utf-8")


def _new(file: Path, text: str) -> Written:
    if file.exists():
        return Written(file, "kept")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return Written(file, "wrote")


def _json_schema(file: Path) -> Written:
    """The language as this version has it: nobody's own text, so an older one is replaced."""
    wanted = json_schema.text()
    if file.exists() and file.read_text(encoding="utf-8") == f"{wanted}\n":
        return Written(file, "kept")
    json_schema.write(file, wanted)
    return Written(file, "wrote")


def _ignore(file: Path) -> Written:
    return _with_lines(file, _IGNORED)


def _bytes_as_they_are(file: Path) -> Written:
    # Git's line-end conversion would change the bytes that plans.lock holds the hash of.
    return _with_lines(file, ("plans/* -text",))


def _with_lines(file: Path, wanted: tuple[str, ...]) -> Written:
    """The file with these lines at its end, where they are not in it."""
    before = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
    missing = [line for line in wanted if line not in before.splitlines()]
    if not missing:
        return Written(file, "kept")
    gap = "" if not before or before.endswith("\n") else "\n"
    file.write_text(before + gap + "".join(f"{line}\n" for line in missing), encoding="utf-8", errors="surrogateescape")
    return Written(file, "extended" if before else "wrote")
