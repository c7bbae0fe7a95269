"""What a plan is made of: statements with their locks and hazards, grouped into steps."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

from schemactl.model.identity import ObjectId


class Lock(enum.StrEnum):
    """Table lock modes, weakest first (https://www.postgresql.org/docs/current/explicit-locking.html)."""

    NONE = "none"
    ACCESS_SHARE = "ACCESS SHARE"
    ROW_SHARE = "ROW SHARE"
    ROW_EXCLUSIVE = "ROW EXCLUSIVE"
    SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE"
    SHARE = "SHARE"
    SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE"
    EXCLUSIVE = "EXCLUSIVE"
    ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"

    @property
    def blocks(self) -> str:
        """What other sessions cannot do meanwhile: "reads, writes", "writes", "DDL" or "nothing"."""
        match self:
            case Lock.ACCESS_EXCLUSIVE:
                return "reads, writes"
            case Lock.EXCLUSIVE | Lock.SHARE_ROW_EXCLUSIVE | Lock.SHARE:
                return "writes"
            case Lock.SHARE_UPDATE_EXCLUSIVE:
                return "DDL"
            case _:
                return "nothing"


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    """A reason why a statement may hurt. `destructive` ones need `--accept CODE:OBJECT`; `about` is that object where it is not the statement's.
    `always` ones hold for what the plan itself makes, too."""

    code: str
    message: str
    destructive: bool = False
    always: bool = False
    about: ObjectId | None = None


Verb = Literal["+", "-", "~", "!", "?"]


class Batches(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a table in portions, by ranges of a key that no two portions share. `table` and each part of `key` are SQL; `size` is the most rows of one.

    The statement that runs for each names the first key as $1 …, then the last one, both included: `id >= $1 AND id <= $2`.
    """

    table: str
    key: tuple[str, ...]
    size: int


class Joins(msgspec.Struct, frozen=True, kw_only=True):
    """A subcommand that may stand in one ALTER TABLE with others of its table; both are SQL."""

    table: str
    action: str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One SQL command, without a final semicolon.

    `verb` and `object_id` say what it is about: + create, - drop, ~ alter, ! data, ? query. `transactional=False` runs outside of any transaction;
    `alone` in one of its own, because it takes long and must not hold the locks of what stood before it meanwhile.
    `commit_after` ends the transaction behind it, because what it makes is usable only once committed. `parts` are statements that do the
    same together, one for each object: what is refused is tried part by part. `evaluates`: it computes what its object says, so functions run.
    `batches`: it runs once for each portion of a table, each in a transaction of its own; `sees`: under this search_path, not the pinned one.
    `asks` are queries that find rows which it would fail on; their verb is ?, and what they return names the rows; a `premise` is asked by
    a plan of one step, too: where it does not hold, what follows would go wrong without a word. Of `unmeasured`, relations or parts of them,
    PostgreSQL's planner knows nothing once it has run: no statistics are kept over it, or none were there.
    `joins`: beside others of its kind PostgreSQL reads or writes the table once for all of them. `computed_from`: whose values it needs as they were
    before the plan.
    """

    sql: str
    object_id: ObjectId
    verb: Verb
    lock: Lock = Lock.NONE
    hazards: tuple[Hazard, ...] = ()
    transactional: bool = True
    alone: bool = False
    commit_after: bool = False
    parts: tuple[Statement, ...] = ()
    evaluates: bool = False
    asks: tuple[Statement, ...] = ()
    premise: bool = False
    batches: Batches | None = None
    sees: tuple[str, ...] = ()
    unmeasured: tuple[ObjectId, ...] = ()
    joins: Joins | None = None
    computed_from: tuple[ObjectId, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that succeed or fail together: one transaction, or one statement outside of any."""

    statements: tuple[Statement, ...]
    transaction: bool = True
