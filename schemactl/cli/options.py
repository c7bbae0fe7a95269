"""Options that several commands share, written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, with a format_version.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would happen; write and run nothing.")
yes_option = click.option("--yes", "-y", is_flag=True, help="Accept what is shown. Never accepts data loss.")
exit_code_option = click.option("--exit-code", "exit_code", is_flag=True, help="Exit with 2 when there are differences.")
rename_option = click.option(
    "--rename", "renames", multiple=True, metavar="A=B", help="Read A (before) and B (after) as one object. Repeatable."
)
accept_option = click.option(
    "--accept",
    multiple=True,
    metavar="CODE[:OBJECT]",
    help="Accept a finding by name; '*' accepts all on a development database. Repeatable.",
)
allow_uncommitted_option = click.option("--allow-uncommitted", is_flag=True, help="Run plans that are not committed: development only.")


def format_option(*choices: str) -> Callable[[F], F]:
    """--format with the first choice as default; --json is short for --format json."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=choices[0], show_default=True, help="How to print the result."
    )


def out_option(function: F) -> F:
    """--out FILE."""
    return click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the result to a file.")(function)
