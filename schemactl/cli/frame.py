"""The frame every command runs in: lazy commands, "did you mean", one error boundary, exit codes."""

from __future__ import annotations

import difflib
import gc
import importlib
import itertools
import sys
from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from schemactl.cli import boundary, profile
from schemactl.cli.context import App
from schemactl.cli.leaving import Leaving
from schemactl.cli.table import ALIASES, BY_NAME, COMMANDS

PROGRAM = "schemactl"


class Frame(click.Group):
    """A group whose commands are imported when one of them is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return [entry.name for entry in COMMANDS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = BY_NAME.get(ALIASES.get(cmd_name, cmd_name))
        if entry is None:
            return None
        command = importlib.import_module(f"schemactl.cli.{entry.module}").command
        assert isinstance(command, click.Command)
        return with_variables(with_profile(command), entry.name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            ctx.fail(unknown(name))
        return ALIASES.get(name, name), command, args[1:]

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for group, entries in itertools.groupby(COMMANDS, key=lambda entry: entry.group):
            with formatter.section(group.capitalize()):
                formatter.write_dl([(entry.name, entry.help) for entry in entries], col_max=12)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        named = [CompletionItem(entry.name, help=entry.help) for entry in COMMANDS if entry.name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run one command line; returns the exit code when `standalone_mode` is off, where errors are raised to the caller."""
        arguments = list(sys.argv[1:] if args is None else args)
        # With words of a caller's the process is the caller's too.
        leaving = Leaving() if args is None else None
        app = extra.setdefault("obj", App())

        def run() -> Any:
            return super(Frame, self).main(arguments, prog_name or PROGRAM, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        if leaving:
            # A run is short and keeps what it reads: looking for cycles among it after every 700 objects takes a third of the time.
            gc.set_threshold(100_000, 20, 20)
            app.own_process = True
        code = boundary.exit_code(run, arguments, app)
        if app.profile:
            click.echo(app.profile.stop(), err=True)
        if leaving:
            leaving.code = code
        return sys.exit(code)


def with_profile(command: click.Command) -> click.Command:
    """Every command says where its time goes, if asked."""
    if not any(option.name == "profile" for option in command.params):
        command.params.append(profile.option())
    return command


def with_variables(command: click.Command, name: str) -> click.Command:
    """Each option's variable carries the flag's name, which people see, and not the parameter's, which click would take."""
    for option in command.params:
        if isinstance(option, click.Option) and option.envvar is None:
            flag = max(option.opts, key=len).lstrip("-").replace("-", "_")
            option.envvar = f"{PROGRAM}_{name}_{flag}".upper()
    return command


def unknown(name: str) -> str:
    """What to say about a command that does not exist."""
    close = difflib.get_close_matches(name, [*BY_NAME, *ALIASES], n=1)
    if not close:
        return f"there is no command {name!r}"
    meant = ALIASES.get(close[0], close[0])
    return f"there is no command {name!r}; did you mean {meant!r}?"
