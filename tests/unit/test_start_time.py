"""Start-up: what `--help` may not load. The clock is not asked; the list of imported modules is what makes it slow."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("psycopg", "pglast", "deepdiff", "yaml", "msgspec", "schemactl.live", "schemactl.kinds", "schemactl.planning")


def imported(*words: str) -> set[str]:
    """Every module that a command line imports, from `-X importtime`."""
    command = [sys.executable, "-X", "importtime", "-m", "schemactl", *words]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in result.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("version",), ("explain", "SC401"), ("completion", "bash")], ids=" ".join)
def test_light_commands_load_nothing_heavy(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert "click" in modules
    assert [name for name in modules if name.startswith(HEAVY)] == []
