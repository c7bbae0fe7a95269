"""The configuration, typed and frozen: what a project and its environments say about themselves."""

from __future__ import annotations

import operator
import re
from pathlib import Path
from typing import Literal

import msgspec

from schemactl.model.scope import Scope

VERSION_TERM = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*(\d+)\s*\Z")
SIZE = re.compile(r"(\d+)\s*(B|kB|MB|GB|TB)?\Z")
POSTGRES = ">=14,<19"

Mode = Literal["development", "protected"]
Severity = Literal["error", "warning", "off"]

_COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt}


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """One database the project knows. Anything not declared development is protected."""

    name: str = ""
    url: str | None = None
    direct_url: str | None = None
    mode: Mode = "protected"
    scratch_url: str | None = None
    lock_timeout: str = "2s"
    lock_retries: int = 30
    statement_timeout: str | None = None
    transaction_age: str = "1min"
    transaction_wait: str = "0"
    wait: str | None = None
    throttle: float = 0.25
    require: tuple[Literal["signature", "rehearsal"], ...] = ()

    @property
    def development(self) -> bool:
        return self.mode == "development"


class Planning(msgspec.Struct, frozen=True, kw_only=True):
    """How plans treat tables that others use. `auto`: those larger than `small` in the environment `sizes_from`, else in the plan's own database."""

    online: Literal["auto", "always", "never"] = "auto"
    small: str = "16MB"
    sizes_from: str | None = None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """`file` is None when there is no configuration file and the defaults hold. `root` is the folder that holds it."""

    root: Path
    file: Path | None = None
    schema: Path
    plans: Path
    postgres: str = POSTGRES
    env_file: Path | None = None
    scope: Scope = Scope()
    allowed_signers: Path | None = None
    plan: Planning = Planning()
    lint: dict[str, Severity] = {}
    names: dict[str, str] = {}
    envs: dict[str, Environment] = {}

    def allows(self, major: int) -> bool:
        """Does `postgres` admit this major version?"""
        terms = [found for term in self.postgres.split(",") if (found := VERSION_TERM.match(term))]
        return all(_COMPARE[found.group(1)](major, int(found.group(2))) for found in terms)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The file's own form: one field per key, paths as text."""

    schema: str = "schema"
    plans: str = "plans"
    postgres: str = POSTGRES
    env_file: str | None = None
    allowed_signers: str | None = None
    scope: Scope = Scope()
    plan: Planning = Planning()
    lint: dict[str, Severity] = {}
    names: dict[str, str] = {}
    env: dict[str, Environment] = {}

    def config(self, root: Path, file: Path | None) -> Config:
        """Seen from the folder that holds the file. Without any environment, there is the embedded development server."""
        envs = {name: msgspec.structs.replace(env, name=name) for name, env in self.env.items()}
        return Config(
            root=root,
            file=file,
            schema=root / self.schema,
            plans=root / self.plans,
            postgres=self.postgres,
            env_file=root / self.env_file if self.env_file else None,
            allowed_signers=root / self.allowed_signers if self.allowed_signers else None,
            scope=self.scope,
            plan=self.plan,
            lint=self.lint,
            names=self.names,
            envs=envs or {"dev": Environment(name="dev", mode="development")},
        )
