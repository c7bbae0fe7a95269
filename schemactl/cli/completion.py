"""`schemactl completion SHELL`: the script that teaches a shell our words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from schemactl.cli.context import App, pass_app
from schemactl.cli.frame import PROGRAM


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@pass_app
@click.pass_context
def command(ctx: click.Context, app: App, *, shell: str) -> None:
    """Print the completion script of a shell.

    For bash: eval "$(schemactl completion bash)"
    """
    completion = get_completion_class(shell)
    assert completion is not None
    app.result(completion(ctx.find_root().command, {}, PROGRAM, "_SCHEMACTL_COMPLETE").source().rstrip())
