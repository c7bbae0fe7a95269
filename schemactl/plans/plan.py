"""A plan as its file holds it: what runs, in which step, and the words a reviewer reads beside it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

import msgspec

from schemactl.model.statement import Batches, Lock, Statement, Step, Verb
from schemactl.plans.escaping import visible
from schemactl.plans.header import PlanHeader

Mode = Literal["transaction", "no transaction", "data", "check", "backfill"]


class PlanStatement(msgspec.Struct, frozen=True, kw_only=True):
    """One SQL command; `label` is for people and never read as a name, `codes` are its hazards."""

    sql: str
    label: str
    verb: Verb
    lock: Lock = Lock.NONE
    codes: tuple[str, ...] = ()


class PlanStep(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that succeed or fail together. A data step is a transaction whose search_path the header names; a check step holds queries
    that have to find no row. A backfill is one statement, run for each portion of a table in a transaction of its own."""

    statements: tuple[PlanStatement, ...]
    mode: Mode = "transaction"
    batches: Batches | None = None

    @property
    def transactional(self) -> bool:
        """Does the step run inside a transaction?"""
        return self.mode not in ("no transaction", "backfill")

    @property
    def under_data_path(self) -> bool:
        """Does it run under the search_path that the header names?"""
        return self.mode in ("data", "backfill")

    @property
    def by_hand(self) -> bool:
        """Is it a data step as a person writes it? What schemactl writes has a label."""
        return self.under_data_path and any(statement.label == "data" for statement in self.statements)

    @property
    def sha256(self) -> str:
        """What would run, in a hash: numbers and comments of the file are no part of it."""
        # How many rows a portion has changes nothing about what is done.
        over = (self.batches.table, *self.batches.key) if self.batches else ()
        return sha256("\0".join((self.mode, *over, *(one.sql for one in self.statements))).encode()).hexdigest()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the file's name without its ending: 0002_add_orders."""

    name: str
    header: PlanHeader
    steps: tuple[PlanStep, ...]

    @property
    def number(self) -> int:
        """The number its name begins with."""
        return int(self.name.partition("_")[0])

    @property
    def statements(self) -> tuple[PlanStatement, ...]:
        """Those of every step, in their order."""
        return tuple(statement for step in self.steps for statement in step.statements)


def plan_steps(steps: Iterable[Step]) -> tuple[PlanStep, ...]:
    """The planner's steps as a file holds them."""
    return tuple(
        PlanStep(statements=tuple(map(plan_statement, step.statements)), mode=step_mode(step), batches=step.statements[0].batches)
        for step in steps
    )


def plan_statement(statement: Statement) -> PlanStatement:
    """The planner's statement as a file holds it."""
    codes = tuple(dict.fromkeys(hazard.code for hazard in statement.hazards))
    more = f" and {len(statement.parts) - 1} more" if statement.parts else ""
    return PlanStatement(
        sql=visible(statement.sql), label=f"{statement.object_id}{more}", verb=statement.verb, lock=statement.lock, codes=codes
    )


def step_mode(step: Step) -> Mode:
    """How the planner's step runs."""
    if step.statements[0].batches:
        return "backfill"
    if not step.transaction:
        return "no transaction"
    verbs = {statement.verb for statement in step.statements}
    return "check" if verbs == {"?"} else "data" if verbs == {"!"} else "transaction"
