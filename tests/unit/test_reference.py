"""Pages of docs/reference that are made from the code: `./dev test --update tests/unit/test_reference.py` writes them."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import click
import msgspec
import msgspec.inspect as types
import pytest

from schemactl import errors
from schemactl.cli import main
from schemactl.cli.config import Document, Environment, Planning
from schemactl.cli.table import ALIASES, COMMANDS
from schemactl.errors import SchemactlError
from schemactl.lint.rule import Rule, StatementRule
from schemactl.lint.rules import RULES
from schemactl.model.scope import Scope
from schemactl.reports import codes

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
MADE = "Made by `./dev test --update tests/unit/test_reference.py` from"
HEAD = """# Commands

Made by `./dev test --update tests/unit/test_reference.py` from what `--help` says. Exit codes: [exit-codes.md](../exit-codes.md). Every option has a variable: `SCHEMACTL_PLAN_ACCEPT` is
`schemactl plan --accept`. Every command also takes `--profile`, behind its name: it says where the time went, by stage."""


def commands() -> str:
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
        re.sub(r"[ \t]*\n[ \t]*", " ", re.sub(r"\n\s*\n", "\0", inspect.cleandoc(command.help or "").replace("\b", "")))
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


TABLES: dict[str, tuple[type[msgspec.Struct], str]] = {
    "": (Document, "On top of the file"),
    "scope": (Scope, "`[scope]`: what is managed"),
    "plan": (Planning, "`[plan]`: tables that others use"),
    "env.NAME": (Environment, "`[env.NAME]`: a database"),
}
INNER = {"scope", "plan", "name", "named"}  # tables of their own, and what no file says


def configuration() -> str:
    words = tomllib.loads(resources.files("schemactl.cli").joinpath("config_words.toml").read_text(encoding="utf-8"))
    head = f"# Configuration\n\n{MADE} `schemactl/cli/config.py` and `config_words.toml`. [configuration.md](../configuration.md) explains it; this page lists it."
    return "\n\n".join([head, *(keys(title, model, words[name]) for name, (model, title) in TABLES.items())]) + "\n"


def keys(title: str, model: type[msgspec.Struct], words: dict[str, str]) -> str:
    """A row for each key: exactly those that have words, and words for exactly those that there are."""
    fields = [field for field in msgspec.structs.fields(model) if field.name not in INNER]
    assert sorted(field.name for field in fields) == sorted(words)
    rows = [
        f"| `{field.name}` | {form(types.type_info(field.type))} | {default(field.default)} | {words[field.name]} |" for field in fields
    ]
    return "\n".join([f"## {title}", "", "| key | | by default | |", "|---|---|---|---|", *rows])


def form(found: types.Type) -> str:
    match found:
        case types.LiteralType(values=values):
            return ", ".join(f'`"{value}"`' for value in sorted(values))
        case types.UnionType(types=parts):
            return ", ".join(form(part) for part in parts if not isinstance(part, types.NoneType))
        case types.VarTupleType(item_type=inner):
            return f"list of {form(inner)}"
        case types.DictType(value_type=inner):
            return f"table of {form(inner)}"
        case _:
            return {"StrType": "text", "IntType": "number", "FloatType": "number", "BoolType": "true, false", "StructType": "tables"}[
                type(found).__name__
            ]


def default(value: object) -> str:
    match value:
        case None | msgspec.NODEFAULT:
            return ""
        case bool():
            return f"`{value}`".lower()
        case tuple():
            return f"`{json.dumps(value)}`"
        case str():
            return f'`"{value}"`'
        case _:
            return f"`{value}`"


def exits() -> Iterator[str]:
    classes = {one.exit_code: one for one in reversed(vars(errors).values()) if isinstance(one, type) and issubclass(one, SchemactlError)}
    for code, one in sorted(classes.items()):
        first = re.split(r"(?<=\.)\s", one.__doc__ or "")[0]
        named = ", ".join(
            sorted(
                {
                    each.code
                    for each in vars(errors).values()
                    if isinstance(each, type) and issubclass(each, SchemactlError) and each.exit_code == code
                }
            )
        )
        yield f"| {code} | {first} | {named} |"


def every_code() -> str:
    texts = codes.all_codes()
    rules = {rule.code: rule for rule in reversed(RULES)}
    head = (
        f"# Codes and exit codes\n\n{MADE} `schemactl/errors.py`, the rules and [codes.md](../../schemactl/reports/codes.md), which holds the long texts;"
        " so does `schemactl explain CODE`.\nWhat exit codes mean for whoever starts schemactl: [exit-codes.md](../exit-codes.md). How to change what rules do: [lint.md](../lint.md)."
    )
    plain = [f"| {code} | {one.title} |" for code, one in texts.items() if not code.startswith("SC")]
    hazards = [f"| {code} | {one.title} | {severity(rules.get(code))} |" for code, one in texts.items() if code.startswith("SC")]
    return (
        "\n\n".join(
            [
                head,
                "\n".join(
                    [
                        "## Exit codes of errors",
                        "",
                        "0 is success, or nothing to do; 1 also findings of `check`; 2 differences, where they were asked for.",
                        "",
                        "| exit code | | codes of the family |",
                        "|---|---|---|",
                        *exits(),
                    ]
                ),
                "\n".join(["## Errors", "", "| code | |", "|---|---|", *plain]),
                "\n".join(["## Hazards of statements, and rules", "", "| code | | |", "|---|---|---|", *hazards]),
            ]
        )
        + "\n"
    )


def severity(rule: Rule | None) -> str:
    """What a rule does where nobody says otherwise; a code without one is told by plans alone."""
    if rule is None:
        return "told with the plan"
    return "has to be accepted" if isinstance(rule, StatementRule) and rule.destructive else rule.severity


@pytest.mark.parametrize(("name", "made"), [("commands", commands), ("configuration", configuration), ("codes", every_code)])
def test_the_page_is_what_the_code_says(request: pytest.FixtureRequest, name: str, made: Callable[[], str]):
    file = FOLDER / f"{name}.md"
    if request.config.getoption("--update"):
        file.write_text(made(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == made()
