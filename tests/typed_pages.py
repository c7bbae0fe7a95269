"""A page of the documentation as a newcomer would type it: its commands, line by line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from cli_project import CliProject

DOCS = Path(__file__).parents[1] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def block(text: str, language: str) -> list[str]:
    """Every line in code of this language, without its comment."""
    found = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [line.partition("  #")[0] for name, lines in found if name == language for line in lines.splitlines()]


def typed(project: CliProject, line: str, expected: int = 0) -> str:
    """One line in a shell, in the project's folder."""
    person = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, **person, "PATH": path, "SCHEMACTL_NO_INPUT": "1"}
    ended = subprocess.run(["sh", "-ec", line], cwd=project.root, env=env, capture_output=True, text=True)
    assert ended.returncode == expected, f"{line}: {ended.stdout}{ended.stderr}"
    return ended.stdout + ended.stderr
