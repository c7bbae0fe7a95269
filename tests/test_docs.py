"""README and docs say what is there: their YAML loads, their commands and options exist, and nothing that exists is missing."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from schemactl.cli import config_file, main
from schemactl.cli.table import ALIASES, COMMANDS
from schemactl.desired.fields import field_types
from schemactl.desired.intents import INTENTS
from schemactl.desired.loader import TOP_KEYS, load
from schemactl.errors import SchemactlError
from schemactl.kinds import KINDS
from schemactl.model.state import State
from schemactl.planning.canonical import canonical
from schemactl.scratch.server import ScratchServer

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
LANGUAGE = ROOT / "docs" / "yaml.md"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE_NAME = re.compile(r"-- (\S+\.sql)\n")
CODE = re.compile(r"`([^`\n]+)`")
EXCUSED = re.compile(r"does not exist|is not available|not supported")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[\w-]*)?\)")
NEVER_WRITTEN = ("behind",)  # follows from the order of a list


def blocks(page: Path, language: str) -> list[str]:
    return [text for found, text in FENCE.findall(page.read_text(encoding="utf-8")) if found == language]


def examples(language: str) -> list[object]:
    """Every block of a language, with page and number as its name."""
    return [
        pytest.param(page, text, id=f"{page.relative_to(ROOT)}-{number}")
        for page in PAGES
        for number, text in enumerate(blocks(page, language), 1)
    ]


def named(*pages: Path) -> set[str]:
    """Words in code, of pages."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    return {
        word
        for code in (*CODE.findall(FENCE.sub("", text)), *(body for _, body in FENCE.findall(text)))
        for word in re.findall(r"[\w-]+", code)
    }


def written(page: Path, text: str, folder: Path) -> State:
    """The example as schema files, with the SQL files it names: blocks of the same page that begin with `-- NAME.sql`."""
    (folder / "schema").mkdir()
    (folder / "schema" / "example.yaml").write_text(text)
    for sql in blocks(page, "sql"):
        if name := FILE_NAME.match(sql):
            (folder / "schema" / name.group(1)).write_text(sql)
    return load(folder / "schema")


def listed(error: SchemactlError) -> str:
    return "\n".join(f"{problem.where}: {problem.message}" for problem in error.problems)


@pytest.mark.parametrize(("page", "text"), examples("yaml"))
def test_every_yaml_example_loads(page: Path, text: str, tmp_path: Path):
    try:
        state = written(page, text, tmp_path)
    except SchemactlError as error:
        pytest.fail(listed(error))
    assert state.origins, "the example holds no object"


@pytest.mark.parametrize(("page", "text"), examples("yaml"))
def test_every_yaml_example_is_sql_that_postgresql_takes(page: Path, text: str, tmp_path: Path, server: ScratchServer):
    """But for what an excerpt speaks of without making it, and what the embedded server was built without."""
    try:
        canonical(server, written(page, text, tmp_path))
    except SchemactlError as error:
        if not all(EXCUSED.search(problem.message) for problem in error.problems):
            pytest.fail(listed(error))


@pytest.mark.parametrize(("page", "text"), examples("toml"))
def test_every_configuration_example_is_right(page: Path, text: str, tmp_path: Path):
    assert tomllib.loads(text)
    (tmp_path / config_file.FILE).write_text(text)
    config_file.load(tmp_path)


def test_every_command_is_named():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [entry.name for entry in COMMANDS if not re.search(rf"schemactl {entry.name}\b", text)]
    assert not missing, f"no page shows: {', '.join(f'schemactl {name}' for name in missing)}"


def commands() -> Iterator[tuple[str, str]]:
    """(page, command line) of everything that begins with `schemactl` in code."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = (line.removeprefix("$ ").partition("  #")[0] for _, body in FENCE.findall(text) for line in body.splitlines())
        for line in (*lines, *CODE.findall(FENCE.sub("", text))):
            if line.startswith("schemactl "):
                yield str(page.relative_to(ROOT)), line.strip()


def options(command: click.Command) -> set[str]:
    found = {option for one in command.params for option in one.opts if option.startswith("-")} | {"--help", "-h"}
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return found.union(*(options(one) for one in inner))


def test_every_command_line_could_be_typed():
    known = {entry.name: importlib.import_module(f"schemactl.cli.{entry.module}").command for entry in COMMANDS}
    of_program = {option for one in main.params for option in one.opts} | {"--help", "-h", "--profile"}  # every command has this one
    wrong = []
    for page, line in commands():
        words = line.split()[1:]
        name = next((ALIASES.get(word, word) for word in words if ALIASES.get(word, word) in known), None)
        allowed = of_program | (options(known[name]) if name else set())
        wrong += [
            f"{page}: {line}: {word}" for word in words if (option := word.partition("=")[0]).startswith("--") and option not in allowed
        ]
        if name is None and re.match(r"[a-z]", words[0]):
            wrong.append(f"{page}: {line}: there is no such command")
    assert not wrong, "\n".join(wrong)


def test_the_language_page_names_every_key_of_every_kind():
    words = named(LANGUAGE)
    wanted = {kind.yaml.key: kind.name for kind in KINDS if kind.yaml}
    for kind in KINDS:
        for key, (field, _) in field_types(kind.model).items():
            # What an object is made of where its short form is all there is, and what the catalog alone knows.
            if (
                kind.yaml
                and not kind.yaml.single
                and not kind.yaml.entries
                and not kind.about
                and field not in (*kind.derived, *NEVER_WRITTEN)
            ):
                wanted.setdefault(key, f"a {kind.name}'s")
    wanted |= dict.fromkeys(TOP_KEYS, "on top of a file") | dict.fromkeys(INTENTS, "intent")
    missing = [f"{key} ({whose})" for key, whose in wanted.items() if key not in words]
    assert not missing, f"docs/yaml.md does not name: {', '.join(missing)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_every_page_is_reachable_from_the_readme():
    found, queue = {ROOT / "README.md"}, [ROOT / "README.md"]
    while queue:
        page = queue.pop()
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            if target.suffix == ".md" and target not in found and target.exists():
                found.add(target)
                queue.append(target)
    missing = [str(page.relative_to(ROOT)) for page in PAGES if page not in found]
    assert not missing, f"no link leads to: {', '.join(missing)}"
