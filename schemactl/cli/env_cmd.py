"""`schemactl env`: which database this is and why; and the marker that says what may be done to it."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.errors import ConnectError, RefusedError


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


@command.command()
@click.argument("mode", type=click.Choice(["development", "protected"]))
@click.option("--confirm", metavar="NAME", help="The database's name: needed to take the mark `protected` away.")
@pass_app
def mark(app: App, *, mode: Any, confirm: str | None) -> None:
    """Write into the database what it is.

    On a development database sync and reset may run; a protected one changes through committed plans only.
    """
    from schemactl.applying import environment
    from schemactl.live.connection import connect

    with closing(connect(app.direct_target())) as conn:
        before = environment.read_marker(conn)
        if mode == "development" and before is not None and before.mode == "protected" and confirm is None:
            confirm = app.typed_name(f"{conn.info.dbname} is marked protected by {before.marked_by}.", flag=f"--confirm {conn.info.dbname}")
        if confirm is not None and confirm != conn.info.dbname:
            raise RefusedError(f"the database is called {conn.info.dbname}, not {confirm}")
        environment.mark(conn, mode, by=conn.info.user, confirmed_name=confirm)
        app.result(f"{conn.info.dbname} is marked {mode}")


def _facts(app: App) -> dict[str, str | int | None]:
    environment, config, address = app.environment, app.config, app.address
    return {
        "environment": environment.name,
        "mode": environment.mode,
        "database": app.target().describe() if address.url is not None else address.source,
        "named_by": address.source,
        "marker": _marker(app) if address.url is not None else "the embedded server is always for development",
        "configuration": str(config.file) if config.file else "none: the defaults hold",
        "schema_files": str(config.schema),
        "plans": str(config.plans),
        "lock_timeout": environment.lock_timeout,
        "lock_retries": environment.lock_retries,
    }


def _marker(app: App) -> str:
    from schemactl.applying import environment
    from schemactl.live.connection import connect

    try:
        with closing(connect(app.target(), read_only=True)) as conn:
            marker = environment.read_marker(conn)
    except ConnectError as error:
        return f"unknown: {error.problems[0].message.splitlines()[0]}"
    return f"{marker.mode}, by {marker.marked_by}" if marker else "none"
