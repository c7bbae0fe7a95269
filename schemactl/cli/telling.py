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
    from schemactl.cli.apply_log import Log
    from schemactl.cli.json_log import JsonLog

    try:
        yield JsonLog(app) if app.log_format == "json" else Log(app)
    finally:
        app.settled()


def observer(found: Live) -> Callable[[], Connection]:
    """Opens a second connection, which sees what the first one waits for and how far it is."""
    from schemactl.live.connection import connect

    return lambda: connect(found.target, application_name="schemactl watching", read_only=True)
