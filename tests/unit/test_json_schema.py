"""The JSON Schema for editors: what the loader reads is valid by it, what the loader refuses is not, and every key has its words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemactl.cli import json_schema as command
from schemactl.desired.loader import TOP_KEYS, load_files
from schemactl.desired.nodes import Mapping, Node, Scalar, Sequence, parse, plain
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.kinds import KINDS
from schemactl.reports import json_schema, language

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "example-schema"
PAGE = ROOT / "docs" / "reference" / "yaml.md"
FILES = sorted(
    {
        *ROOT.glob("schema/**/*.yaml"),
        *ROOT.glob("schemactl/cli/templates/_*.yaml"),
        *ROOT.glob("tests/scenarios/*/*.yaml"),
        *SHARED.rglob("*.yaml"),
    }
)
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = [text for page in sorted(ROOT.glob("**/docs/**/*.md")) if ".venv" not in page.parts for text in FENCE.findall(page.read_text())]
VALIDATOR = jsonschema.Draft7Validator(json_schema.document())

CORE = (
    (re.compile(r"(null|Null|NULL|~|)\Z"), lambda text: None),
    (re.compile(r"(true|True|TRUE)\Z"), lambda text: True),
    (re.compile(r"(false|False|FALSE)\Z"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"), float),
)


def in_an_editor(node: Node | None) -> Any:
    """A file's content as YAML 1.2 has it (core schema), which is what editors check."""
    match node:
        case Mapping():
            return {key.text: in_an_editor(value) for key, value in node.items}
        case Sequence():
            return [in_an_editor(one) for one in node.items]
        case Scalar(plain=True, text=text):
            return next((convert(text) for pattern, convert in CORE if pattern.match(text)), text)
        case Scalar(text=text):
            return text
        case _:
            return None


def wrong(text: str) -> list[str]:
    """What the schema has against a file, as an editor reads it and as schemactl does."""
    root, problems = parse(text.encode(), "a.yaml")
    assert not problems
    readings = (in_an_editor(root), plain(root))
    return [f"{error.json_path}: {explained(error)}" for reading in readings for error in VALIDATOR.iter_errors(reading)]


def explained(error: Any) -> str:
    inner = sorted(error.context or (), key=lambda one: -len(one.absolute_path))
    return f"{inner[0].json_path}: {explained(inner[0])}" if inner else error.message[:300]


def loads(text: str) -> bool:
    try:
        load_files([FileText(name="a.yaml", data=text.encode())])
    except SchemaError:
        return False
    return True


def test_it_is_a_draft_07_schema():
    jsonschema.Draft7Validator.check_schema(json_schema.document())


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-2:]))
def test_every_schema_file_there_is_fits(file: Path):
    assert wrong(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_in_the_docs_fits(text: str):
    assert wrong(text) == []


INVALID = [
    "tabels: {}",
    "tables: {a: {colums: {id: int}}}",
    "tables: {a: {columns: {id: {typ: int}}}}",
    "tables: {a: {columns: {id: {type: int, not_null: maybe}}}}",
    "tables: {a: {columns: {id: {type: int, statistics: many}}}}",
    "tables: {a: {columns: {id: {not_null: true}}}}",
    "tables: [a, b]",
    "tables: {a: {columns: {id: int}, unique: {a_key: {colums: [id]}}}}",
    "tables: {a: {columns: {id: int}, indexes: {a_idx: {unique: true}}}}",
    "tables: {a: {columns: {id: int}, checks: [id > 0]}}",
    "tables: {a: {columns: {id: int}, rows: {mode: sometimes}}}",
    "tables: {a: {columns: {id: int}, policies: {p: {usin: true}}}}",
    "tables: {a: {columns: {id: int}, triggers: {t: {timing: before insert}}}}",
    "views: {v: {qury: select 1}}",
    "functions: {no_arguments: {returns: void, language: sql, body: select 1}}",
    "enums: {e: {valus: [a]}}",
    "format: 2",
    "external: perhaps",
    "default_privileges: [{for: a, on: tables, give: {b: select}}]",
    "casts: {(text as app.email): {context: implicitly, inout: true}}",
    "text_search: {configuration: {}}",
    "extensions: {citext: {shema: public}}",
    "tables: {a: {columns: {id: int}, comment: [a]}}",
    "roles: {app: {password: secret}}",
]


@pytest.mark.parametrize("text", INVALID)
def test_what_the_loader_refuses_is_invalid(text: str):
    assert not loads(text)
    assert wrong(text)


def examples() -> list[Any]:
    return [pytest.param(one, id=one.kind) for one in language.entries() if one.example]


HOSTS = {
    "": (),
    "table": ("tables", "a"),
    "column": ("tables", "a", "columns", "c"),
    "index": ("tables", "a", "indexes", "i"),
    "primary_key": ("tables", "a", "indexes", "i"),
    "sequence": ("sequences", "s"),
    "domain": ("domains", "d"),
    "extension": ("extensions", "hstore"),
    "role": ("roles", "r"),
}
REST = {
    "column": "type: text",
    "index": "columns: [c]",
    "domain": "type: text",
    "primary_key": "columns: [c]",
    "table": "columns: {code: text, name: text}",
}


@pytest.mark.parametrize("entry", examples())
def test_every_kind_s_example_fits_and_loads(entry: language.Entry):
    """Under an object that it may stand in."""
    kind = KINDS[entry.kind]
    assert kind.yaml
    assert entry.example
    host = "extension" if entry.kind == "member_privilege" else kind.parents[0] if kind.parents else "table" if kind.about else ""
    keys = [*HOSTS[host], *([kind.yaml.group] if kind.yaml.group else [])]
    whole = entry.example.startswith(f"{entry.key}:")
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate([*keys, *([] if whole else [entry.key])])]
    if host in REST and "primary_key" not in entry.example:
        more = f"primary_key: [code]\n{'  ' * len(keys)}{REST[host]}" if host == "table" else REST[host]
        lines.insert(len(keys), f"{'  ' * len(keys)}{more}" if entry.key != "columns" else "")
    text = "\n".join(["schema: app", *lines, f"{'  ' * (len(keys) + (not whole))}{entry.example}"])
    assert wrong(text) == []
    assert loads(text), text


def test_every_kind_and_every_key_has_its_words():
    written = {kind.name for kind in KINDS if kind.yaml}
    assert set(language.words()["kinds"]) == written
    silent = [f"{entry.kind}.{key.name}" for entry in language.entries() for key in entry.keys if not key.help]
    assert not silent, f"language.toml says nothing about: {', '.join(silent)}"
    assert set(TOP_KEYS) <= {key.name for key in language.file_keys()}


def test_no_words_are_about_a_key_that_is_not_there():
    """A key is read by the kind, or is a field, or the schema would promise what the loader refuses."""
    for entry in language.entries():
        said = language.words()["kinds"][entry.kind].get("keys", {})
        assert set(said) <= {key.name for key in entry.keys}, entry.kind


def test_the_list_of_keys_in_the_docs_is_the_one_made_from_them(request: pytest.FixtureRequest):
    made = json_schema.reference(language.entries())
    if request.config.getoption("--update"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_the_command_prints_json_with_nothing_laid_over_it():
    assert json.loads(command.text()) == json.loads(json.dumps(json_schema.document()))
