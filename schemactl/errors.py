"""The error tree: message, hint, where, exit code.

Every error a user can meet is one of these; anything else is a bug and crashes. `cli/` prints them and exits with `exit_code`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a file: 1-based line and column; `length` characters are underlined."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: a stable code, what is wrong, where, and what to do about it."""

    code: str
    message: str
    where: Where | None = None
    hint: str | None = None


class SchemactlError(Exception):
    """Something failed. `problems` holds every finding of the run, at least one."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "S001"

    def __init__(self, message: str, *, hint: str | None = None, where: Where | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = (Problem(code=code or self.code, message=message, where=where, hint=hint),)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Self:
        """One error that carries several problems."""
        error = cls(problems[0].message)
        error.problems = tuple(problems)
        return error


class SchemaError(SchemactlError):
    """The schema files are wrong: YAML, names, or SQL that the scratch server refused."""

    code = "S010"


class DatabaseError(SchemactlError):
    """The server refused a statement; `sqlstate` is its word for it."""

    code = "S100"

    def __init__(
        self, message: str, *, sqlstate: str | None = None, hint: str | None = None, where: Where | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, hint=hint, where=where, code=code)
        self.sqlstate = sqlstate


class ProofError(SchemactlError):
    """A plan was run in scratch and did not lead to the desired state."""

    code = "S200"


class RowsError(SchemactlError):
    """Rows that a constraint or a type will refuse, found before anything was changed."""

    exit_code = 1
    code = "S510"


class RefusedError(SchemactlError):
    """Policy says no: data loss not accepted, protected database."""

    exit_code = 3
    code = "S300"


class DecisionNeededError(SchemactlError):
    """A question only a person can answer, and there is no terminal."""

    exit_code = 4
    code = "S400"


class LockError(SchemactlError):
    """A lock was not obtained after all retries."""

    exit_code = 5
    code = "S500"


class ConnectError(SchemactlError):
    """No connection: unreachable, refused, starting, standby."""

    exit_code = 6
    code = "S600"


class IntegrityError(SchemactlError):
    """A plan is not what was committed, or does not fit the database."""

    exit_code = 7
    code = "S700"


class HalfwayError(SchemactlError):
    """Stopped after something was committed; the next `apply` resumes."""

    exit_code = 8
    code = "S800"


class UsageError(SchemactlError):
    """The command line is wrong."""

    exit_code = 64
    code = "S640"


class ConfigurationError(SchemactlError):
    """The configuration or the environment is wrong."""

    exit_code = 78
    code = "S780"


class TerminatedError(SchemactlError):
    """SIGTERM asked the run to end: the statement was cancelled, what ran is recorded."""

    exit_code = 143
    code = "S143"


class InterruptError(TerminatedError):
    """SIGINT (Ctrl-C) asked the run to end: the same as after SIGTERM."""

    exit_code = 130
    code = "S130"
