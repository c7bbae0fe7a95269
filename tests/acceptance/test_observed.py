"""What programs see of an apply: a log of JSON lines, metrics, spans, and the ledger."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_project import CliProject
from plan_folder import PlanFolder, opened, step

from schemactl.applying.events import AtWork, Events, Session
from schemactl.cli.context import App
from schemactl.cli.json_log import JsonLog
from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.plans.planfile import Plan, PlanHeader, PlanStep

ROWS = step("CREATE TEMP TABLE t (a int)", "INSERT INTO pg_temp.t SELECT generate_series(1, 5)", "DROP TABLE pg_temp.t")
FAILS = step("SELECT 1 / 0")


def planned(project: CliProject, *steps: PlanStep) -> None:
    """A plan that leaves nothing behind, which is easily promised."""
    with contextlib.closing(opened(project.url)) as conn:
        state = live_fingerprints(conn, Scope())
    header = PlanHeader(parent="-", before=state, after=state, changes=1)
    PlanFolder(project.root / "plans").write(Plan(name="0001_rows", header=header, steps=steps))


def events(stderr: str) -> list[dict[str, Any]]:
    """Every line is JSON, with a time and a word for what happened."""
    found = [json.loads(line) for line in stderr.splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["time"]) and one["event"] for one in found)
    return found


def test_a_line_of_json_per_event(project: CliProject) -> None:
    planned(project, ROWS)
    result = project.run("--log-format", "json", "apply", "--allow-uncommitted")
    assert result.exit_code == 0
    told = events(result.stderr)
    assert [one["event"] for one in told if "statement" not in one] == [
        "applying",
        "plan_started",
        "step_started",
        "step_done",
        "plan_done",
    ]
    done = next(one for one in told if one["event"] == "step_done")
    assert (done["plan"], done["step"], done["rows"]) == ("0001_rows", 1, 5)
    assert isinstance(done["seconds"], float)
    assert not any("sql" in one for one in told)
    again = project.run("--log-format", "json", "apply", "--allow-uncommitted")
    assert [one["event"] for one in events(again.stderr)] == ["up_to_date"]


def test_sql_is_logged_when_it_is_asked_for(project: CliProject) -> None:
    planned(project, ROWS)
    told = events(project.run("-v", "--log-format=json", "apply", "--allow-uncommitted").stderr)
    assert next(one["sql"] for one in told if one["event"] == "statement_started") == "CREATE TEMP TABLE t (a int)"


def test_an_error_is_a_line_of_json_too(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(project, FAILS)
    monkeypatch.setenv("SCHEMACTL_LOG_FORMAT", "json")
    result = project.run("apply", "--allow-uncommitted")
    last = events(result.stderr)[-1]
    assert (last["event"], last["code"], last["exit_code"]) == ("error", "S100", 1)
    assert "division by zero" in last["message"]
    assert last["where"]["file"].endswith("0001_rows.sql")
    assert events(project.run("no-such-command").stderr)[-1]["exit_code"] == 64


def test_metrics_of_a_run_that_succeeds_and_of_one_that_does_not(project: CliProject, tmp_path: Path) -> None:
    file = tmp_path / "schemactl.prom"
    planned(project, ROWS)
    assert project.run("apply", "--allow-uncommitted", "--metrics-file", str(file)).exit_code == 0
    values = dict(line.rsplit(" ", 1) for line in file.read_text().splitlines() if not line.startswith("#"))
    assert values["schemactl_apply_last_run_exit_code"] == "0"
    assert values["schemactl_apply_last_run_plans_applied"] == "1"
    assert values["schemactl_apply_last_run_rows"] == "5"
    assert 'schemactl_apply_last_run_plan_duration_seconds{plan="0001_rows"}' in values
    for line in file.read_text().splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) schemactl_\w+ .+|schemactl_\w+(\{plan="\w+"\})? [\d.]+', line)
    project.run("-u", "postgresql://127.0.0.1:1/nowhere", "apply", "--metrics-file", str(file))
    assert "schemactl_apply_last_run_exit_code 6\n" in file.read_text()
    assert [one.name for one in tmp_path.glob("*.prom*")] == [file.name]


def test_spans_where_opentelemetry_is_installed(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    planned(project, ROWS)
    project.ok("apply", "--allow-uncommitted")
    found = exporter.get_finished_spans()
    assert [span.name for span in found] == [
        "statement 1.1",
        "statement 1.2",
        "statement 1.3",
        "step 1",
        "plan 0001_rows",
        "schemactl apply",
    ]
    ids = {span.context.span_id: span.name for span in found if span.context}
    assert [ids.get(span.parent.span_id) if span.parent else None for span in found] == [
        *["step 1"] * 3,
        "plan 0001_rows",
        "schemactl apply",
        None,
    ]
    assert found[1].attributes["schemactl.rows"] == 5
    assert not any("INSERT" in str(span.attributes) for span in found)


def test_a_run_that_fails_is_a_span_that_fails(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    planned(project, FAILS)
    assert project.run("apply", "--allow-uncommitted").exit_code == 1
    assert {span.name: span.status.is_ok for span in exporter.get_finished_spans()} == dict.fromkeys(
        ["statement 1.1", "step 1", "plan 0001_rows", "schemactl apply"], False
    )


def test_the_ledger_says_who_and_from_which_commit(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(project, ROWS)
    monkeypatch.setenv("SCHEMACTL_GIT_COMMIT", "c0ffee")
    project.ok("apply", "--allow-uncommitted")
    ((role, user, host, version, commit),) = project.sql("SELECT role, os_user, host, tool_version, git_commit FROM schemactl.plans")
    assert all((role, user, host, version))
    assert commit == "c0ffee"
    (row,) = project.json("status")["plans"]
    assert (row["git_commit"], row["tool_version"], row["role"]) == (commit, version, role)


def test_the_schema_of_the_log_knows_every_event_and_nothing_else(project: CliProject, capsys: pytest.CaptureFixture[str]) -> None:
    """What is told of a run is never left out of the log because somebody forgot it there."""
    schema = json.loads(project.ok("json-schema", "--of", "log"))
    jsonschema.Draft7Validator.check_schema(schema)
    known = {branch["properties"]["event"]["const"]: branch for branch in schema["oneOf"] if "const" in branch["properties"]["event"]}
    told = {name for name in vars(Events) if not name.startswith("_")}
    assert told - {"at_work"} == set(known) - {"detail", "reason", "error"}
    assert told - {"at_work"} <= set(vars(JsonLog))
    for branch in known.values():
        assert set(branch.get("required", ())) <= set(schema["properties"])
    session = Session(pid=1, user="a", application="", state="idle", transaction_seconds=None)
    log = JsonLog(App(verbosity=1))
    log.newer(["0002_b"])
    log.held_back(["0002_b"])
    log.long_transactions([session])
    log.not_checked("0001_a", "1.1", "it", seconds=30.0)
    log.step_found_done("0001_a", 1)
    log.repaired("0001_a", 1, sql="DROP INDEX a")
    log.waiting_for_other_apply(session, seconds=0.1)
    log.waiting_for_other_apply(None, seconds=0.4)
    log.waiting_for_other_apply(None, seconds=31.0)
    log.waiting_for_lock("0001_a", "1.1", [session], seconds=1.0)
    log.retrying("0001_a", 1, attempt=1, attempts=3, pause=0.5, reason="held")
    log.heartbeat("0001_a", "1.1", "it", AtWork(seconds=30.0, rehearsed=60.0))
    log.note("x")
    App(log_format="json", verbosity=2).reason("x")
    lines = events(capsys.readouterr().err)
    assert len(lines) == 13
    failed = project.run("--log-format", "json", "-u", "postgresql://127.0.0.1:1/nowhere", "apply")
    for line in [*lines, *events(failed.stderr)]:
        jsonschema.validate(line, schema)
        assert set(line) <= set(schema["properties"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"time": lines[0]["time"], "event": "heartbeat"}, schema)
