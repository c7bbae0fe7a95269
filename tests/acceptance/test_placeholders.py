"""Placeholders that change: whatever the database was given in their place, the plan is made from how the earlier plans wrote them."""

from __future__ import annotations

import pytest
from cli_project import CliProject

SCHEMA = """\
foreign_data_wrappers: {shop_files: {}}
servers:
  shop:
    wrapper: shop_files
    options: {host: '${SHOP_HOST}'}
"""


@pytest.mark.parametrize(("now", "host"), [("${OTHER_HOST}", "b"), ("a", "a"), ("c", "c")])
def test_what_stands_in_place_of_a_placeholder_is_planned(
    project: CliProject, monkeypatch: pytest.MonkeyPatch, now: str, host: str
) -> None:
    monkeypatch.setenv("SHOP_HOST", "a")
    monkeypatch.setenv("OTHER_HOST", "b")
    project.write("schema/shop.yaml", SCHEMA)
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted")
    assert "nothing to do" in project.ok("plan")
    project.write("schema/shop.yaml", SCHEMA.replace("${SHOP_HOST}", now))
    assert "the plans do not lead to the schema files" in project.run("check").output
    project.ok("plan", "second")
    assert f"ALTER SERVER shop OPTIONS (SET host '{now}')" in (project.root / "plans/0002_second.sql").read_text()
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT srvoptions FROM pg_foreign_server WHERE srvname = 'shop'") == [([f"host={host}"],)]
    assert "nothing to do" in project.ok("plan")
    assert project.ok("check")
    assert "as it was proved" in project.ok("verify")
