"""A project in a folder of its own, driven through the command line in-process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from click.testing import CliRunner, Result

from schemactl.cli import main

CONFIGURATION = """\
schema = "schema"
plans = "plans"

[env.dev]
url = "{url}"
mode = "development"
scratch_url = "{scratch}"

[env.production]
url = "{url}"
mode = "protected"
scratch_url = "{scratch}"
"""

USERS = """\
schema: app
tables:
  users:
    columns:
      id: bigint generated always as identity primary key
      name: text not null
"""


class CliProject:
    """`url` is its database; dev and production both lead to it."""

    def __init__(self, root: Path, url: str, scratch: str) -> None:
        self.root, self.url = root, url
        (root / "schema").mkdir()
        (root / "schemactl.toml").write_text(CONFIGURATION.format(url=url, scratch=scratch))

    def write(self, name: str, text: str) -> Path:
        """A file below the project."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def run(self, *words: str, env: str = "dev") -> Result:
        """One command line, in this project."""
        return CliRunner().invoke(main, ["-C", str(self.root), "-e", env, "--no-input", *words], catch_exceptions=False)

    def bare(self, *words: str) -> Result:
        """One command line that names its environment itself, or none."""
        return CliRunner().invoke(main, ["-C", str(self.root), "--no-input", *words], catch_exceptions=False)

    def ok(self, *words: str, env: str = "dev") -> str:
        """The same, and it succeeds; its stdout."""
        result = self.run(*words, env=env)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *words: str, env: str = "dev") -> dict[str, Any]:
        """The document on stdout, whatever the exit code."""
        document = json.loads(self.run(*words, "--json", env=env).stdout)
        assert document["format_version"] == 1
        assert isinstance(document, dict)
        return document

    def git(self, *words: str, check: bool = True) -> None:
        """One git command, in its folder."""
        identity = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(self.root), *identity, *words], check=check, capture_output=True)

    def commit(self) -> None:
        """Everything as it is, in a repository that is made if there is none."""
        self.git("init", "-q")
        self.git("add", "-A", ".")
        self.git("commit", "-qm", "x")

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            cursor = conn.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def plans(self) -> list[str]:
        """The plan files, in order."""
        return sorted(path.name for path in (self.root / "plans").glob("*.sql"))

    def files(self) -> dict[str, bytes]:
        """Everything in the folder, to see that nothing changed."""
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}
