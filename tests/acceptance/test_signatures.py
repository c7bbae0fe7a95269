"""An environment that requires signatures runs nothing that is not signed by somebody who may."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_project import USERS, CliProject

Tamper = Callable[["Signed"], None]


class Signed:
    """A project whose production requires signatures, with one plan and the key that may sign."""

    def __init__(self, project: CliProject, keys: Path) -> None:
        self.project, self.keys = project, keys
        project.write("schema/app.yaml", USERS)
        project.ok("plan", "users", "--from", "plans")
        self.key("alice")
        public = (keys / "alice.pub").read_text()
        project.write("allowed_signers", f"alice {public}")
        toml = (project.root / "schemactl.toml").read_text()
        project.write("schemactl.toml", f'allowed_signers = "allowed_signers"\n{toml}require = ["signature"]\n')

    @property
    def lock(self) -> Path:
        return self.project.root / "plans" / "plans.lock"

    @property
    def signature(self) -> Path:
        return self.lock.with_name("plans.lock.sig")

    def key(self, name: str) -> None:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.keys / name], check=True)

    def sign(self, name: str = "alice", namespace: str = "schemactl") -> None:
        self.signature.unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-Y", "sign", "-f", self.keys / name, "-n", namespace, self.lock], check=True, capture_output=True)


@pytest.fixture
def signed(project: CliProject, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return Signed(project, tmp_path_factory.mktemp("keys"))


def test_signed_plans_run(signed: Signed) -> None:
    signed.sign()
    assert "Applied 0001_users" in signed.project.ok("apply", "--yes", env="production")
    assert signed.project.ok("check", "--offline", env="production")


def _unsigned(_signed: Signed) -> None:
    pass


def _by_somebody_else(signed: Signed) -> None:
    signed.key("mallory")
    signed.sign("mallory")


def _for_something_else(signed: Signed) -> None:
    signed.sign(namespace="file")


def _another_plan_behind_it(signed: Signed) -> None:
    signed.sign()
    signed.project.write("schema/app.yaml", USERS.replace("name: text", "name: varchar(9)"))
    signed.project.ok("plan", "more", "--from", "plans")


def _edited_and_sealed_again(signed: Signed) -> None:
    signed.sign()
    plan = signed.project.root / "plans" / "0001_users.sql"
    plan.write_text(plan.read_text() + "\n-- step: data\nDROP TABLE app.users;\n")
    signed.project.ok("verify")


def _garbage(signed: Signed) -> None:
    signed.sign()
    signed.signature.write_bytes(b"\0 no signature")


def _a_byte_of_the_signature(signed: Signed) -> None:
    signed.sign()
    text = bytearray(signed.signature.read_bytes())
    text[200] = ord("A") if text[200] != ord("A") else ord("B")
    signed.signature.write_bytes(bytes(text))


def _key_taken_back(signed: Signed) -> None:
    signed.sign()
    signed.project.write("allowed_signers", "")


def _key_expired(signed: Signed) -> None:
    signed.sign()
    file = signed.project.root / "allowed_signers"
    file.write_text(file.read_text().replace("alice ", 'alice valid-before="20200101" ', 1))


@pytest.mark.parametrize(
    "tamper",
    [
        _unsigned,
        _by_somebody_else,
        _for_something_else,
        _another_plan_behind_it,
        _edited_and_sealed_again,
        _garbage,
        _a_byte_of_the_signature,
        _key_taken_back,
        _key_expired,
    ],
    ids=lambda one: one.__name__.strip("_"),
)
def test_nothing_else_runs(signed: Signed, tamper: Tamper) -> None:
    tamper(signed)
    for words in (["apply", "--yes"], ["apply", "--dry-run"], ["adopt"], ["check", "--offline"]):
        result = signed.project.run(*words, env="production")
        assert (words, result.exit_code) == (words, 7), result.output
        assert "S711" in result.stderr
    assert signed.project.sql("SELECT to_regnamespace('app'), to_regnamespace('schemactl')") == [(None, None)]


def test_without_a_file_of_signers_it_is_the_configuration_that_is_wrong(signed: Signed) -> None:
    signed.sign()
    (signed.project.root / "allowed_signers").unlink()
    assert signed.project.run("apply", "--yes", env="production").exit_code == 78
    toml = signed.project.root / "schemactl.toml"
    toml.write_text(toml.read_text().replace('allowed_signers = "allowed_signers"\n', ""))
    result = signed.project.run("apply", "--yes", env="production")
    assert result.exit_code == 78
    assert "nothing says whose" in result.stderr


def test_other_environments_do_not_ask(signed: Signed) -> None:
    assert signed.project.ok("apply", "--allow-uncommitted", "--yes")
