"""Rules where people meet them: `verify` of a plan by hand, `check` in each of its forms, suppression with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from cli_project import USERS, CliProject

from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans, write_file
from schemactl.plans.planfile import file_sha256, render

LOGS = """\
schema: app
tables:
  logs:
    columns: {said: text}
"""


@pytest.fixture
def applied(project: CliProject) -> CliProject:
    """A table with a key, one without, and a plan that is still empty."""
    project.write("schema/users.yaml", USERS)
    project.write("schema/logs.yaml", LOGS)
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    project.ok("plan", "--custom", "by_hand")
    return project


def by_hand(applied: CliProject, sql: str) -> Path:
    file = applied.root / "plans" / "0002_by_hand.sql"
    text = file.read_text()
    line = next(line for line in text.split("\n") if line.startswith("SELECT 1"))
    file.write_text(text.replace(line, sql))
    return file


def severity(applied: CliProject, text: str) -> None:
    file = applied.root / "schemactl.toml"
    file.write_text(file.read_text() + f"\n[lint]\n{text}\n")


def test_data_that_goes_by_hand_is_accepted_by_name_and_written_down(applied: CliProject) -> None:
    file = by_hand(applied, "-- the archive has them\nDELETE FROM app.logs;\n\n-- statement\nUPDATE app.users SET name = upper(name);")
    refused = applied.run("verify", "2")
    assert refused.exit_code == 3
    assert "error[SC403]: 0002_by_hand: every row of app.logs is deleted" in refused.stderr
    number = file.read_text().split("\n").index("DELETE FROM app.logs;") + 1
    assert f"--> plans/0002_by_hand.sql:{number}:1" in refused.stderr
    assert "--accept SC403:app.logs" in refused.stderr
    applied.ok("verify", "2", "--accept", "SC403:app.logs")
    text = file.read_text()
    assert 'accepted: ["SC403:app.logs"]' in text
    assert "! data  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]\n-- the archive has them\nDELETE FROM app.logs;" in text
    assert "! data  lock: ROW EXCLUSIVE  blocks: nothing  [SC409]\nUPDATE app.users" in text
    assert "as it was proved" in applied.ok("verify")
    said = applied.run("check")
    assert said.exit_code == 0
    assert "warning[SC409]: 0002_by_hand: every row of app.users is written" in said.stderr
    assert "SC403" not in said.stderr


def test_check_finds_data_that_a_sealed_plan_loses_without_a_word(applied: CliProject) -> None:
    by_hand(applied, "TRUNCATE app.logs;")
    applied.ok("verify", "2", "--accept", "SC403:app.logs")
    (file,) = list_plans(applied.root / "plans")[1:]
    plan = file.plan()
    steps = tuple(
        msgspec.structs.replace(step, statements=tuple(msgspec.structs.replace(one, codes=()) for one in step.statements))
        for step in plan.steps
    )
    data = render(msgspec.structs.replace(plan, header=msgspec.structs.replace(plan.header, accepted=()), steps=steps))
    write_file(file.path, data)
    lockfile.list_in_lock(applied.root / "plans", file.filename, file_sha256(data))
    for words in (("check",), ("check", "--offline")):
        found = applied.run(*words)
        assert found.exit_code == 1
        assert "error[SC403]: 0002_by_hand: every row of app.logs is deleted" in found.stderr
        assert "schemactl verify 0002_by_hand --accept SC403:app.logs" in found.stderr
    applied.ok("verify", "0002_by_hand", "--accept", "SC403:app.logs")
    applied.ok("check")


def test_a_rule_is_as_serious_as_the_configuration_says(applied: CliProject) -> None:
    said = applied.run("check")
    assert said.exit_code == 0
    assert "warning[SC212]: table app.logs: it has no primary key" in said.stderr
    assert "--> schema/logs.yaml:3:3" in said.stderr
    severity(applied, 'SC212 = "error"')
    found = applied.run("check")
    assert found.exit_code == 1
    assert "error[SC212]" in found.stderr
    document = applied.json("check")
    assert [(one["code"], one["severity"], one["where"]["line"]) for one in document["problems"]] == [("SC212", "error", 3)]


def test_names_are_of_the_form_that_the_configuration_wants(applied: CliProject) -> None:
    file = applied.root / "schemactl.toml"
    file.write_text(file.read_text() + "\n[lint]\nSC607 = 'error'\n[names]\ntable = '[a-z]+s'\ncolumn = '[a-z]{3,}'\n")
    found = applied.run("check", "--offline", "--json")
    said = [one for one in json.loads(found.stdout)["problems"] if one["code"] == "SC607"]
    assert [(one["message"], one["where"]["file"]) for one in said] == [
        ("column app.users.id: id does not match [a-z]{3,}, as [names] wants it", "schema/users.yaml")
    ]
    assert found.exit_code == 1


def test_yaml_suppresses_a_rule_with_a_reason(applied: CliProject) -> None:
    severity(applied, 'SC212 = "error"')
    applied.write("schema/logs.yaml", LOGS + "    lint: {ignore: {SC212: nobody changes them}}\n")
    document = applied.json("check")
    assert document["ok"] is True
    assert [(one["code"], one["reason"]) for one in document["suppressed"]] == [("SC212", "nobody changes them")]
    assert "nothing to do" in applied.ok("plan")


def test_every_form_for_programs_holds_the_finding(applied: CliProject) -> None:
    assert "::warning title=SC212,file=" in applied.ok("check", "--format", "github")
    (entry,) = json.loads(applied.ok("check", "--format", "gitlab"))
    assert (entry["check_name"], entry["location"]["lines"]["begin"]) == ("SC212", 3)
    (run,) = json.loads(applied.ok("check", "--format", "sarif"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["SC212"]
    assert 'classname="schemactl.SC212"' in applied.ok("check", "--format", "junit")


def test_broken_files_are_findings_for_programs_too(applied: CliProject) -> None:
    applied.write("schema/logs.yaml", "tables: {logs: {colums: {}}}\n")
    for form in ("gitlab", "sarif", "junit"):
        result = applied.run("check", "--format", form)
        assert result.exit_code == 1
        assert "S011" in result.stdout
