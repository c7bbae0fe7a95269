"""`./dev demo` runs through, and says so when something does not go as it should."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "demo" / "run.py"
LONGEST = 180  # of a busy machine; 60 s is promised for one that has nothing else to do


@pytest.fixture
def demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_run", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shown() -> str:
    """Everything a run prints."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, timeout=LONGEST, env=env)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stderr == ""
    return ended.stdout


def test_every_step_ends_as_it_should(shown: str):
    expected = (
        "5 pending",
        "Applied 0001_initial_schema",
        "Plan: nothing to do.",
        "Wrote plans/0006_message_priority.sql",
        "ADD COLUMN priority smallint NOT NULL DEFAULT 0",
        "Applied 0006_message_priority",
        "ok: 6 plans",
        "Plan: nothing to do.",
        "--accept SC401:gateway.deliveries.error",
        "(exit code 3, as it should be)",
        "Applied 0001_initial_schema",
        "7 applied",
        "protected",
        "(exit code 3, as it should be)",
    )
    position = 0
    for text in expected:
        position = shown.find(text, position) + 1
        assert position, f"{text!r} is missing, or in the wrong place:\n{shown}"
    assert re.search(r"demo: \d+ steps, all as they should be, in [\d.]+ s\n\Z", shown)


def test_the_readme_shows_what_it_prints(shown: str):
    timeless = re.compile(r"\d\d:\d\d:\d\d |\d+\.\d s")
    block = next(text for text in (ROOT / "README.md").read_text().split("```") if "schemactl plan message_priority" in text)
    lines = [timeless.sub("", line).rstrip(" …") for line in block.splitlines() if not line.startswith("$")]
    printed = timeless.sub("", shown)
    assert len(lines) > 10
    assert [line for line in lines if line not in printed] == []


def test_the_example_itself_stays_as_it_is():
    assert not (ROOT / "plans" / "0006_message_priority.sql").exists()
    assert "priority" not in (ROOT / "schema" / "gateway" / "traffic.yaml").read_text()


def test_an_unexpected_exit_code_stops_it(demo: ModuleType, tmp_path: Path):
    with pytest.raises(demo.UnexpectedError, match=r"`schemactl version` ended with exit code 0, not 3"):
        demo.Shell(tmp_path).run("schemactl version", expected=3)


def test_it_says_where_it_stopped(demo: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def tell(shell: object) -> None:
        raise demo.UnexpectedError("`schemactl plan` ended with exit code 7, not 0")

    monkeypatch.setattr(demo, "tell", tell)
    assert demo.main() == 1
    assert "demo: stopped in step 0: `schemactl plan` ended with exit code 7, not 0" in capsys.readouterr().out


def test_a_line_that_is_not_there_stops_it(demo: ModuleType, tmp_path: Path):
    (tmp_path / "a.yaml").write_text("one: 1\n")
    with pytest.raises(demo.UnexpectedError, match="does not have the line 'two: 2' exactly once"):
        demo.Shell(tmp_path).remove("a.yaml", "two: 2")
