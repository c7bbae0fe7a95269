"""Options that several commands share, written once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from schemactl.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
Renames = tuple[tuple[str, str], ...]
"""Before and after, as --rename says."""


def _pairs(_context: click.Context, _option: click.Parameter, renames: Sequence[str]) -> Renames:
    """`--rename public.users.name=public.users.full_name`: before, after."""
    pairs = [tuple(one.split("=")) for one in renames]
    if wrong := next((one for one, pair in zip(renames, pairs, strict=True) if len(pair) != 2 or not all(pair)), None):
        raise UsageError(f"--rename {wrong} does not read BEFORE=AFTER", hint="--rename public.users.name=public.users.full_name")
    return tuple((before.strip(), after.strip()) for before, after in pairs)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, with a format_version.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would happen; write and run nothing.")
yes_option = click.option("--yes", "-y", is_flag=True, help="Accept what is shown. Never accepts data loss.")
exit_code_option = click.option("--exit-code", "exit_code", is_flag=True, help="Exit with 2 when there are differences.")
rename_option = click.option(
    "--rename", "renames", multiple=True, callback=_pairs, metavar="A=B", help="Read A (before) and B (after) as one object. Repeatable."
)
accept_option = click.option(
    "--accept",
    multiple=True,
    metavar="CODE[:OBJECT]",
    help="Accept a finding by name; '*' accepts all on a development database. Repeatable.",
)
allow_uncommitted_option = click.option("--allow-uncommitted", is_flag=True, help="Run plans that are not committed: development only.")


def mismatch_option(verb: str = "Prove") -> Callable[[F], F]:
    """--scratch-major-mismatch: `verb` is what is done there."""
    return click.option("--scratch-major-mismatch", "mismatch", is_flag=True, help=f"{verb} on another major version of PostgreSQL.")


def format_option(*choices: str) -> Callable[[F], F]:
    """--format with the first choice as default; --json is short for --format json."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=choices[0], show_default=True, help="How to print the result."
    )


def out_option(function: F) -> F:
    """--out FILE."""
    return click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the result to a file.")(function)
