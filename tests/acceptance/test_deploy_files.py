"""The files a deployment starts from: they parse, and they say the same as docs/deploy.md and the table of exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemactl import errors
from schemactl.cli import config_file

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "deploy.md").read_text()
EXAMPLES = ("deploy/argocd.yaml", "deploy/compose.yaml", "deploy/helm", "deploy/kubernetes.yaml", "deploy/railway.json")
Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """The Dockerfile as (INSTRUCTION, rest), continuation lines joined, comments gone."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line.strip() and not line.startswith("#")]
    logical = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines()
    return [(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in logical)]


def stages() -> dict[str, list[Instruction]]:
    """The instructions of each stage, under the name after AS; what comes before the first FROM under ''."""
    found: dict[str, list[Instruction]] = {"": []}
    name = ""
    for word, rest in instructions():
        if word == "FROM":
            name = rest.split()[-1]
            found[name] = []
        found[name].append((word, rest))
    return found


def values(stage: list[Instruction], word: str) -> list[str]:
    """What follows every WORD of a stage."""
    return [rest for name, rest in stage if name == word]


def kubernetes(kind: str) -> dict[str, Any]:
    """The document of one kind in deploy/kubernetes.yaml."""
    documents = list(yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text()))
    return next(document for document in documents if document["kind"] == kind)


def pods() -> Iterator[dict[str, Any]]:
    """The pod templates of deploy/kubernetes.yaml."""
    for kind in ("Job", "Deployment"):
        yield kubernetes(kind)["spec"]["template"]["spec"]


def containers() -> Iterator[dict[str, Any]]:
    """Every container of deploy/kubernetes.yaml."""
    for pod in pods():
        yield from [*pod.get("initContainers", []), *pod["containers"]]


def documented_codes() -> dict[int, str]:
    """Exit code → "try again?", from the table in docs/deploy.md."""
    return {int(code): again.strip() for code, again in re.findall(r"^\| (\d+) \|[^|]+\|([^|]*)\|$", DOCS, re.MULTILINE)}


class TestDockerfile:
    def test_the_base_is_an_argument_of_every_stage(self) -> None:
        (argument,) = values(stages()[""], "ARG")
        assert argument.startswith("BASE=python:")
        assert argument.endswith("-slim")
        assert [(rest.split()[0], rest.split()[-1]) for word, rest in instructions() if word == "FROM"] == [
            ("${BASE}", "wheel"),
            ("${BASE}", "schemactl"),
            ("schemactl", "project"),
        ]

    def test_the_wheel_is_built_in_one_stage_and_installed_in_the_next_without_an_index(self) -> None:
        (build,) = values(stages()["wheel"], "RUN")
        (install,) = values(stages()["schemactl"], "RUN")
        assert "pip wheel" in build
        assert "--mount=type=bind,from=wheel,source=/wheels" in install
        assert "--no-index" in install

    def test_what_runs_is_not_root(self) -> None:
        (user,) = values(stages()["schemactl"], "USER")
        assert int(user) > 0
        assert f"useradd --uid {user} " in values(stages()["schemactl"], "RUN")[0]
        assert values(stages()["project"], "USER") == []

    def test_the_entrypoint_is_the_script(self) -> None:
        (entrypoint,) = values(stages()["schemactl"], "ENTRYPOINT")
        (copied,) = values(stages()["schemactl"], "COPY")
        source, target = copied.split()[-2:]
        assert json.loads(entrypoint) == [Path(target).name]
        assert Path(target).parent == Path("/usr/local/bin")
        assert os.access(ROOT / source, os.X_OK)
        assert values(stages()["schemactl"], "CMD") == []

    def test_the_project_is_its_configuration_and_its_plans(self) -> None:
        assert [rest.split()[0] for rest in values(stages()["project"], "COPY")] == ["schemactl.toml", "plans"]
        for name in ("schemactl.toml", "plans"):
            assert f"COPY {name}" in DOCS

    def test_everything_copied_exists_and_passes_the_ignore_file(self) -> None:
        ignore = (ROOT / ".dockerignore").read_text().split()
        assert "*" in ignore
        for rest in (rest for word, rest in instructions() if word == "COPY"):
            for source in [word for word in rest.split()[:-1] if not word.startswith("--")]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in ignore, source

    def test_no_index_no_password_and_no_host_is_written_down(self) -> None:
        text = (ROOT / "Dockerfile").read_text()
        assert not re.search(r"https?://|index-url|PIP_|password", text, re.IGNORECASE)
        assert "--mount=type=secret,id=pip" in text


class TestCompose:
    services: dict[str, Any] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]

    def test_the_application_waits_for_a_successful_apply(self) -> None:
        assert self.services["app"]["depends_on"] == {"schema": {"condition": "service_completed_successfully"}}
        assert self.services["schema"]["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert self.services["schema"]["entrypoint"] + self.services["schema"]["command"] == ["schemactl", "apply"]
        assert self.services["schema"]["restart"] == "no"

    def test_the_build_context_is_the_folder_with_the_dockerfile(self) -> None:
        assert (ROOT / "deploy" / self.services["schema"]["build"]["context"] / "Dockerfile").resolve() == ROOT / "Dockerfile"

    def test_all_that_talk_to_the_database_mean_the_same_one(self) -> None:
        environment = self.services["schema"]["environment"]
        assert environment == self.services["app"]["environment"]
        assert environment["SCHEMACTL_ENV"] == "production"
        assert "@database:5432/" in environment["DATABASE_URL"]

    def test_no_password_is_written_down(self) -> None:
        passwords = re.findall(r"(?:PASSWORD: |postgres:)(\S+)", (ROOT / "deploy/compose.yaml").read_text().split("services:")[1])
        assert [word for word in passwords if not word.startswith(("${", "18"))] == []


class TestProject:
    """The project of this repository, which is what the image's last stage holds."""

    configuration = config_file.load(ROOT)

    def test_the_environment_that_the_examples_name_takes_its_url_from_the_variable_they_set(self) -> None:
        production = self.configuration.envs["production"]
        assert (production.url, production.mode) == ("${DATABASE_URL}", "protected")

    def test_the_server_of_compose_is_one_the_project_runs_on(self) -> None:
        name, _, major = TestCompose.services["database"]["image"].partition(":")
        assert name == "postgres"
        assert self.configuration.allows(int(major))


class TestKubernetes:
    def test_the_job_gives_up_on_exactly_the_codes_that_another_try_cannot_mend(self) -> None:
        rules = kubernetes("Job")["spec"]["podFailurePolicy"]["rules"]
        (rule,) = [rule["onExitCodes"] for rule in rules if rule["action"] == "FailJob"]
        assert rule["operator"] == "In"
        # Kubernetes wants them sorted, without duplicates and without 0.
        assert rule["values"] == sorted(code for code, again in documented_codes().items() if again == "no")
        assert rule["containerName"] == kubernetes("Job")["spec"]["template"]["spec"]["containers"][0]["name"]
        assert kubernetes("Job")["spec"]["template"]["spec"]["restartPolicy"] == "Never"

    def test_a_pod_that_was_moved_away_is_not_a_failure(self) -> None:
        first = kubernetes("Job")["spec"]["podFailurePolicy"]["rules"][0]
        assert (first["action"], first["onPodConditions"]) == ("Ignore", [{"type": "DisruptionTarget", "status": "True"}])

    def test_both_ways_run_apply(self) -> None:
        applying = [one for one in containers() if one["name"] == "apply"]
        assert [one["command"] + one["args"] for one in applying] == [["schemactl", "apply"]] * 2
        assert "initContainers" in list(pods())[1]

    def test_every_pod_runs_as_the_image_s_user_with_nothing_writable(self) -> None:
        (user,) = values(stages()["schemactl"], "USER")
        assert {(pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["runAsUser"]) for pod in pods()} == {(True, int(user))}
        assert all(one["securityContext"]["readOnlyRootFilesystem"] for one in containers())

    def test_the_url_comes_from_a_secret(self) -> None:
        for one in containers():
            urls = [variable for variable in one["env"] if variable["name"] == "DATABASE_URL"]
            assert [set(variable) for variable in urls] == [{"name", "valueFrom"}]

    def test_labels_and_selector_meet(self) -> None:
        spec = kubernetes("Deployment")["spec"]
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]


class TestRailway:
    file: dict[str, Any] = json.loads((ROOT / "deploy/railway.json").read_text())

    def test_plans_run_before_the_deployment(self) -> None:
        assert self.file["deploy"]["preDeployCommand"] == ["schemactl apply"]

    def test_the_dockerfile_is_the_one_here(self) -> None:
        assert self.file["build"]["builder"] == "DOCKERFILE"
        assert (ROOT / self.file["build"]["dockerfilePath"]).is_file()

    def test_the_health_check_and_the_port(self) -> None:
        assert self.file["deploy"]["healthcheckPath"].startswith("/")
        # Railway runs a start command without a shell: $PORT needs one.
        assert re.fullmatch(r"/bin/sh -c 'exec [^']*\"\$PORT\"[^']*'", self.file["deploy"]["startCommand"])


class TestDocs:
    def test_every_example_file_is_named(self) -> None:
        assert sorted(str(path.relative_to(ROOT)) for path in (ROOT / "deploy").iterdir()) == sorted(EXAMPLES)
        for name in (*EXAMPLES, "docker/entrypoint.sh", "docker/try-build.sh"):
            assert name in DOCS
            assert (ROOT / name).exists()

    def test_every_file_and_key_the_text_relies_on_is_in_the_examples(self) -> None:
        said = {
            "deploy/compose.yaml": ("service_completed_successfully",),
            "deploy/kubernetes.yaml": ("podFailurePolicy", "onExitCodes", "shop-schema-1.0.0"),
            "deploy/railway.json": ("preDeployCommand", "startCommand", "healthcheckPath", "overlapSeconds"),
        }
        for name, words in said.items():
            for word in words:
                assert word in DOCS
                assert word in (ROOT / name).read_text()

    def test_every_exit_code_of_the_program_is_in_the_table(self) -> None:
        program = {
            error.exit_code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, errors.SchemactlError)
        }
        assert set(documented_codes()) == program | {0, 130, 143}

    def test_the_table_agrees_with_the_one_of_the_whole_program(self) -> None:
        rows = re.findall(r"^\| ([\d, ]+) \|[^|]+\|([^|]*)\|$", (ROOT / "docs/exit-codes.md").read_text(), re.MULTILINE)
        retried = {int(code) for codes, again in rows if again.strip() == "yes" for code in codes.split(",")}
        assert retried == {code for code, again in documented_codes().items() if again == "yes"}

    def test_what_the_entrypoint_says_is_quoted_as_it_is(self) -> None:
        script = (ROOT / "docker/entrypoint.sh").read_text()
        assert "schemactl-entrypoint: 'schemactl apply' ended with exit code" in script
        assert "schemactl-entrypoint: 'schemactl apply' ended with exit code" in DOCS


@pytest.mark.parametrize("script", ["docker/entrypoint.sh", "docker/try-build.sh"])
def test_scripts_are_valid_for_a_posix_shell(script: str) -> None:
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0
    assert os.access(ROOT / script, os.X_OK)
