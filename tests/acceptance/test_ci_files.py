"""The kits for CI: they parse, name commands and options that exist, and say what docs/ci.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from schemactl.cli import main
from schemactl.reports import markdown

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "ci/github/action.yml").read_text())
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
DOCS = (ROOT / "docs/ci.md").read_text()
COMMENT = ROOT / "ci/github/comment.sh"
FAIL = [1, 3, 4, 7, 8, 64, 78]


def job(text: str) -> dict[str, Any]:
    """A Kubernetes document whose templates are values of their own."""
    return yaml.safe_load(
        re.sub(r'"?\{\{ *\.?([\w.]+) *\}\}"?', r"\1", text.replace("{{ .Release.Name }}-schema-{{ .Release.Revision }}", "schema"))
    )


class TestGithub:
    def test_it_is_a_composite_action_and_every_input_is_used_and_named(self) -> None:
        assert ACTION["runs"]["using"] == "composite"
        text = (ROOT / "ci/github/action.yml").read_text()
        for name, one in ACTION["inputs"].items():
            assert one["description"]
            assert f"inputs.{name}" in text
            assert f"`{name}`" in DOCS

    def test_no_input_is_pasted_into_a_script(self) -> None:
        """It would be run: inputs and events come in as variables."""
        for step in ACTION["runs"]["steps"]:
            assert "${{" not in step.get("run", "")

    def test_every_script_has_its_shell(self) -> None:
        assert all("shell" in step for step in ACTION["runs"]["steps"] if "run" in step)

    def test_the_comment_is_found_again_by_what_the_report_begins_with(self) -> None:
        assert f"mark='{markdown.MARK}'" in COMMENT.read_text()

    def test_the_script_is_valid(self) -> None:
        assert subprocess.run(["bash", "-n", COMMENT], check=False).returncode == 0
        assert os.access(COMMENT, os.X_OK)

    @pytest.mark.parametrize("there", ["", "17"])
    def test_the_comment_is_written_and_written_anew(self, tmp_path: Path, there: str) -> None:
        """With git and schemactl as they are, and a gh that notes what it is asked."""
        said = run_comment(tmp_path, there, adds_a_plan=True)
        assert said["method"] == ("PATCH" if there else "POST")
        assert said["body"].startswith(markdown.MARK)
        assert "CREATE TABLE" in said["body"]

    def test_without_a_plan_the_comment_goes(self, tmp_path: Path) -> None:
        assert run_comment(tmp_path, "17", adds_a_plan=False)["method"] == "DELETE"


GH = """#!/bin/sh
case "$*" in
*--method*) printf '%s\\n' "$*" >> "$SAID"; for word in "$@"; do case $word in body=@*) cat "${word#body=@}" > "$SAID.body" ;; esac; done ;;
*) printf '%s\\n' "$THERE" ;;
esac
"""


def run_comment(folder: Path, there: str, *, adds_a_plan: bool) -> dict[str, str]:
    def git(*words: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *identity, *words], cwd=folder / "repo", check=True, capture_output=True, text=True).stdout.strip()

    (folder / "repo" / "plans").mkdir(parents=True)
    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "a")
    base = git("rev-parse", "HEAD")
    if adds_a_plan:
        for one in [*sorted((ROOT / "plans").glob("*.sql"))[:1], ROOT / "plans" / "plans.lock"]:
            (folder / "repo" / "plans" / one.name).write_bytes(one.read_bytes())
        git("add", ".")
        git("commit", "-q", "-m", "b")
    (folder / "bin").mkdir()
    (folder / "bin" / "gh").write_text(GH)
    (folder / "bin" / "gh").chmod(0o755)
    path = f"{folder / 'bin'}:{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    given = {"BASE": base, "NUMBER": "3", "REPOSITORY": "a/b", "THERE": there, "SAID": str(folder / "said"), "PATH": path}
    subprocess.run(["bash", COMMENT], cwd=folder / "repo", env={**os.environ, **given}, check=True, capture_output=True)
    words = (folder / "said").read_text().split() if (folder / "said").exists() else []
    body = folder / "said.body"
    return {"method": words[words.index("--method") + 1] if words else "", "body": body.read_text() if body.exists() else ""}


class TestGitlab:
    spec, jobs = yaml.safe_load_all((ROOT / "ci/gitlab/templates/check.yml").read_text())

    def test_every_input_is_used_and_every_used_one_is_there(self) -> None:
        used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", (ROOT / "ci/gitlab/templates/check.yml").read_text()))
        assert used == set(self.spec["spec"]["inputs"])

    def test_the_page_is_an_artifact(self) -> None:
        (only,) = self.jobs.values()
        assert only["artifacts"]["paths"] == ["plan.html"]
        assert any("--out plan.html" in line for line in only["script"])


class TestPreCommit:
    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
    def test_every_hook_runs(self, hook: dict[str, Any]) -> None:
        words = hook["entry"].split()
        assert words[0] == "schemactl"
        assert f"{hook['id']}" in DOCS
        result = CliRunner().invoke(main, ["-C", str(ROOT), *words[1:], "--help"])
        assert result.exit_code == 0
        assert all(word in result.output for word in words if word.startswith("--") and word != "--no-input")

    def test_they_look_at_schema_files_and_plans(self) -> None:
        patterns = {hook["id"]: re.compile(hook["files"]) for hook in HOOKS}
        assert patterns["schemactl-fmt"].search("schema/app/orders.yaml")
        assert not patterns["schemactl-fmt"].search("plans/0001_a.sql")
        assert patterns["schemactl-check"].search("plans/0001_a.sql")


class TestHooksOfDeployments:
    helm = job((ROOT / "deploy/helm/templates/schema.yaml").read_text())
    argo: dict[str, Any] = yaml.safe_load((ROOT / "deploy/argocd.yaml").read_text())

    def test_plans_run_before_anything_else(self) -> None:
        assert self.helm["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
        assert self.argo["metadata"]["annotations"]["argocd.argoproj.io/hook"] == "PreSync"

    @pytest.mark.parametrize("name", ["helm", "argo"])
    def test_they_are_the_job_of_deploy_kubernetes(self, name: str) -> None:
        spec = getattr(self, name)["spec"]
        plain = next(one for one in yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text()) if one["kind"] == "Job")["spec"]
        assert spec["podFailurePolicy"] == plain["podFailurePolicy"]
        assert spec["podFailurePolicy"]["rules"][1]["onExitCodes"]["values"] == FAIL
        (mine,), (its,) = spec["template"]["spec"]["containers"], plain["template"]["spec"]["containers"]
        assert (mine["command"], mine["args"], mine["securityContext"]) == (its["command"], its["args"], its["securityContext"])
        assert spec["template"]["spec"]["securityContext"] == plain["template"]["spec"]["securityContext"]

    def test_the_chart_s_values_are_those_that_its_template_asks_for(self) -> None:
        asked = set(re.findall(r"\.Values\.([\w.]+)", (ROOT / "deploy/helm/templates/schema.yaml").read_text()))
        values = yaml.safe_load((ROOT / "deploy/helm/values.yaml").read_text())
        for name in asked:
            found: Any = values
            for part in name.split("."):
                found = found[part]
            assert found is not None
        assert json.dumps(values)


def judged_by(name: str, document: object) -> None:
    """What the makers of the format say that it may hold."""
    text = resources.files("check_jsonschema.builtin_schemas.vendor").joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    jsonschema.validators.validator_for(schema)(schema).validate(document)


def plain(text: str, values: Mapping[str, str]) -> str:
    """A component as the pipeline that includes it reads it."""
    return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: values[found[1]], text)


class TestSchemas:
    """Each file against the published JSON Schema of its format."""

    blocks: tuple[Any, ...] = tuple(map(yaml.safe_load, re.findall(r"```yml\n(.*?)```", DOCS, re.DOTALL)))

    def test_the_action(self) -> None:
        judged_by("github-actions", ACTION)
        with pytest.raises(jsonschema.ValidationError):
            judged_by("github-actions", ACTION | {"runs": {"using": "composite"}})

    @pytest.mark.parametrize("text", [(ROOT / "schemactl/cli/templates/github.yml").read_text()], ids=["init"])
    def test_workflows(self, text: str) -> None:
        # YAML 1.1 reads `on` as true.
        judged_by("github-workflows", {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()})
        judged_by("github-workflows", {"on": "pull_request", **self.blocks[0]})

    def test_pipelines(self) -> None:
        header, body = (ROOT / "ci/gitlab/templates/check.yml").read_text().split("\n---\n")
        judged_by("gitlab-ci", yaml.safe_load(header))
        given = {name: one["default"] for name, one in yaml.safe_load(header)["spec"]["inputs"].items()}
        judged_by("gitlab-ci", yaml.safe_load(plain(body, given)))
        judged_by("gitlab-ci", yaml.safe_load((ROOT / "schemactl/cli/templates/gitlab.yml").read_text()))
        judged_by("gitlab-ci", self.blocks[1])

    def test_compose(self) -> None:
        judged_by("compose-spec", yaml.safe_load((ROOT / "deploy/compose.yaml").read_text()))
