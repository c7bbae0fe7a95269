"""docs/reference/commands.md is made from the commands: `./dev test --update tests/unit/test_reference.py` writes it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from schemactl.cli import main
from schemactl.cli.table import ALIASES, COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Made by `./dev test --update tests/unit/test_reference.py` from what `--help` says. Exit codes: [exit-codes.md](../exit-codes.md). Every option has a variable: `SCHEMACTL_PLAN_ACCEPT` is
`schemactl plan --accept`. Every command also takes `--profile`, behind its name: it says where the time went, by stage."""


def page() -> str:
    parts = [HEAD, f"## Options of all commands\n\n{table(main, click.Context(main, info_name='schemactl'))}"]
    for entry in COMMANDS:
        command = importlib.import_module(f"schemactl.cli.{entry.module}").command
        parts.append("\n\n".join(section(command, f"schemactl {entry.name}", entry.name)))
    also = ", ".join(f"`{alias}` is `{name}`" for alias, name in ALIASES.items())
    return "\n\n".join([*parts, f"## Words of other tools\n\n{also}."]) + "\n"


def section(command: click.Command, path: str, name: str) -> Iterator[str]:
    ctx = click.Context(command, info_name=path)
    yield f"## {name}"
    yield f"    {' '.join([path, *command.collect_usage_pieces(ctx)])}"
    yield (
        re.sub(r"[ \t]*\n[ \t]*", " ", re.sub(r"\n\s*\n", "\0", (command.help or "").replace("\b", "")))
        .replace("\0", "\n\n")
        .replace("<", "&lt;")
    )
    if rows := table(command, ctx):
        yield rows
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from section(inner, f"{path} {inner.name}", f"{name} {inner.name}")


def table(command: click.Command, ctx: click.Context) -> str:
    options = [one for one in command.get_params(ctx) if isinstance(one, click.Option) and not {"--help", "--profile"} & set(one.opts)]
    records = [one.get_help_record(ctx) for one in options]
    rows = [f"| `{cell(record[0])}` | {cell(record[1])} |" for record in records if record]
    return "\n".join(["| option | |", "|---|---|", *rows]) if rows else ""


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|").replace("<", "&lt;")


def test_the_page_is_what_the_commands_say(request: pytest.FixtureRequest):
    if request.config.getoption("--update"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
