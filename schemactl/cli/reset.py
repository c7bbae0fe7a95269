"""`schemactl reset`: a development database, emptied and built again."""

from __future__ import annotations

import click

from schemactl import __version__
from schemactl.cli import direct
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.project import Live, live, scratch, target_line


@click.command()
@click.option("--yes", "-y", is_flag=True, help="Do not ask: drop what is there, data included.")
@json_option
@pass_app
def command(app: App, /, *, yes: bool, as_json: bool) -> None:
    """Drop everything in a development database and build it again.

    By its plans; where there are none, by the schema files. Refused unless configuration and database both say development.
    """
    from schemactl.applying import clearing
    from schemactl.plans.directory import list_plans

    app.require_development("reset")
    plans = list_plans(app.config.plans)
    with live(app, read_only=False) as found:
        direct.check_may_change(app, found)
        app.note(target_line(app, found))
        gone = clearing.contents(found.conn)
        if not yes:
            app.confirm(f"drop everything in {found.conn.info.dbname} ({_counted(gone)}), data included?", flag="--yes")
        clearing.clear(found.conn, found.marker, by=f"{found.conn.info.user} with reset")
        app.event(f"dropped {_counted(gone)}")
        applied = _apply_plans(app, found) if plans else []
        synced = not plans and _build(app, found)
    if as_json:
        app.json({"dropped": gone, "applied": applied, "synced": synced})
    elif applied:
        app.result(f"Applied {', '.join(applied)}")
    else:
        app.result("Built from the schema files" if synced else "The database is empty")


def _counted(gone: dict[str, int]) -> str:
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for word, number in gone.items()) or "nothing"


def _apply_plans(app: App, found: Live) -> list[str]:
    """What `apply` does; plans of the working tree, committed or not."""
    from schemactl.applying.apply import apply
    from schemactl.applying.options import Options
    from schemactl.cli.apply import fingerprints
    from schemactl.cli.telling import observer, told

    options = Options(mode=app.environment.mode, tool_version=__version__, allow_uncommitted=True, lookup=app.lookup)
    with told(app) as events:
        result = apply(found.conn, app.config.plans, options, fingerprints=fingerprints, events=events, observe=observer(found))
    return [one.name for one in result.applied]


def _build(app: App, found: Live) -> bool:
    """What `sync` does, on an empty database; was there anything to build?"""
    if not app.config.schema.is_dir():
        return False
    with scratch(app, found) as server:
        proposed = direct.proposed(app, found, server, (), ())
        if proposed.proposal.statements:
            direct.run(app, found, proposed, empty=True)
    return bool(proposed.proposal.statements)
