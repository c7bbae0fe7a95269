"""`schemactl env`: which database this is and why."""

from __future__ import annotations

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show the environment, or mark a database."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show, as_json=False)


@command.command()
@json_option
@pass_app
def show(app: App, *, as_json: bool) -> None:
    """Which database is in use, who named it, and what it counts as."""
    facts = _facts(app)
    if as_json:
        app.json(facts)
        return
    app.result("\n".join(f"{name.replace('_', ' '):<14} {value}" for name, value in facts.items() if value is not None))


def _facts(app: App) -> dict[str, str | int | None]:
    environment, config = app.environment, app.config
    return {
        "environment": environment.name,
        "mode": environment.mode,
        "database": app.target().describe() if app.address.url is not None else app.address.source,
        "named_by": app.address.source,
        "configuration": str(config.file) if config.file else "none: the defaults hold",
        "schema_files": str(config.schema),
        "plans": str(config.plans),
        "lock_timeout": environment.lock_timeout,
        "lock_retries": environment.lock_retries,
    }
