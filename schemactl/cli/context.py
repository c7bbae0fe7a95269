"""App: what every command gets. Options and configuration resolved when asked for, and the two streams."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemactl.cli import output
from schemactl.errors import DecisionNeededError, RefusedError

if TYPE_CHECKING:
    from schemactl.cli.address import Address
    from schemactl.cli.config import Config, Environment
    from schemactl.cli.live_line import LiveLine
    from schemactl.cli.profile import Profile
    from schemactl.live.connection import Target

FORMAT_VERSION = 1


@dataclass
class App:
    """One run of schemactl. stdout carries the result; everything else goes to stderr."""

    directory: Path = field(default_factory=Path)
    config_file: Path | None = None
    environment_name: str | None = None
    url: str | None = None
    service: str | None = None
    verbosity: int = 0
    log_format: str = "text"
    progress: str = "auto"
    no_input: bool = False
    own_process: bool = False
    profile: Profile | None = None
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def config(self) -> Config:
        from schemactl.cli import config_file

        return config_file.load(self.directory, self.config_file)

    @cached_property
    def _resolved(self) -> tuple[Environment, Address]:
        from schemactl.cli import address

        return address.resolve(self.config, address.Asked(self.environment_name, self.url, self.service), self.variables)

    def lookup(self, name: str) -> str | None:
        """The value of a variable that a plan names: of the process, of NAME_FILE, or of the configuration's env_file."""
        from schemactl.cli import address

        return address.variable(name, address.known(self.config, self.variables))

    @property
    def environment(self) -> Environment:
        """The environment in use; protected unless it is declared development and its database came with it."""
        return self._resolved[0]

    @property
    def address(self) -> Address:
        """Where the database is; its url is None for the embedded development server."""
        return self._resolved[1]

    @cached_property
    def _own_target(self) -> Target:
        return self._target_at(self.address)

    def target(self) -> Target:
        """The database this run is about."""
        return self._own_target

    def target_of(self, environment: str) -> Target:
        """The database of another environment of the configuration."""
        from schemactl.cli import address

        return self._target_at(address.resolve(self.config, address.Asked(environment), self.variables)[1])

    def direct_target(self) -> Target:
        """The same without a pooler in between, where the environment has a direct_url: what `apply` needs."""
        if self.environment.direct_url:
            return self._target(self.environment.direct_url, f"direct_url of environment {self.environment.name}")
        return self._own_target

    def _target_at(self, where: Address) -> Target:
        from schemactl.cli import address
        from schemactl.live import connection

        match where.url:
            case None:
                return self._target(self._embedded_url(), where.source)
            case address.LIBPQ:
                return connection.libpq_target()
            case url:
                found = self._target(url, where.source)
                if where.source == "--url" and found.has_password:
                    self.note("note: a password on the command line can be read by everybody on this machine; SCHEMACTL_URL keeps it out")
                return found

    def _target(self, url: str, source: str) -> Target:
        from schemactl.live import connection

        target = connection.target(url, source=source)
        for note in target.notes:
            self.note(f"note: {note}")
        return target

    def _embedded_url(self) -> str:
        from schemactl.scratch import server

        return server.development_url(self.config.root)

    def keep_states(self) -> None:
        """Whole states are held from now on, and none of that is garbage: it is looked through less often, where nobody else has a say in that."""
        if self.own_process:
            gc.set_threshold(10_000_000, 20, 20)

    def folders(self) -> tuple[Path, ...]:
        """Where the relative path of a problem may start: here, -C, the project."""
        config: Config | None = self.__dict__.get("config")
        return (Path(), self.directory, *((config.root,) if config else ()))

    @property
    def interactive(self) -> bool:
        """May a question be asked?"""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @cached_property
    def live(self) -> LiveLine | None:
        """The line of a terminal that says what is at work; None where lines have to stay as they are."""
        from schemactl.cli import live_line

        may = self.verbosity >= 0 and self.log_format == "text" and live_line.wanted(self.progress, self.variables)
        return live_line.LiveLine() if may else None

    def at_work(self, text: str) -> None:
        """Shown until the next word, where there is a terminal."""
        if self.live is not None:
            self.live.show(text)

    def settled(self) -> None:
        """What was at work is no more; and whatever else is written needs its line."""
        if (live := self.__dict__.get("live")) is not None:
            live.clear()

    def result(self, text: str) -> None:
        """The answer, on stdout."""
        self.settled()
        click.echo(output.paint(text))

    def plain(self, text: str) -> None:
        """The same for what is a file's content: no colour is laid over it."""
        self.settled()
        click.echo(text)

    def json(self, document: Mapping[str, Any]) -> None:
        """The answer for programs, on stdout."""
        from schemactl.reports.json_text import json_text

        self.settled()
        click.echo(json_text({"format_version": FORMAT_VERSION, **document}))

    def note(self, text: str) -> None:
        """What a person should know beside the answer; not with -q."""
        if self.verbosity >= 0:
            self._log("note", text)

    def detail(self, text: str) -> None:
        """With -v: SQL as it runs, timings."""
        if self.verbosity >= 1:
            self._log("detail", text)

    def reason(self, text: str) -> None:
        """With -vv: why something is done."""
        if self.verbosity >= 2:
            self._log("reason", text)

    def _log(self, event: str, text: str) -> None:
        self.settled()
        if self.log_format == "json":
            self.log(event, message=text)
        else:
            from schemactl.reports.problems import printable_lines

            click.echo(output.paint(printable_lines(text)), err=True)

    def log(self, event: str, **fields: Any) -> None:
        """A line of JSON on stderr, for programs that read logs."""
        click.echo(output.json_line(event, fields, at=time.time()), err=True)

    def event(self, text: str) -> None:
        """Something that happened during a long run: one line, with the time where nobody watches a terminal."""
        stamp = "" if sys.stderr.isatty() or self.log_format == "json" else time.strftime("%H:%M:%S ")
        self.note(f"{stamp}schemactl: {text}")

    def confirm(self, question: str, *, flag: str) -> None:
        """Ask a yes-or-no question; `flag` is what answers it where nobody can."""
        if not self.interactive:
            raise DecisionNeededError(question, hint=f"answer with {flag}")
        if not click.confirm(f"{question} (or {flag})", err=True, default=False):
            raise RefusedError("not confirmed")

    def typed_name(self, statement: str, *, flag: str) -> str:
        """The name that a person types to go on with a protected database."""
        if not self.interactive:
            raise DecisionNeededError(statement, hint=f"go on with {flag}")
        return str(click.prompt(f"{statement} Type its name to go on (or {flag})", err=True, default="", show_default=False))

    def require_development(self, what: str) -> None:
        """Refuse where the configuration does not say development; the database's own marker is asked by whoever connects."""
        if not self.environment.development:
            place = f"{self.address.source} leads to environment {self.environment.name}, which is protected"
            hint = "name a development environment with --env; its url belongs into the configuration"
            raise RefusedError(f"{what} runs on development databases only: {place}", hint=hint)


pass_app = click.make_pass_decorator(App, ensure=True)
