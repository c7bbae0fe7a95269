"""The README's pictures are what the commands print today: `./dev pictures` draws them anew. Small, and with words for who does not see them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
PAGES = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, ROOT / "demo" / "pictures.py", folder], check=True, capture_output=True, env=env, timeout=180)
    return folder


@pytest.mark.parametrize("name", ["plan.svg", "diagram.svg"])
def test_they_are_what_is_printed(drawn: Path, name: str) -> None:
    assert (drawn / name).read_text() == (IMAGES / name).read_text()


def test_the_plan_says_what_the_readme_says_of_it() -> None:
    said = (IMAGES / "plan.svg").read_text()
    assert all(word in said for word in ("CREATE INDEX CONCURRENTLY …", "SC401", "36 MB", "Plan: 4 to add, 1 to destroy."))


def test_each_is_shown_with_words_and_small() -> None:
    shown = {(page.parent / link).resolve(): words for page in PAGES for words, link in IMAGE.findall(page.read_text(encoding="utf-8"))}
    files = {file for file in IMAGES.iterdir() if file.suffix in (".svg", ".png")}
    assert files <= shown.keys()
    assert [file.name for file in files if file.stat().st_size > 200_000 or len(shown[file]) < 15] == []
