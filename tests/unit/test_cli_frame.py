"""The frame every command runs in: exit codes, streams, colour, aliases, errors."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from schemactl import __version__
from schemactl.cli import boundary, frame, main, output, table
from schemactl.cli.context import App, pass_app
from schemactl.errors import ConfigurationError, DecisionNeededError, Problem, RefusedError, SchemaError, UsageError, Where


def run(*words: str, **variables: str) -> Result:
    return CliRunner().invoke(main, list(words), env=variables)


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Put a command in place of `plan`; it does what the test says."""
    chosen: dict[str, Any] = {"do": lambda _app: None}

    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    @click.option("--from", "base")
    @pass_app
    def command(app: App, *, as_json: bool, base: str | None) -> Any:
        chosen.update(app=app, base=base)
        return chosen["do"](app)

    monkeypatch.setattr(
        frame.Frame,
        "get_command",
        lambda _self, _ctx, name: frame.with_variables(command, "plan") if table.ALIASES.get(name, name) == "plan" else None,
    )
    return chosen


def raising(error: BaseException) -> Any:
    def do(_app: App) -> None:
        raise error

    return do


def test_help_lists_every_command_in_its_group_and_no_alias() -> None:
    shown = run("--help").stdout
    for entry in table.COMMANDS:
        assert f"  {entry.name} " in shown
        assert f"{entry.group.capitalize()}:" in shown
    assert not [alias for alias in table.ALIASES if f"  {alias} " in shown]


def test_every_alias_leads_to_a_command() -> None:
    assert set(table.ALIASES.values()) <= set(table.BY_NAME)
    assert not set(table.ALIASES) & set(table.BY_NAME)


@pytest.mark.parametrize("entry", table.COMMANDS, ids=lambda entry: entry.name)
def test_every_command_can_be_loaded_and_helps(entry: table.Entry) -> None:
    result = run(entry.name, "--help")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"Usage: schemactl {entry.name}")


def test_unknown_command_suggests_one() -> None:
    result = run("aply")
    assert result.exit_code == 64
    assert result.stdout == ""
    assert "error[S640]: there is no command 'aply'; did you mean 'apply'?" in result.stderr
    assert "did you mean" not in run("xyzzyx").stderr


def test_a_mistyped_alias_suggests_the_command() -> None:
    assert "did you mean 'apply'" in run("migrat").stderr


def test_no_command_prints_help_and_exits_64() -> None:
    result = run()
    assert result.exit_code == 64
    assert "Usage: schemactl" in result.stderr


@pytest.mark.parametrize(
    "words", [("--bogus",), ("version", "--bogus"), ("version", "word"), ("-q", "-v", "version"), ("--color", "blue", "version")]
)
def test_usage_errors_exit_64(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 64
    assert result.stdout == ""
    assert result.stderr.startswith("error[S640]: ")
    assert "--help" in result.stderr


@pytest.mark.parametrize("words", [("-u", "", "version"), ("-u", "  ", "version"), ("-u", "a", "--service", "b", "version")])
def test_an_empty_url_does_not_fall_through_to_another_database(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 64


def test_usage_errors_are_json_where_json_was_asked_for() -> None:
    result = run("version", "--json", "--bogus")
    document = json.loads(result.stdout)
    assert document["format_version"] == 1
    assert document["error"]["code"] == "S640"
    assert result.exit_code == document["error"]["exit_code"] == 64


def test_version() -> None:
    assert run("version").stdout == f"schemactl {__version__}\n"
    assert run("--version").stdout.strip().endswith(__version__)
    document = json.loads(run("version", "--json").stdout)
    assert document["schemactl"] == __version__
    assert document["format_version"] == 1


def test_aliases_and_the_return_value_are_the_exit_code(probe: dict[str, Any]) -> None:
    probe["do"] = lambda _app: 2
    assert run("plan").exit_code == 2
    assert run("generate").exit_code == 2
    assert main(["generate"], standalone_mode=False) == 2


def test_in_process_a_call_raises_where_standalone_mode_is_off(probe: dict[str, Any]) -> None:
    probe["do"] = raising(RefusedError("no"))
    with pytest.raises(RefusedError):
        main(["plan"], standalone_mode=False)
    with pytest.raises(SystemExit) as caught:
        main(["plan"])
    assert caught.value.code == 3


def test_the_collector_is_the_callers_in_the_callers_process(probe: dict[str, Any]) -> None:
    probe["do"] = lambda app: app.keep_states()
    before = gc.get_threshold()
    main(["plan"], standalone_mode=False)
    with pytest.raises(SystemExit):
        main(["plan"])
    assert gc.get_threshold() == before


def test_errors_print_every_problem_and_exit_with_their_code(probe: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.yaml").write_text("tables:\n  t: x\n", encoding="utf-8")
    where = Where(file="schema/a.yaml", line=2, column=6, length=1)
    probe["do"] = raising(
        SchemaError.of([Problem(code="S010", message="one", where=where, hint="do this"), Problem(code="S003", message="two")])
    )
    result = run("-C", str(tmp_path), "plan")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error[S010]: one\n --> schema/a.yaml:2:6\n  |\n2 |   t: x\n  |      ^\n  = help: do this" in result.stderr
    assert "error[S003]: two" in result.stderr
    assert "2 errors" in result.stderr


def test_several_problems_keep_their_class_exit_code(probe: dict[str, Any]) -> None:
    probe["do"] = raising(ConfigurationError.of([Problem(code="S780", message="one"), Problem(code="S780", message="two")]))
    assert run("plan").exit_code == 78


def test_errors_are_json_on_stdout_and_text_on_stderr(probe: dict[str, Any]) -> None:
    probe["do"] = raising(DecisionNeededError("renamed?", hint="--rename a=b", where=Where(file="x.yaml", line=1, column=2)))
    result = run("plan", "--json")
    assert result.exit_code == 4
    error = json.loads(result.stdout)["error"]
    assert error["problems"] == [
        {"code": "S400", "message": "renamed?", "where": {"file": "x.yaml", "line": 1, "column": 2, "length": 1}, "hint": "--rename a=b"}
    ]
    assert "error[S400]: renamed?" in result.stderr


def test_a_full_disk_is_an_error_and_not_a_traceback(probe: dict[str, Any]) -> None:
    probe["do"] = raising(OSError(28, "No space left on device", "plans/0001_a.sql"))
    result = run("plan")
    assert result.exit_code == 1
    assert "error[S001]: plans/0001_a.sql: No space left on device" in result.stderr


def test_interruptions(probe: dict[str, Any]) -> None:
    probe["do"] = raising(KeyboardInterrupt())
    assert run("plan").exit_code == 130
    probe["do"] = lambda _app: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(5)
    assert run("plan").exit_code == 143
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_mistake_in_schemactl_is_not_dressed_up(probe: dict[str, Any]) -> None:
    probe["do"] = raising(KeyError("bug"))
    assert isinstance(run("plan").exception, KeyError)


def test_options_come_from_the_environment(probe: dict[str, Any]) -> None:
    run("plan", SCHEMACTL_ENV="production", SCHEMACTL_PLAN_FROM="plans", SCHEMACTL_NO_INPUT="1", SCHEMACTL_URL="postgresql:///x")
    assert probe["app"].environment_name == "production"
    assert probe["base"] == "plans"
    assert probe["app"].no_input
    assert probe["app"].url is None  # its rank is below an environment's own url


def test_verbosity_decides_what_reaches_stderr(probe: dict[str, Any]) -> None:
    def do(app: App) -> None:
        app.result("result")
        app.note("note")
        app.detail("detail")
        app.reason("reason")

    probe["do"] = do
    assert run("-q", "plan").stderr == ""
    assert run("plan").stderr == "note\n"
    assert run("-v", "plan").stderr == "note\ndetail\n"
    assert run("-vv", "plan").stderr == "note\ndetail\nreason\n"
    assert run("-q", "plan").stdout == run("-vv", "plan").stdout == "result\n"


def test_nobody_is_asked_where_nobody_can_answer(probe: dict[str, Any]) -> None:
    probe["do"] = lambda app: app.confirm("Drop everything?", flag="--yes")
    result = run("--no-input", "plan")
    assert result.exit_code == 4
    assert "answer with --yes" in result.stderr


def test_protected_environments_refuse_what_is_for_development(probe: dict[str, Any]) -> None:
    probe["do"] = lambda app: app.require_development("sync")
    result = run("-u", "postgresql:///shop", "plan")
    assert result.exit_code == 3
    assert "--url leads to environment default, which is protected" in result.stderr
    assert run("-e", "dev", "-u", "postgresql:///shop", "plan").exit_code == 0


@pytest.mark.parametrize(
    ("asked", "variables", "expected"),
    [
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", {"FORCE_COLOR": "0"}, None),
        ("auto", {"NO_COLOR": ""}, None),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "xterm"}, None),
    ],
)
def test_colour_is_decided_in_this_order(asked: str, variables: dict[str, str], expected: bool | None) -> None:
    assert output.color(asked, variables) is expected
    assert output.color_choice(["--color", asked, "plan"], variables) is expected
    assert output.color_choice([f"--color={asked}", "plan"], variables) is expected


def test_colour_reaches_results_and_errors(probe: dict[str, Any]) -> None:
    probe["do"] = lambda app: app.result("Plan: nothing to do.")
    assert run("--color", "always", "plan").stdout.startswith("\x1b[")
    assert run("plan").stdout == "Plan: nothing to do.\n"
    probe["do"] = raising(SchemaError("x"))
    assert run("--color", "always", "plan").stderr.startswith("\x1b[")
    assert "\x1b" not in run("plan").stderr


def test_paint_changes_nothing_but_colour() -> None:
    text = "error[S001]: a\n --> f:1:2\n1 | x\n  | ^\n  = help: b\n  + app.t\n    - column\n  -/+ view app.v\nPlan: 1 to add."
    assert click.unstyle(output.paint(text)) == text
    assert output.paint(text).count("\x1b[0m") == 8


def test_completion_prints_a_script_and_completes_names() -> None:
    assert "_SCHEMACTL_COMPLETE" in run("completion", "bash").stdout
    words = {"COMP_WORDS": "schemactl st", "COMP_CWORD": "1", "_SCHEMACTL_COMPLETE": "bash_complete"}
    result = subprocess.run([sys.executable, "-m", "schemactl"], env={**os.environ, **words}, capture_output=True, text=True, check=True)
    assert result.stdout == "plain,status\nplain,studio\n"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = f"{sys.executable} -m schemactl explain | true"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.stderr == ""


def test_explain() -> None:
    assert run("explain", "sc401").stdout.startswith("SC401: Data is lost\n\n")
    assert "SC401  Data is lost\n" in run("explain").stdout
    assert json.loads(run("explain", "SC401", "--json").stdout)["codes"][0]["title"] == "Data is lost"
    result = run("explain", "SC40")
    assert result.exit_code == 64
    assert "SC401, SC402" in result.stderr


def test_init_writes_once_and_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.log", encoding="utf-8")
    first = run("-C", str(tmp_path), "init", "--ci", "github")
    assert first.exit_code == 0
    assert {line.split()[0] for line in first.stdout.splitlines()} == {"wrote", "extended"}
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.log\n.schemactl/\n"
    assert "schemactl --no-input check" in (tmp_path / ".github/workflows/schemactl.yml").read_text(encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    second = run("-C", str(tmp_path), "init", "--ci", "github")
    assert {line.split()[0] for line in second.stdout.splitlines()} == {"kept"}
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_what_init_writes_is_a_valid_configuration(tmp_path: Path) -> None:
    run("-C", str(tmp_path), "init")
    shown = json.loads(run("-C", str(tmp_path), "env", "show", "--json").stdout)
    assert (shown["environment"], shown["mode"]) == ("dev", "development")
    assert shown["configuration"] == str(tmp_path / "schemactl.toml")


def test_env_show_masks_the_password(tmp_path: Path) -> None:
    result = run("-C", str(tmp_path), "-u", "postgresql://app:s3cret@127.0.0.1:1/shop", "env", "show")
    assert "database       shop @ 127.0.0.1:1\n" in result.stdout
    assert "marker         unknown: cannot connect" in result.stdout
    assert "s3cret" not in result.output


def test_a_wrong_configuration_exits_78(tmp_path: Path) -> None:
    (tmp_path / "schemactl.toml").write_text("[env.dev]\nurls = 1\n", encoding="utf-8")
    result = run("-C", str(tmp_path), "env", "show")
    assert result.exit_code == 78
    assert "2 | urls = 1\n  | ^^^^\n" in result.stderr


def test_usage_error_class_agrees_with_the_boundary() -> None:
    assert UsageError.exit_code == 64
    assert boundary.wants_json(["plan", "--format", "json"])
    assert boundary.wants_json(["plan", "--format=json"])
    assert not boundary.wants_json(["plan", "--format", "sql"])
