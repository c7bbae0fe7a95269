"""Expand and contract: two plans for one change, and an application of the earlier version that works on between them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from cli_project import CliProject

BEFORE = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      name: text not null
      legacy: text
      state: text
    indexes: {by_legacy: (legacy)}
views:
  names: select id, name from "Us ""R x"
"""
AFTER = """\
schema: app
enums:
  mood: [good, bad]
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      name: text not null
      state: text not null default 'new'
      code:
        type: text not null
        backfill: lower(name)
      mood: mood not null default 'good'
    unique: {codes: [code]}
    indexes: {by_state: '(state, mood)'}
  notes:
    columns: {id: bigint primary key, about: bigint references "Us ""R x"}
views:
  names: select id, name, code from "Us ""R x"
"""


def begun(project: CliProject) -> None:
    project.write("schema/app.yaml", BEFORE)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.\"Us \"\"R x\" (name, legacy) SELECT 'N' || i, 'l' FROM generate_series(1, 5) i")
    project.write("schema/app.yaml", AFTER)


def old_application(project: CliProject) -> None:
    """What the earlier version does, by the columns that it knows."""
    project.sql("INSERT INTO app.\"Us \"\"R x\" (name, legacy, state) VALUES ('Old', 'l', NULL)")
    project.sql('SELECT id, name, legacy, state FROM app."Us ""R x" WHERE legacy = \'l\'')
    project.sql("SELECT id, name FROM app.names")


def test_expand_runs_before_the_new_version_and_contract_behind_it(project: CliProject) -> None:
    begun(project)
    refused = project.run("plan", "codes", "--phase", "both")
    assert (refused.exit_code, "SC401:app." in refused.stderr, project.plans()) == (3, True, ["0001_first.sql"])
    project.ok("plan", "codes", "--phase", "both", "--accept", "SC401")
    assert project.plans() == ["0001_first.sql", "0002_codes_expand.sql", "0003_codes_contract.sql"]
    expand, contract = ((project.root / "plans" / name).read_text() for name in project.plans()[1:])
    assert "-- compatible: yes" in expand
    assert "-- compatible: no" in contract
    assert "DROP" not in expand.replace("DROP TRIGGER", "").replace("DROP FUNCTION", "")
    project.ok("check")
    project.ok("apply", "--phase", "expand", "--yes", "--allow-uncommitted")
    assert project.json("apply", "--dry-run")["pending"] == ["0003_codes_contract"]
    old_application(project)
    project.sql("INSERT INTO app.\"Us \"\"R x\" (name, code, mood) VALUES ('New', 'new', 'bad')")
    assert "waiting for contract: 0003_codes_contract" in project.run("apply", "--phase", "expand", "--yes", "--allow-uncommitted").stderr
    project.sql('UPDATE app."Us ""R x" SET state = \'new\' WHERE state IS NULL')
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.sql('SELECT count(*), count(*) FILTER (WHERE code = lower(name)) FROM app."Us ""R x"') == [(7, 7)]
    assert project.run("plan", "--exit-code").exit_code == 0


def test_one_half_after_the_other(project: CliProject) -> None:
    begun(project)
    early = project.run("plan", "--phase", "contract", "--accept", "*")
    assert (early.exit_code, "S308" in early.stderr) == (3, True)
    project.ok("plan", "more", "--phase", "expand")
    project.ok("apply", "--yes", "--allow-uncommitted")
    old_application(project)
    project.ok("plan", "--phase", "expand")
    assert project.plans() == ["0001_first.sql", "0002_more.sql"]
    project.sql('UPDATE app."Us ""R x" SET state = \'new\' WHERE state IS NULL')
    less = project.run("plan", "less", "--phase", "contract", "--accept", "SC401")
    assert 'column app."Us ""R x".legacy' in less.stderr.partition("may break the application's earlier version:")[2], less.output
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.ok("check")


def test_what_is_renamed_waits_with_all_that_lies_in_it(project: CliProject) -> None:
    project.write("schema/app.yaml", BEFORE)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    renamed = BEFORE.replace(
        "      name: text not null\n", "      full_name: {type: text not null, renamed_from: name}\n      more: text\n"
    )
    project.write("schema/app.yaml", renamed.replace("select id, name from", "select id, full_name as name from"))
    project.ok("plan", "names", "--phase", "both")
    expand, contract = ((project.root / "plans" / name).read_text() for name in project.plans()[1:])
    assert "RENAME" not in expand
    assert "ADD COLUMN more" in expand
    assert "RENAME COLUMN name TO full_name" in contract
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.ok("check")


def test_the_environment_says_it_to_an_entrypoint(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(project)
    project.ok("plan", "codes", "--phase", "both", "--accept", "SC401")
    monkeypatch.setenv("SCHEMACTL_APPLY_PHASE", "expand")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.json("apply", "--yes", "--allow-uncommitted")["pending"] == ["0003_codes_contract"]


def test_both_plans_at_once_are_for_people(project: CliProject) -> None:
    begun(project)
    assert project.run("plan", "--phase", "both", "--json").exit_code == 64


def test_the_way_without_downtime_that_the_docs_describe(project: CliProject) -> None:
    """docs/howto.md, as it stands there: its YAML, its command lines, in that order."""
    page = (
        (Path(__file__).parents[2] / "docs/howto.md").read_text().partition("## Change a schema without downtime")[2].partition("\n## ")[0]
    )
    (wanted,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    plan, expand, contract = (shlex.split(one) for one in re.findall(r"```\n +schemactl (.*)\n", page))
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text() + '\n[plan]\nonline = "always"\n')
    project.write("schema/app.yaml", wanted.partition("      code:")[0] + "      fax: text\n")
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.customers (name) SELECT 'name ' || i FROM generate_series(1, 20) i")
    project.write("schema/app.yaml", wanted)
    project.ok(*plan)
    assert project.plans()[1:] == ["0002_customer_codes_expand.sql", "0003_customer_codes_contract.sql"]
    assert all(name in page for name in project.plans()[1:])
    project.ok(*expand, "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.customers (name, fax) VALUES ('earlier', '1')")
    project.sql("INSERT INTO app.customers (name, code) VALUES ('later', 'MINE')")
    assert "CREATE UNIQUE INDEX CONCURRENTLY" in (project.root / "plans" / project.plans()[2]).read_text()
    project.ok(*contract, "--yes", "--allow-uncommitted")
    assert project.sql("SELECT code FROM app.customers WHERE id IN (1, 21, 22) ORDER BY id") == [("NAM1",), ("EAR21",), ("MINE",)]
    project.ok("check")


def breaks(project: CliProject) -> dict[str, str]:
    """What `check` says of the newest plan under SC311, by the object; with what stands in its line."""
    found: dict[str, str] = {}
    document = project.json("check")
    assert "remarks" in document, document
    for one in document["remarks"]:
        if one["code"] == "SC311":
            found[one["message"].partition("may break: ")[2]] = (
                (project.root / one["where"]["file"]).read_text().splitlines()[one["where"]["line"] - 1]
            )
    return found


def test_check_names_what_breaks_the_earlier_version(project: CliProject) -> None:
    begun(project)
    project.ok("plan", "all", "--accept", "SC401")
    said = breaks(project)
    assert any("legacy goes" in message and "DROP COLUMN legacy" in line for message, line in said.items()), said
    assert any("unique" in message and "is new, and may refuse" in message for message in said), said
    assert any("view app.names changes (query)" in message and "VIEW" in line for message, line in said.items()), said
    assert any(".code is new, and may refuse" in message for message in said), said
    assert not [message for message in said if any(one in message for one in ("mood", "notes", "by_state", "default"))]
    assert project.run("check").exit_code == 0


def test_of_the_half_that_waits_nothing_is_said(project: CliProject) -> None:
    begun(project)
    project.ok("plan", "--phase", "expand", "more")
    assert breaks(project) == {}
    project.ok("plan", "--phase", "contract", "less", "--from", "plans", "--accept", "SC401")
    header = (project.root / "plans" / project.plans()[-1]).read_text().partition("\n\n")[0]
    assert "-- compatible: no\n-- phase: contract\n" in header
    assert breaks(project) == {}
    project.ok("verify")
    assert "-- phase: contract\n" in (project.root / "plans" / project.plans()[-1]).read_text()


def test_somebody_knows_that_nobody_minds(project: CliProject) -> None:
    begun(project)
    project.write(
        "schema/app.yaml",
        AFTER.replace(
            "    unique: {codes: [code]}\n",
            "    unique: {codes: {columns: [code], lint: {ignore: {SC311: every version writes its own}}}}\n",
        ),
    )
    project.ok("plan", "all", "--accept", "SC401")
    assert not [message for message in breaks(project) if "unique" in message]
    (suppressed,) = [one for one in project.json("check")["suppressed"] if one["code"] == "SC311"]
    assert suppressed["reason"] == "every version writes its own"
    file = project.root / "plans" / project.plans()[-1]
    file.write_text(
        file.read_text().replace(
            'ALTER TABLE app."Us ""R x" DROP COLUMN legacy',
            '-- lint: ignore SC311 it was never read\nALTER TABLE app."Us ""R x" DROP COLUMN legacy',
        )
    )
    project.ok("verify")
    assert not [message for message in breaks(project) if "column" in message and "legacy" in message]
    file.write_text(file.read_text().replace("-- compatible: no", "-- compatible: declared"))
    project.ok("verify")
    assert breaks(project) == {}


def test_a_rename_is_named_once(project: CliProject) -> None:
    begun(project)
    project.write("schema/app.yaml", BEFORE.replace("      state: text\n", "      status: {type: text, renamed_from: state}\n"))
    project.ok("plan", "renamed")
    found = [one["code"] for one in project.json("check")["remarks"] if one["code"] in ("SC310", "SC311")]
    assert "SC310" in found
    assert not [message for message in breaks(project) if "state goes" in message]
