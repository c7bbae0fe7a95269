"""The one place where errors become text or JSON and an exit code."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import click

from schemactl.cli import output
from schemactl.cli.context import App
from schemactl.errors import Problem, SchemactlError, UsageError

INTERRUPTED = 130
TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM. A KeyboardInterrupt, so that whoever cleans up after Ctrl-C (psycopg cancels its statement) does so here."""


def exit_code(run: Callable[[], Any], arguments: Sequence[str], app: App) -> int:
    """Run a command; report what it raises; the code to exit with."""
    _never_fail_on_a_letter()
    try:
        with _sigterm_raises():
            code = told(run, arguments, app)
    except click.Abort as abort:
        click.echo("schemactl: stopped", err=True)
        return TERMINATED if isinstance(abort.__cause__, Terminated) else INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.ClickException as error:
        return _report(*_from_click(error), arguments=arguments, app=app)
    except BrokenPipeError:
        # The reader went away (`schemactl … | head`). Python flushes stdout once more at exit: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0


def told(run: Callable[[], Any], arguments: Sequence[str], app: App) -> Any:
    """What `run` returns, once all of it is printed; or the exit code of the error that is told instead. A reader that went away is the caller's."""
    try:
        code = run()
        sys.stdout.flush()
    except SchemactlError as error:
        return _report(error.problems, error.exit_code, arguments=arguments, app=app)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Disk full, no rights, a folder where a file should be: the machine's answer, not a mistake in schemactl.
        message = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _report((Problem(code=SchemactlError.code, message=message),), SchemactlError.exit_code, arguments=arguments, app=app)
    return code


def wants_json(arguments: Sequence[str]) -> bool:
    """Was JSON asked for? Read from the words themselves: a usage error leaves nothing parsed."""
    pairs = itertools.pairwise(arguments)
    return "--json" in arguments or "--format=json" in arguments or ("--format", "json") in pairs


def _never_fail_on_a_letter() -> None:
    """A terminal that cannot show → gets an escape instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def _sigterm_raises() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _from_click(error: click.ClickException) -> tuple[Sequence[Problem], int]:
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    if not isinstance(error, click.UsageError):
        return (Problem(code=SchemactlError.code, message=message),), error.exit_code
    hint = f"{error.ctx.command_path if error.ctx else 'schemactl'} --help"
    return (Problem(code=UsageError.code, message=message, hint=hint),), UsageError.exit_code


def _report(problems: Sequence[Problem], code: int, *, arguments: Sequence[str], app: App) -> int:
    from schemactl.reports import problems as report

    if wants_json(arguments):
        click.echo(report.error_json(problems, exit_code=code))
    if output.wants_json_log(arguments, app.variables):
        for problem in problems:
            app.log("error", **report.as_dict(problem), exit_code=code)
        return code
    text = report.text(problems, lines=lambda file: lines_of(file, app.folders()))
    click.echo(output.paint(text), err=True, color=output.color_choice(arguments, app.variables))
    return code


def lines_of(file: str, folders: Sequence[Path]) -> list[str] | None:
    """The lines of a file that a problem points to, or None when it cannot be shown."""
    found = next((folder / file for folder in folders if (folder / file).is_file()), None)
    try:
        return found.read_text(encoding="utf-8", errors="replace").split("\n") if found else None
    except OSError:
        return None
