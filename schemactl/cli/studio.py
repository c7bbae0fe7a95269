"""`schemactl studio`: a page in the browser, on this machine only: the database, its rows, plans, history and drift."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.project import Live, live, project, scratch, target_line
from schemactl.errors import ConfigurationError

if TYPE_CHECKING:
    from schemactl.applying.ledger import Marker
    from schemactl.live.connection import Connection
    from schemactl.scratch.server import ScratchServer
    from schemactl.studio.site import Site

_NEEDED = ("starlette", "uvicorn", "jinja2")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port of 127.0.0.1; without it, one that is free.")
@click.option(
    "--open/--no-browser", "browser", default=None, help="Open the page in a browser; without a word, where a person and a desktop are."
)
@click.option("--write", is_flag=True, help="Let rows be changed: on databases that `sync` may change too.")
@pass_app
def command(app: App, /, *, port: int, browser: bool | None, write: bool) -> None:
    """Show the database in a browser: tables, rows, a diagram, plans, history, drift.

    The page is served on 127.0.0.1 only, to whoever has the address that is printed, and needs no network. It reads in read-only transactions with a
    time limit. Ctrl-C ends it, with exit code 130.
    """
    _check_installed()
    from schemactl.studio.server import serve

    with live(app) as found:
        if write:
            _check_may_write(app, found)
        app.note(target_line(app, found))
    with tempfile.TemporaryDirectory(prefix="schemactl-studio-") as folder:

        def ready(address: str) -> None:
            app.result(f"Studio  {address}")
            app.note("Ctrl-C ends it. Keep the address to yourself: who has it sees what the page shows.")
            sys.stdout.flush()
            if browser or (browser is None and app.interactive and _desktop(app)):
                _open(address, Path(folder))

        serve(_site(app, write=write), port, ready)


def _check_installed() -> None:
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"the studio needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed here",
            hint="install it: pip install 'schemactl[studio]'",
        )


def _check_may_write(app: App, found: Live) -> None:
    from schemactl.applying.environment import is_empty, may_change_directly

    app.require_development("studio --write")
    may_change_directly(app.environment.mode, found.marker, database_is_empty=is_empty(found.conn), is_embedded=app.address.url is None)


def _site(app: App, *, write: bool) -> Site:
    from schemactl.studio.site import Site

    target = app.direct_target()

    @contextmanager
    def scratch_of(conn: Connection, marker: Marker | None) -> Iterator[ScratchServer]:
        with scratch(app, Live(conn, target, marker), mismatch=True) as server:
            yield server

    return Site(
        target=target,
        environment=app.environment.name,
        mode=app.environment.mode,
        project=project(app),
        scratch=scratch_of,
        embedded=app.address.url is None,
        write=write,
    )


def _desktop(app: App) -> bool:
    """Is there one to open a browser on? On a bare terminal `webbrowser` would start a text browser in it."""
    return sys.platform in ("darwin", "win32") or any(app.variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _open(address: str, folder: Path) -> None:
    """By way of a file that only this user can read: everybody sees the words that a browser was started with, and they would hold the key."""
    page = folder / "open.html"
    with open(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f'<!doctype html><title>schemactl</title><meta http-equiv="refresh" content="0; url={escape(address, quote=True)}">\n')
    webbrowser.open(page.as_uri())
