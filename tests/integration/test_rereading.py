"""Files of which some changed give the same state as all of them read anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.desired import loader
from schemactl.desired.loader import load
from schemactl.errors import SchemaError
from schemactl.planning.keeping import encoded
from schemactl.plans import reading, rereading
from schemactl.scratch import cache

TABLE = """\
schema: app
tables:
  't "{number}':
    columns:
      id: bigint primary key
      note: text
    indexes: {{'i "{number}': [note]}}
    comment: 'number {number}'
"""


OWNER = "owner: 'Ann \"x'\n"


@pytest.fixture(params=["", OWNER], ids=["nobody", "owned"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hundred files, read once."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    schema = tmp_path / "schema"
    (schema / "tables").mkdir(parents=True)
    for number in range(100):
        (schema / f"tables/{number:03}.yaml").write_text(TABLE.format(number=number))
    (schema / "f.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    (schema / "f.yaml").write_text("functions:\n  'f()': {file: f.sql}\n")
    if request.param:
        (schema / "0.yaml").write_text(request.param)
        (schema / "tables/050.yaml").write_text(TABLE.format(number=50) + "    owner:\n")
    reading.read(schema, tmp_path)
    return schema


def changed(folder: Path) -> None:
    (folder / "tables/007.yaml").write_text("\n\n" + TABLE.format(number=7).replace("note: text", "note: varchar(10)\n      more: int"))


def added(folder: Path) -> None:
    (folder / "tables/0071.yaml").write_text(TABLE.format(number=1000).replace("schema: app", "schema: other"))


def gone(folder: Path) -> None:
    (folder / "tables/099.yaml").unlink()


def moved(folder: Path) -> None:
    (folder / "tables/098.yaml").rename(folder / "tables/000a.yaml")


def renamed(folder: Path) -> None:
    (folder / "tables/003.yaml").write_text(TABLE.format(number=333).replace("    columns:", "    renamed_from: 't \"3'\n    columns:"))


def external(folder: Path) -> None:
    (folder / "tables/003.yaml").write_text("external: true\n" + TABLE.format(number=3))


def no_longer_unowned(folder: Path) -> None:
    (folder / "tables/050.yaml").write_text(TABLE.format(number=50))


def renamed_before_another(folder: Path) -> None:
    renamed(folder)
    reading.read(folder, folder.parent)
    (folder / "tables/001.yaml").write_text(TABLE.format(number=111).replace("    columns:", "    renamed_from: 't \"1'\n    columns:"))


ALONE = [changed, added, gone, moved, renamed, external, no_longer_unowned]


@pytest.mark.parametrize("change", ALONE, ids=lambda one: one.__name__)
def test_only_what_changed_is_read(folder: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = loader.parse
    monkeypatch.setattr(loader, "parse", lambda data, name: read.append(name) or parse(data, name))
    for step in (change, changed):
        step(folder)
        found = reading.read(folder, folder.parent)
        assert len(read) <= 4
        assert encoded(found) == encoded(load(folder, root=folder.parent))
        read.clear()


def owned(folder: Path) -> None:
    (folder / "tables/005.yaml").write_text("owner: somebody\n" + TABLE.format(number=5))


def absent(folder: Path) -> None:
    (folder / "gone.yaml").write_text("schemas: {old: absent}\n")


def shared(folder: Path) -> None:
    (folder / "templates.yaml").write_text("templates: {stamps: {columns: {at: timestamptz}}}\n")
    (folder / "tables/005.yaml").write_text(TABLE.format(number=5) + "    use: stamps\n")


def shared_otherwise(folder: Path) -> None:
    shared(folder)
    reading.read(folder, folder.parent)
    (folder / "templates.yaml").write_text("templates: {stamps: {columns: {until: date}}}\n")


def used(folder: Path) -> None:
    shared(folder)
    reading.read(folder, folder.parent)
    (folder / "tables/006.yaml").write_text(TABLE.format(number=6) + "    use: stamps\n")


def rows(folder: Path) -> None:
    (folder / "tables/005.yaml").write_text(TABLE.format(number=5) + "    rows: [{id: 1, note: x}]\n")


def beside(folder: Path) -> None:
    (folder / "f.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'")


def indented_owner(folder: Path) -> None:
    """The top keys of a map may stand further in."""
    (folder / "zz.yaml").write_text("  owner: somebody\n  schemas: {app: {}}\n")
    reading.read(folder, folder.parent)
    (folder / "zz.yaml").unlink()


def owner_behind_a_mark(folder: Path) -> None:
    """Of the byte order, as Windows writes it."""
    (folder / "zz.yaml").write_bytes("\ufeffowner: somebody\nschemas: {app: {}}\n".encode())
    reading.read(folder, folder.parent)
    (folder / "zz.yaml").write_text("schemas: {app: {}}\n")


def linked(folder: Path) -> None:
    (folder / "one.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    (folder / "two.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'")
    (folder / "g.sql").symlink_to("one.sql")
    (folder / "f.yaml").write_text("functions:\n  'f()': {file: g.sql}\n")
    reading.read(folder, folder.parent)
    (folder / "g.sql").unlink()
    (folder / "g.sql").symlink_to("two.sql")


OF_ALL = [owned, absent, shared, shared_otherwise, used, rows, beside, indented_owner, owner_behind_a_mark, linked, renamed_before_another]


@pytest.mark.parametrize("change", OF_ALL, ids=lambda one: one.__name__)
def test_what_counts_for_others_is_read_with_them(folder: Path, change: Callable[[Path], None]) -> None:
    for step in (change, changed):
        step(folder)
        assert encoded(reading.read(folder, folder.parent)) == encoded(load(folder, root=folder.parent))


def twice(folder: Path) -> None:
    (folder / "again.yaml").write_text(TABLE.format(number=50))


def wrong(folder: Path) -> None:
    (folder / "tables/005.yaml").write_text(TABLE.format(number=5) + "    colums: {a: int}\n")
    (folder / "tables/006.yaml").write_text(TABLE.format(number=6) + "    colums: {a: int}\n")


@pytest.mark.parametrize("change", [twice, wrong], ids=lambda one: one.__name__)
def test_mistakes_are_told_as_of_all_files(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    with pytest.raises(SchemaError) as found:
        reading.read(folder, folder.parent)
    with pytest.raises(SchemaError) as whole:
        load(folder, root=folder.parent)
    assert found.value.problems == whole.value.problems


def test_few_files_are_read_at_once() -> None:
    assert rereading._FEWEST > 1
