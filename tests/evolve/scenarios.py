"""A failing pair as a folder that can be copied to `tests/scenarios`."""

from __future__ import annotations

from pathlib import Path

from evolve.judging import Texts
from evolve.rendering import DATABASE, Files


def write(folder: Path, texts: Texts, why: str) -> None:
    """before.yaml, after.yaml, and why.txt, which is not part of a scenario."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "before.yaml").write_text(_one(texts.before), encoding="utf-8")
    (folder / "after.yaml").write_text(_one(texts.after), encoding="utf-8")
    (folder / "why.txt").write_text(why + "\n", encoding="utf-8")


def _one(files: Files) -> str:
    """One file where one will do: the schemas alone say nothing that the others do not."""
    rest = {file: text for file, text in files.items() if file != DATABASE}
    if len(rest) > 1:
        return "".join(f"# {file}\n{text}" for file, text in files.items())
    database = files.get(DATABASE, "")
    plain = not database or all(line == "schemas:" or line.endswith(": {}") for line in database.splitlines() if line.strip())
    return "".join(rest.values()) + ("" if plain else database)
