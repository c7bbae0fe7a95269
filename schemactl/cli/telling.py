"""Who hears what happens while a database is changed, and through which eyes it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemactl.cli.context import App
from schemactl.cli.project import Live

if TYPE_CHECKING:
    from schemactl.applying.events import Events
    from schemactl.live.connection import Connection


@contextmanager
def told(app: App) -> Iterator[Events]:
    """The log in the form that was asked for; behind the block nothing of what was at work is on the terminal."""
    try:
        yield _log(app)
    finally:
        app.settled()


def _log(app: App) -> Events:
    """An `apply` with nothing to do is over in the time that a few modules take to load: only what is written with is."""
    if app.log_format == "json":
        from schemactl.cli.json_log import JsonLog

        return JsonLog(app)
    from schemactl.cli.apply_log import Log

    return Log(app)


def observer(found: Live) -> Callable[[], Connection]:
    """Opens a second connection, which sees what the first one waits for and how far it is."""
    from schemactl.live.connection import connect

    return lambda: connect(found.target, application_name="schemactl watching", read_only=True)
