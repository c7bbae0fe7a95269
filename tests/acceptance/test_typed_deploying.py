"""docs/deploy.md, docs/ci.md and docs/team.md as people type them: each command runs, or is parsed where what runs it is not everywhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_project import USERS, CliProject
from plan_folder import PlanFolder, opened, step
from typed_pages import block, page, section, typed

from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.plans.planfile import Plan, PlanHeader

ROOT = Path(__file__).parents[2]
DEPLOY, CI, TEAM = page("deploy.md"), page("ci.md"), page("team.md")
MACHINES = USERS + "  machines:\n    columns: {id: bigint primary key}\n"
NOTED = USERS + "      note: text\n"
CONFIGURATION = '[env.dev]\nmode = "development"\n[env.production]\nurl = "${DATABASE_URL}"\n'


def inline(text: str) -> list[str]:
    """Every command that stands in a sentence."""
    return sorted(set(re.findall(r"`(schemactl(?: [^`]+)?)`", text)))


def applied(project: CliProject, name: str, text: str, env: str = "dev") -> None:
    """A plan, committed and run."""
    project.write("schema/app.yaml", text)
    project.ok("plan", name)
    project.commit()
    project.ok("apply", "--yes", env=env)


@pytest.fixture
def two(project: CliProject) -> CliProject:
    """Two plans, committed; none ran."""
    project.write("schema/app.yaml", USERS)
    project.ok("plan", "initial_schema", "--from", "plans")
    project.write("schema/app.yaml", MACHINES)
    project.ok("plan", "add_machines_table", "--from", "plans")
    project.commit()
    return project


class TestDeploy:
    def test_what_stands_in_code_is_all_here(self) -> None:
        """A new command on the page is a new test."""
        assert inline(DEPLOY) == [
            "schemactl",
            "schemactl apply",
            "schemactl apply --metrics-file FILE",
            "schemactl apply --phase expand",
            "schemactl json-schema --of log",
            "schemactl status --json",
        ]
        (build, *runs) = [line for line in block(DEPLOY, "") if line.startswith(("docker", "$ docker"))]
        assert build == "docker build -t schemactl --target schemactl ."
        assert len(runs) == 2
        assert len([line for line in block(DEPLOY, "") if line.startswith("schemactl ")]) == 4

    def test_what_docker_is_asked_for_is_there(self) -> None:
        """Docker is not everywhere: its words are read, and compared with the files that they name."""
        words = shlex.split(block(DEPLOY, "")[0])
        stages = re.findall(r"^FROM .* AS (\w+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        assert words[words.index("--target") + 1] in stages
        arguments = re.findall(r"^ARG (\w+)=", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        assert [one for one in re.findall(r"--build-arg (\w+)=", DEPLOY) if one not in arguments] == []
        assert "id=pip" in (ROOT / "Dockerfile").read_text()
        (compose,) = [line for line in block(DEPLOY, "") if "docker compose" in line]
        assert (ROOT / compose.split("-f ")[1].split()[0]).is_file()
        asked = re.findall(r"\$\{(\w+):\?", (ROOT / "deploy/compose.yaml").read_text())
        assert set(asked) == {compose.partition("=")[0]}

    def test_the_image_of_an_application(self) -> None:
        """What it copies is what apply needs; it ends as somebody who is not root, with a command."""
        lines = [line.partition(" ")[::2] for line in block(DEPLOY, "dockerfile")]
        said: dict[str, list[str]] = {}
        for word, rest in lines:
            said.setdefault(word, []).append(rest)
        assert set(said) == {"FROM", "USER", "COPY", "RUN", "CMD"}
        assert lines[0] == ("FROM", "schemactl")
        assert {"schemactl.toml ./", "plans ./plans"} <= set(said["COPY"])
        assert re.search(rf"^USER {said['USER'][-1]}$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        assert json.loads(said["CMD"][0])[0] == "gunicorn"

    def test_what_the_entrypoint_prints(self, two: CliProject, tmp_path_factory: pytest.TempPathFactory) -> None:
        """The two runs of the page, with the real entrypoint and the real apply; gunicorn is a stand-in that says its line."""
        shown = [line for line in block(DEPLOY, "") if line.startswith(("$ docker", "09:", "Applied", "[1]"))]
        image = tmp_path_factory.mktemp("image")  # outside of the repository: a container has no git
        (image / "bin").mkdir(parents=True)
        (image / "schemactl.toml").write_text(CONFIGURATION)
        (two.root / "plans").rename(image / "plans")
        line = next(line for line in shown if line.startswith("[1]"))
        (image / "bin/gunicorn").write_text(f"#!/bin/sh\necho '{line}'\n")
        (image / "bin/gunicorn").chmod(0o755)
        (command,) = block(DEPLOY, "dockerfile")[-1:]
        words = json.loads(command.removeprefix("CMD "))
        said: list[str] = []
        for run in [line for line in shown if line.startswith("$")]:
            set_here = dict(re.findall(r"--env (\w+)=(\S+)", run)) | {"DATABASE_URL": two.url}
            path = f"{image / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
            ended = subprocess.run(
                ["sh", str(ROOT / "docker/entrypoint.sh"), *words],
                cwd=image,
                env={"PATH": path, **set_here},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            assert ended.returncode == 0, ended.stdout
            said += [run, *ended.stdout.splitlines()]
        assert [re.sub(r"\d\d:\d\d:\d\d|\d\.\d", "N", line) for line in said] == [
            re.sub(r"\d\d:\d\d:\d\d|\d\.\d", "N", line) for line in shown
        ]

    def test_a_plan_that_stopped_half_way(self, project: CliProject) -> None:
        """What is typed then, each in a database where it stopped."""
        look, *ways = [line for line in block(DEPLOY, "") if line.startswith("schemactl repair")]
        stopped(project)
        assert "public.ready" in typed(project, look.strip(), expected=4)
        said = {}
        for way in ways:
            said[way.split()[-1]] = typed(project, way.strip())
            project.sql("DROP SCHEMA schemactl CASCADE")
            assert project.run("apply", "--allow-uncommitted").exit_code == 8
        assert "apply runs it again" in said["--resume"]
        assert "recorded as applied" in said["--mark-applied"]
        assert "pending" in said["--mark-reverted"] or "not begun" in said["--mark-reverted"]

    @pytest.mark.parametrize("compatible", ["yes", "no"])
    def test_an_old_image_on_a_newer_database(self, two: CliProject, compatible: str) -> None:
        text = section(DEPLOY, "Old versions after a new one")
        plan = two.root / "plans" / "0002_add_machines_table.sql"
        if compatible == "no":
            two.write("schema/app.yaml", "schema: app\ntables:\n  machines:\n    columns: {id: bigint primary key}\n")
            two.ok("plan", "drop_users", "--from", "plans", "--accept", "*")
            plan = two.root / "plans" / "0003_drop_users.sql"
            two.commit()
        two.ok("apply", "--yes", env="production")
        two.git("rm", "-q", str(plan.relative_to(two.root)))
        lock = two.root / "plans/plans.lock"
        lock.write_text("".join(line for line in lock.read_text().splitlines(keepends=True) if plan.name not in line))
        two.commit()
        result = two.run("apply", "--yes", env="production")
        (warned,) = re.findall(r"`(warning: the database is newer [^`]+)`", text)
        (refused,) = re.findall(r'exit code 7 \("([^"]+)"\)', text)
        if compatible == "yes":
            assert result.exit_code == 0
            assert warned.replace("0006_add_notes", plan.stem) in result.stderr
        else:
            assert result.exit_code == 7
            begins, ends = refused.split("0006_…")
            assert f"{begins}{plan.stem}{ends}" in " ".join(result.stderr.split())

    def test_log_lines_to_look_for(self, two: CliProject) -> None:
        rows = re.findall(r"^\| `([^`]+)` \|", section(DEPLOY, "Log lines to look for"), re.MULTILINE)
        told = two.run("apply", "--yes", env="production").stderr + two.run("apply", "--yes", env="production").stderr
        script = (ROOT / "docker/entrypoint.sh").read_text()
        for row in rows:
            assert row in told or row.rstrip("… ") in script, row

    def test_what_programs_read(self, two: CliProject) -> None:
        text = section(DEPLOY, "Log lines to look for")
        file = two.root / "apply.prom"
        (metrics,) = [one for one in inline(text) if "FILE" in one]
        words = metrics.replace("FILE", str(file)).removeprefix("schemactl ")
        said = typed(two, f"SCHEMACTL_LOG_FORMAT=json schemactl -e production {words}")
        events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        for name in ("plan_started", "step_done"):
            assert f"`{name}`" in text
            assert name in {one["event"] for one in events}
        assert "schemactl_apply_last_run_exit_code 0" in file.read_text()
        (schema,) = [one for one in inline(text) if "json-schema" in one]
        assert json.loads(typed(two, schema))["title"]
        (status,) = [one for one in inline(text) if "status" in one]
        known = json.loads(typed(two, status.replace("schemactl", "schemactl -e production")))
        assert {"role", "by", "tool_version", "git_commit"} <= set(known["plans"][0])
        assert "@" in known["plans"][0]["by"]

    def test_variables_that_options_come_from(self, two: CliProject) -> None:
        """Each `SCHEMACTL_…` on the page is read by somebody: a wrong value is refused, by its name or by what it means."""
        for name in sorted(set(re.findall(r"`(SCHEMACTL_[A-Z_]+)[`=]", DEPLOY)) - {"SCHEMACTL_"}):
            line = f"{name}=:no:/such/value schemactl -e production apply --dry-run"
            if name in ("SCHEMACTL_ENV", "SCHEMACTL_URL"):
                line = line.replace("-e production ", "")
            if name == "SCHEMACTL_URL":  # where the environment has none of its own
                (two.root / "schemactl.toml").write_text('[env.dev]\nmode = "development"\n')
            if name == "SCHEMACTL_GIT_COMMIT":  # any text is a commit's name
                continue
            ended = subprocess.run(
                ["sh", "-c", line],
                cwd=two.root,
                env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
                capture_output=True,
                text=True,
            )
            assert ended.returncode in (6, 64, 78), (name, ended.returncode, ended.stderr)


def stopped(project: CliProject) -> None:
    """A plan whose block failed outside of a transaction; it leads back to where it starts from, which is easier to promise."""
    with opened(project.url) as conn:
        state = live_fingerprints(conn, Scope())
    fails = "DO $$ BEGIN IF to_regclass('public.ready') IS NULL THEN RAISE 'not ready'; END IF; END $$"
    header = PlanHeader(parent="-", before=state, after=state, changes=1)
    plan = Plan(name="0001_block", header=header, steps=(step("SELECT 1"), step(fails, mode="no transaction")))
    PlanFolder(project.root / "plans").write(plan)
    assert project.run("apply", "--allow-uncommitted").exit_code == 8


class TestCi:
    github, gitlab, hooks = map(yaml.safe_load, re.findall(r"```yml\n(.*?)```", CI, re.DOTALL))

    def test_what_stands_in_code_is_all_here(self) -> None:
        assert inline(CI) == ["schemactl check", "schemactl check --offline", "schemactl init --ci github"]
        assert block(CI, "") == [
            'pip install "schemactl[embedded]"',
            "schemactl --no-input check --format json",
            "schemactl show --format markdown --out plan.md",
        ]

    def test_the_workflow_uses_the_action_of_this_repository(self) -> None:
        (job,) = self.github["jobs"].values()
        assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
        checkout, ours = job["steps"]
        assert checkout["with"]["fetch-depth"] == 0
        folder = ours["uses"].partition("@")[0].removeprefix("OWNER/schemactl/")
        assert (ROOT / folder / "action.yml").is_file()

    def test_the_include_names_the_component_and_its_inputs(self) -> None:
        (one,) = self.gitlab["include"]
        name = one["component"].partition("@")[0].rpartition("/")[2]
        spec, _ = yaml.safe_load_all((ROOT / f"ci/gitlab/templates/{name}.yml").read_text())
        assert set(one["inputs"]) <= set(spec["spec"]["inputs"])

    def test_the_hooks_are_those_of_this_repository(self) -> None:
        ids = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        (repository,) = self.hooks["repos"]
        assert {hook["id"] for hook in repository["hooks"]} == ids

    def test_the_hooks_run_as_pre_commit_runs_them(self, two: CliProject) -> None:
        """Files behind the entry where it takes them: a file in order passes, one that is not is mended and fails."""
        hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        typed(two, f"{hooks['schemactl-fmt']['entry']} schema/app.yaml")
        typed(two, hooks["schemactl-check"]["entry"])
        two.write("schema/app.yaml", "tables:\n  t:\n    columns: {id: bigint primary key}\nschema: app\n")
        before = (two.root / "schema/app.yaml").read_text()
        typed(two, f"{hooks['schemactl-fmt']['entry']} schema/app.yaml")
        assert (two.root / "schema/app.yaml").read_text() != before

    def test_anything_else(self, two: CliProject) -> None:
        (check, show) = [line for line in block(CI, "") if line.startswith("schemactl")]
        found = json.loads(typed(two, check))
        assert found["format_version"] == 1
        typed(two, show)
        assert "CREATE TABLE app.machines" in (two.root / "plan.md").read_text()

    @pytest.mark.parametrize("kind", ["github", "gitlab"])
    def test_what_init_writes_runs(self, tmp_path: Path, project: CliProject, kind: str) -> None:
        """The jobs' own lines, in the folder that init made, after a first plan."""
        (init,) = [one for one in inline(CI) if "init" in one]
        project.root.joinpath("schemactl.toml").rename(project.root / "kept.toml")
        typed(project, init.replace("github", kind))
        project.root.joinpath("kept.toml").rename(project.root / "schemactl.toml")
        project.write("schema/app.yaml", USERS)
        project.ok("plan", "first")
        project.commit()
        scripts = list(run_lines(yaml.safe_load(next(written(project.root, kind)).read_text())))
        assert any("schemactl" in line and "check" in line for line in scripts)
        for line in scripts:
            if not line.startswith("pip "):
                typed(project, line)

    def test_the_steps_of_the_action_run(self, two: CliProject) -> None:
        """With the variables that its own file gives them; what installs is left out."""
        action: dict[str, Any] = yaml.safe_load((ROOT / "ci/github/action.yml").read_text())
        (check,) = [one for one in action["runs"]["steps"] if "schemactl --no-input check" in one.get("run", "")]
        assert set(check["env"]) == {"OFFLINE"}
        for offline in ("", "--offline"):
            assert typed(two, f"export OFFLINE={offline}; {check['run']}").count("::error") == 0
        two.write("schema/app.yaml", USERS)
        told = typed(two, f"export OFFLINE=; {check['run']}", expected=1)
        assert re.search(r"^::error ", told, re.MULTILINE)

    def test_the_job_of_the_component_runs(self, two: CliProject) -> None:
        spec, jobs = yaml.safe_load_all((ROOT / "ci/gitlab/templates/check.yml").read_text())
        (job,) = jobs.values()
        given = {name: one["default"] for name, one in spec["spec"]["inputs"].items()}
        for line in job["script"]:
            line = re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: given[found[1]], line)
            if not line.startswith("pip "):
                typed(two, line)
        assert "<html" in (two.root / "plan.html").read_text()


def written(root: Path, kind: str) -> Iterator[Path]:
    yield root / {"github": ".github/workflows/schemactl.yml", "gitlab": ".gitlab-ci.yml"}[kind]


def run_lines(document: Any) -> Iterator[str]:
    """Every line that a job of GitHub's or GitLab's runs."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key == "run":
                yield from value.strip().splitlines()
            elif key == "script":
                yield from value
            else:
                yield from run_lines(value)
    elif isinstance(document, list):
        for one in document:
            yield from run_lines(one)


class TestTeam:
    def test_what_stands_in_code_is_all_here(self) -> None:
        assert block(TEAM, "") == ["schemactl rebase"]
        assert inline(TEAM) == [
            "schemactl adopt",
            "schemactl doctor",
            "schemactl revert 7",
            "schemactl squash 1..40 first_year",
            "schemactl unlock",
            "schemactl unlock --end",
            "schemactl wait",
            "schemactl wait --applied --for 10min",
        ]

    def test_two_branches_planned_in_parallel(self, project: CliProject) -> None:
        project.git("init", "-q", "-b", "main")
        project.write("schema/app.yaml", USERS)
        project.ok("plan", "base", "--from", "plans")
        project.commit()
        project.git("switch", "-qc", "feature")
        project.write("schema/app.yaml", NOTED)
        project.ok("plan", "note", "--from", "plans")
        project.commit()
        project.git("switch", "-q", "main")
        project.write("schema/app.yaml", MACHINES)
        project.ok("plan", "machines", "--from", "plans")
        project.commit()
        project.git("switch", "-q", "feature")
        project.git("merge", "main", check=False)
        assert "<<<<<<<" in (project.root / "plans/plans.lock").read_text()  # on purpose, the page says
        project.write("schema/app.yaml", NOTED + MACHINES.removeprefix(USERS))
        (line,) = block(TEAM, "")
        typed(project, line)
        assert project.plans() == ["0001_base.sql", "0002_machines.sql", "0003_note.sql"]
        project.ok("check")

    def test_taking_a_plan_back(self, project: CliProject) -> None:
        applied(project, "users", USERS)
        applied(project, "notes", NOTED)
        (line,) = [one for one in inline(TEAM) if "revert" in one]
        text = section(TEAM, "Taking a plan back")
        (accept,) = re.findall(r"`(--accept [^`]+)`", text)
        line = line.replace(" 7", " 2")
        said = typed(project, line, expected=3)
        asked = accept.replace("app.orders.note", "app.users.note")
        assert asked in said
        typed(project, f"{line} {asked}")
        assert (project.root / "schema/app.yaml").read_text() == USERS

    def test_many_plans_into_one(self, two: CliProject) -> None:
        (line,) = [one for one in inline(TEAM) if "squash" in one]
        typed(two, line.replace("1..40", "1..2"))
        assert [name for name in two.plans() if "first_year" in name]
        assert len(list((two.root / "plans/squashed").rglob("*.sql"))) == 2
        two.ok("check")

    def test_existing_databases(self, project: CliProject) -> None:
        project.sql("CREATE SCHEMA app; CREATE TABLE app.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)")
        project.write("schema/app.yaml", USERS)
        project.ok("plan", "users", "--from", "plans")
        project.commit()
        typed(project, "schemactl -e production adopt")
        assert [one["status"] for one in project.json("status", env="production")["plans"]] == ["applied"]

    def test_around_an_apply(self, two: CliProject) -> None:
        doctor, unlock, end, wait, until = inline(section(TEAM, "Around an apply"))
        typed(two, doctor.replace("schemactl", "schemactl -e production"))
        assert json.loads(typed(two, f"{doctor.replace('schemactl', 'schemactl -e production')} --json --no-scratch 2>/dev/null"))
        typed(two, wait)
        typed(two, until.replace("10min", "1s"), expected=6)
        two.ok("apply", "--yes", env="production")
        typed(two, until)
        assert "nobody" in typed(two, unlock).lower()
        typed(two, end)
