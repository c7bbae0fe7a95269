"""The command line. `main` is a click group: `main(["plan", "--dry-run"])` works in-process as on a shell."""

from __future__ import annotations

from pathlib import Path

import click

from schemactl import __version__
from schemactl.cli import output
from schemactl.cli.context import App
from schemactl.cli.frame import PROGRAM, Frame

_EXISTING = click.Path(file_okay=False, exists=True, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    cls=Frame,
    name=PROGRAM,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "SCHEMACTL", "max_content_width": 100},
    epilog="Every option has a variable: SCHEMACTL_ENV, SCHEMACTL_PLAN_ACCEPT and so on.",
)
@click.option("-C", "directory", metavar="DIR", type=_EXISTING, default=Path(), help="Look for the project from this folder upwards.")
@click.option("-c", "--config", "config_file", metavar="FILE", type=_FILE, help="The configuration file.")
@click.option(
    "-e", "--env", "environment", metavar="ENV", envvar="SCHEMACTL_ENV", help="The environment: a table [env.ENV] of the configuration."
)
# SCHEMACTL_URL ranks below an environment's own url, a flag above it: so this one is not read from the environment by click.
@click.option("-u", "--url", metavar="URL", allow_from_autoenv=False, help="The database, instead of the environment's.")
@click.option("--service", metavar="NAME", allow_from_autoenv=False, help="A service of pg_service.conf, instead of a URL.")
@click.option("-v", "--verbose", count=True, help="Show SQL and timings; -vv shows reasons.")
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour; NO_COLOR and FORCE_COLOR count too.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", help="What goes to stderr: text, or a line of JSON per event."
)
@click.option(
    "--progress",
    type=click.Choice(["auto", "lines"]),
    default="auto",
    help="auto: on a terminal one line changes in place. lines: only lines that stay, as in a log; for screen readers.",
)
@click.option("--no-input", is_flag=True, help="Never ask: what a question would decide has a flag.")
@click.version_option(__version__, "-V", "--version", prog_name=PROGRAM)
@click.pass_context
def main(
    ctx: click.Context,
    *,
    directory: Path,
    config_file: Path | None,
    environment: str | None,
    url: str | None,
    service: str | None,
    verbose: int,
    quiet: bool,
    color: str,
    log_format: str,
    progress: str,
    no_input: bool,
) -> None:
    """Keep a PostgreSQL schema as YAML, plan every change as reviewed SQL, and let production run nothing else."""
    if url is not None and not url.strip():
        raise click.UsageError("--url is empty")  # `-u "$UNSET"` must not fall through to another database
    if url and service:
        raise click.UsageError("--url and --service exclude each other")
    if quiet and verbose:
        raise click.UsageError("-q and -v exclude each other")
    app = ctx.ensure_object(App)
    app.directory = directory.resolve()
    app.config_file = config_file.resolve() if config_file else None
    app.environment_name, app.url, app.service = environment, url, service
    app.verbosity = -1 if quiet else verbose
    app.no_input, app.log_format, app.progress = no_input, log_format, progress
    ctx.color = output.color(color, app.variables)
