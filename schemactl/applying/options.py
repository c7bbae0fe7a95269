"""What an `apply` is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from schemactl.applying.filling import Lookup
from schemactl.applying.ledger import Environment
from schemactl.live.connection import Connection
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans.header import PlanHeader
from schemactl.plans.rehearsal import Work

Phase = Literal["expand", "contract", "both"]

TakeFingerprints = Callable[[Connection, PlanHeader], Fingerprints]

Look = Callable[[str], Callable[[str], tuple[Work, ...]]]
"""By a plan's name, when it begins: what says of each of its statements, in order, what it has to do."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """In seconds. `statement_timeout` bounds statements inside of transactions only: an index build takes the time it takes.

    A backfill rests behind each of its batches, `throttle` times as long as that took.
    Transactions older than `transaction_age` when a run begins are told of, and waited for `transaction_wait`.
    """

    lock_timeout: float = 2.0
    lock_retries: int = 30
    statement_timeout: float | None = None
    transaction_age: float = 60.0
    transaction_wait: float = 0.0
    throttle: float = 0.25


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """`mode` is the environment's in the configuration; `to` a plan's name or number; `wait` seconds for another apply to end.
    `phase`: with "expand", plans wait that may break the application's earlier version.
    `signers` is the file of those who may sign plans, where a signature is required; `rehearsed`: each plan needs a rehearsal of it as it is.
    `clone`: the database is a copy on which plans are tried before they are committed. `lookup` knows the values of the variables that plans name."""

    mode: Environment = "protected"
    tool_version: str = ""
    to: str | None = None
    phase: Phase = "both"
    limits: Limits = Limits()
    wait: float = 600.0
    allow_uncommitted: bool = False
    signers: Path | None = None
    rehearsed: bool = False
    clone: bool = False
    lookup: Lookup = lambda _: None
    git_commit: str | None = None


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """One plan that ran."""

    name: str
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """`applied` ran now; `pending` are left: all of them after a dry run, those behind `to` otherwise."""

    applied: tuple[Applied, ...] = ()
    pending: tuple[str, ...] = ()
