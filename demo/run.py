"""`./dev demo`: the whole workflow on a copy of the example project, on the PostgreSQL that comes with the package.

Every command runs for real and shows what a person would see; one that ends otherwise than expected ends the demo.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from string import Template

from psycopg.sql import SQL, Identifier

from schemactl.errors import SchemactlError
from schemactl.live.connection import connect, target
from schemactl.live.url import written
from schemactl.scratch.development import development_url, stop_development

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ("schemactl.toml", "schema", "plans")
PRODUCTION = "production"
DONE, FAILED, REFUSED, INTERRUPTED = 0, 1, 3, 130

TRAFFIC = "schema/gateway/traffic.yaml"
# A line of the file → the line that comes behind it.
PRIORITY = {
    "      direction: message_direction not null": "      priority: smallint not null default 0",
    "      messages_size_limit: octet_length(body::text) <= 1048576": "      messages_priority_range: priority between 0 and 9",
    "      messages_session_idx: (session_id, sent_at desc) include (direction)": "      messages_urgent_idx: (sent_at) where priority > 5",
}
ERROR = "      error: text"


class UnexpectedError(Exception):
    """A command did not end as the demo says it does."""


class Shell:
    """A person at a terminal, in the project's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = 0
        self.variables = {name: value for name, value in os.environ.items() if not name.startswith(("SCHEMACTL_", "PG", "DATABASE_URL"))}
        self.variables["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])

    def say(self, text: str) -> None:
        """What the demo tells, as a shell's comment."""
        self.steps += 1
        write(f"\n# {self.steps}. {text}\n")

    def run(self, command: str, *, expected: int = DONE) -> None:
        """Show a command, run it, and make sure of its exit code."""
        write(f"\n$ {command}\n")
        program, *words = shlex.split(Template(command).safe_substitute(self.variables))
        assert program == "schemactl"
        call = [sys.executable, "-m", program, *words]
        ended = subprocess.run(call, cwd=self.folder, env=self.variables, stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, check=False)
        if ended.returncode != expected:
            raise UnexpectedError(f"`{command}` ended with exit code {ended.returncode}, not {expected}")
        if expected != DONE:
            write(f"(exit code {expected}, as it should be)\n")

    def add(self, file: str, lines: dict[str, str]) -> None:
        """Put a line behind each of these."""
        self._edit(file, {f"{line}\n": f"{line}\n{new}\n" for line, new in lines.items()}, [f"+ {new}" for new in lines.values()])

    def remove(self, file: str, line: str) -> None:
        """Take a line out."""
        self._edit(file, {f"{line}\n": ""}, [f"- {line}"])

    def _edit(self, file: str, changes: dict[str, str], shown: list[str]) -> None:
        write(f"\n$ $EDITOR {file}\n")
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        for before, after in changes.items():
            if text.count(before) != 1:
                raise UnexpectedError(f"{file} does not have the line {before.strip()!r} exactly once")
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
        write("".join(f"  {line}\n" for line in shown))


def write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def tell(shell: Shell) -> None:
    """The loop, step by step."""
    develop(shell)
    plan(shell)
    lose_nothing(shell)
    deploy(shell)


def develop(shell: Shell) -> None:
    shell.say("The example: ten tables in YAML, and the five plans they grew over. None has run on this new database.")
    shell.run("schemactl status")
    shell.run("schemactl apply")
    shell.say("Plans and YAML agree: nothing to do.")
    shell.run("schemactl plan")


def plan(shell: Shell) -> None:
    shell.say("Change the YAML: messages get a priority.")
    shell.add(TRAFFIC, PRIORITY)
    shell.run("schemactl plan message_priority")
    shell.say("What a reviewer reads. It ran on a scratch copy already, and led to what the YAML says.")
    shell.run("schemactl show 0006_message_priority")
    shell.run("schemactl apply")
    shell.say("What CI runs, on a database made from the plans alone; and planning again finds nothing.")
    shell.run("schemactl check")
    shell.run("schemactl plan")


def lose_nothing(shell: Shell) -> None:
    shell.say("A column taken out of the YAML is data lost: refused, until it is accepted by name.")
    shell.remove(TRAFFIC, ERROR)
    shell.run("schemactl plan drop_delivery_errors", expected=REFUSED)
    shell.run("schemactl plan drop_delivery_errors --accept SC401:gateway.deliveries.error")


def deploy(shell: Shell) -> None:
    url = production(shell.folder)
    shell.variables["DATABASE_URL"] = url
    shell.say("Deploy, as a container does: pending plans, once, in order. A second, empty database plays production.")
    write(f"\n$ export DATABASE_URL={url}\n")
    shell.run("schemactl -e production apply")
    shell.run("schemactl -e production status")
    shell.say("What only development databases allow is refused there; the database itself remembers, whatever the configuration says.")
    shell.run("schemactl -e production sync", expected=REFUSED)
    shell.run('schemactl -e dev -u "$DATABASE_URL" sync', expected=REFUSED)


def production(folder: Path) -> str:
    """An empty database on the project's own server, and its URL."""
    server = target(development_url(folder), source="the demo")
    with closing(connect(server)) as conn:
        conn.execute(SQL("CREATE DATABASE {}").format(Identifier(PRODUCTION)))
    return written(server.in_database(PRODUCTION).conninfo)


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the example project, gone afterwards with its server."""
    with tempfile.TemporaryDirectory(prefix="schemactl-demo-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # root's server runs as somebody else, and its data shall go with the folder
        for part in PROJECT:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part)
            else:
                shutil.copy(source, folder / part)
        try:
            yield folder
        finally:
            stop_development(folder)


def main() -> int:
    began = time.monotonic()
    with copied() as folder:
        shell = Shell(folder)
        try:
            tell(shell)
        except (UnexpectedError, SchemactlError) as error:
            write(f"\ndemo: stopped in step {shell.steps}: {error}\n")
            return FAILED
        except KeyboardInterrupt:
            write("\ndemo: interrupted\n")
            return INTERRUPTED
    write(f"\ndemo: {shell.steps} steps, all as they should be, in {time.monotonic() - began:.1f} s\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
