"""From a clone to an applied change of one's own: the five commands of the README, typed as they stand there, timed.

The clone's environment is not installed again: it sees the packages of this one, and its own schemactl before them. All else is what a newcomer has.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from schemactl.scratch.development import stop_development

ROOT = Path(__file__).parents[2]
LONGEST = 180  # seconds, of a busy machine; without the environment, which pip makes
EDITOR = """#!/bin/sh
grep -qxF '      sent_at: timestamptz not null default now()' "$1"
sed -i "s/^      sent_at: timestamptz not null default now()$/&\\n      note: text/" "$1"
"""


def commands() -> list[str]:
    """The block of the README that begins with a clone."""
    (block,) = re.findall(r"^```\n(git clone .*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line.partition("  #")[0].rstrip() for line in block.splitlines()]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not pytest's own: root's PostgreSQL runs as somebody else, who has to get in."""
    with tempfile.TemporaryDirectory(prefix="schemactl-newcomer-") as name:
        found = Path(name)
        found.chmod(0o755)
        yield found
        stop_development(found / "schemactl")


def published(folder: Path, variables: dict[str, str]) -> Path:
    """The project as it is here, as a repository that can be cloned."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "as it is")):
        subprocess.run(["git", "-C", str(folder), *words], check=True, env=variables)
    return folder


def with_environment(clone: Path) -> None:
    """What `./dev` makes with pip, made of the packages that are here."""
    venv.create(clone / ".venv", symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(clone / ".venv")}))
    (site / "here.pth").write_text(f"{clone}\n{sysconfig.get_path('purelib')}\n")
    spec = spec_from_loader("dev", SourceFileLoader("dev", str(clone / "dev")))
    assert spec
    assert spec.loader
    dev = module_from_spec(spec)
    spec.loader.exec_module(dev)
    dev.STAMP.write_text(dev.installed_for())


def variables(folder: Path) -> dict[str, str]:
    """A shell that knows git, python3 and an editor, and nothing of these tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SCHEMACTL_", "PG", "DATABASE_URL", "PYTHON", "GIT_"))
    }
    editor = folder / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    person = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**kept, **person, "EDITOR": str(editor), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_five_commands_lead_to_a_change_of_ones_own(folder: Path) -> None:
    env = variables(folder)
    origin = published(folder / "origin", env)
    clone, *others = commands()
    assert len([clone, *(one for one in others if not one.startswith("$EDITOR"))]) == 5

    def typed(command: str, where: Path) -> str:
        ended = subprocess.run(["sh", "-ec", command], cwd=where, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
        return ended.stdout + ended.stderr

    began = time.monotonic()
    typed(clone.replace("REPOSITORY", str(origin)), folder)
    with_environment(folder / "schemactl")
    said = [typed(command, folder / "schemactl") for command in others]
    took = time.monotonic() - began

    assert "Applied 0001_initial_schema" in said[0]
    assert "+ note text" in said[2]
    assert "Applied 0006_my_change" in said[4]
    assert "Plan: nothing to do." in typed("./dev schemactl plan", folder / "schemactl")
    assert took < LONGEST, f"{took:.0f} s"
    print(f"from clone to an applied change: {took:.1f} s")
