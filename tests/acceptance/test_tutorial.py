"""docs/tutorial.md from its first line to CI, typed as it stands there, on the PostgreSQL that comes along: every command runs, and says what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.scratch.development import stop_development

PAGE = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8").split("\n## Production\n")[0]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILES = ("schema/customers.yaml", "schema/orders.yaml", "schema/customers.yaml")  # of the YAML blocks, as the text around them says
FIRST = "mkdir shop && cd shop && git init"
# What the text says to do before a command that is shown.
SYNCED = "schemactl plan add_orders"  # `schemactl sync`
RENAMED = ("error[S401]", "full_name: text not null")  # in schema/customers.yaml


class Reader:
    """Who types what a page says, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SCHEMACTL_", "PG", "DATABASE_URL", "GIT_"))}
        person = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self.variables = {**kept, **person, "NO_COLOR": "1", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def type(self, line: str, shown: list[str]) -> None:
        """One command; it fails where the page shows an error, and only there, and says each line that is shown."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        ended = subprocess.run(["sh", "-ec", line], cwd=self.folder, env=self.variables, text=True, check=False, **streams)
        assert (ended.returncode != 0) == any(one.startswith("error[") for one in shown), f"{line}: {ended.stdout}"
        said = ended.stdout.splitlines()
        missing = [one for one in shown if not any(re.fullmatch(re.escape(one).replace("…", ".*"), other) for other in said)]
        assert missing == [], f"{line} said: {ended.stdout}"


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Not in pytest's own folder: root's PostgreSQL runs as somebody else, who has to get in."""
    with tempfile.TemporaryDirectory(prefix="schemactl-tutorial-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        found = Reader(folder)
        found.type(FIRST, [])
        found.folder = folder / "shop"
        yield found
        stop_development(found.folder)


def typed(block: str) -> Iterator[tuple[str, list[str]]]:
    """Command lines, each with what the page shows below it."""
    if not block.startswith("$ "):
        yield from ((line, []) for line in block.splitlines() if line != FIRST and not line.startswith("pip install"))
        return
    for part in block.removeprefix("$ ").split("\n$ "):
        command, *shown = part.strip("\n").splitlines()
        yield command, [line for line in shown if line]


def test_every_command_does_what_the_page_says(reader: Reader) -> None:
    files = iter(FILES)
    for language, block in FENCE.findall(PAGE):
        if language == "yaml":
            (reader.folder / next(files)).write_text(block)
        for command, shown in typed(block) if language == "" else ():
            if command == SYNCED:
                reader.type("schemactl sync", [])
            if shown and shown[0].startswith(RENAMED[0]):
                assert f"`{RENAMED[1]}`" in PAGE
                customers = reader.folder / FILES[0]
                customers.write_text(customers.read_text().replace("name: text not null", RENAMED[1]))
            reader.type(command, shown)
    assert next(files, None) is None
