"""A subscription through the whole loop: its password is in no file, and nothing ever connects."""

from __future__ import annotations

import pytest
from cli_project import CliProject

SHOP = """\
subscriptions:
  shop:
    connection: host=/nowhere dbname=shop password=${SHOP_PW}
    publications: [events]
    comment: Orders
"""
HERE = "subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
SECRET = "it's \\a b"


@pytest.fixture
def applied(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> CliProject:
    project.write("schema/shop.yaml", SHOP)
    project.ok("plan")
    assert "SHOP_PW" in project.run("apply", "--allow-uncommitted").stderr
    assert project.sql(f"SELECT count(*) FROM pg_subscription WHERE {HERE}") == [(0,)]
    monkeypatch.setenv("SHOP_PW", SECRET)
    project.ok("apply", "--allow-uncommitted")
    return project


def test_a_secret_is_filled_in_when_it_is_applied(applied: CliProject) -> None:
    assert applied.sql(f"SELECT subconninfo FROM pg_subscription WHERE {HERE}") == [(r"host=/nowhere dbname=shop password=it\'s\ \\a\ b",)]
    said = applied.ok("plan") + applied.ok("status") + applied.ok("check")
    assert "nothing to do" in said
    assert not [name for name, data in applied.files().items() if b"it's" in data or b"it\\'s" in data]
    applied.write("schema/shop.yaml", SHOP.replace("events]", "events, more]"))
    applied.ok("plan")
    applied.ok("apply", "--allow-uncommitted")
    assert applied.sql(f"SELECT subpublications FROM pg_subscription WHERE {HERE}") == [(["events", "more"],)]
    assert "nothing to do" in applied.ok("plan")
    assert "the plans lead to what the schema files say" in applied.ok("check")


def test_import_leaves_a_placeholder(applied: CliProject) -> None:
    (applied.root / "schema" / "shop.yaml").unlink()
    applied.ok("import", "--schema", str(applied.root / "there"))
    text = (applied.root / "there" / "_database.yaml").read_text()
    assert "password=${SHOP_PASSWORD}" in text
    assert "it" + chr(92) not in text


def test_sync_fills_in_too(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("schema/shop.yaml", SHOP)
    monkeypatch.setenv("SHOP_PW", "x")
    project.ok("sync")
    assert project.sql(f"SELECT subconninfo FROM pg_subscription WHERE {HERE}") == [("host=/nowhere dbname=shop password=x",)]


def test_a_secret_in_a_file_is_refused(project: CliProject) -> None:
    project.write("schema/shop.yaml", SHOP.replace("${SHOP_PW}", "hunter2"))
    result = project.run("plan")
    assert result.exit_code == 1
    assert "password=${NAME}" in result.stderr
