"""`schemactl json-schema`: the schema language for editors."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import out_option
from schemactl.cli.output import shown
from schemactl.reports.json_text import json_text

FOLDER = ".schemactl"
FILE = "schema-v1.json"


@click.command()
@click.option(
    "--of",
    "what",
    type=click.Choice(["files", "plan", "log"]),
    default="files",
    show_default=True,
    help="Schema files, a plan printed as JSON, or a line of the JSON log.",
)
@out_option
@click.option("--local", is_flag=True, help=f"Write it to {FOLDER}/{FILE}, where the first line of schema files points.")
@pass_app
def command(app: App, *, what: str, out: Path | None, local: bool) -> None:
    """Print the JSON Schema (draft-07) of schema files: every key, with what it means.

    Editors with a YAML language server complete and check with it. The first line of a schema file says where it is:
    # yaml-language-server: $schema=../.schemactl/schema-v1.json

    --of plan is the schema of what `plan --format json` and `show --json` print,
    --of log that of a line that --log-format json writes.
    """
    if local and what != "files":
        raise click.UsageError("--local is for the schema of files")
    found = text() if what == "files" else of_output(what)
    target = app.config.root / FOLDER / FILE if local else out
    if target is None:
        app.plain(found)
        return
    write(target, found)
    app.note(f"Wrote {shown(target)}")


def text() -> str:
    """The schema as a file holds it."""
    from schemactl.reports import json_schema

    return json_text(json_schema.document(), indent=1)


def of_output(what: str) -> str:
    """The schema of what is printed as JSON: a plan, a line of the log."""
    return resources.files("schemactl.reports").joinpath(f"{what}-v1.json").read_text(encoding="utf-8").rstrip("\n")


def write(target: Path, schema: str) -> None:
    """A schema into a file; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{schema}\n", encoding="utf-8")
