"""What a rule is: a code, how serious it is by default, and a function that finds what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.course import Course
from schemactl.lint.judge import Judgement
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State

Severity = Literal["error", "warning", "off"]


class Said(msgspec.Struct, frozen=True):
    """What is wrong, and with which object."""

    message: str
    about: ObjectId | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: the one at `number` of its plan's course, and the state that the plan meets; `transaction` is False outside of any."""

    course: Course
    number: int
    catalog: Catalog
    transaction: bool = True

    @property
    def judgement(self) -> Judgement:
        return self.course.judgements[self.number]

    @property
    def before(self) -> Sequence[Judgement]:
        """What stands before it in its transaction."""
        return self.course.before(self.number)


class StatementRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at a statement. `destructive`: has to be accepted by name."""

    code: str
    severity: Severity
    find: Callable[[Seen], Iterator[Said]]
    destructive: bool = False


class SchemaRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at the state that is wanted: as a server holds it, or as the files have it."""

    code: str
    severity: Severity
    find: Callable[[State], Iterator[Said]]
    state: Literal["server", "files"] = "server"


class NameRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at names as the files have them; `find` gets the configuration's patterns by kind as well."""

    code: str
    severity: Severity
    find: Callable[[State, Mapping[str, str]], Iterator[Said]]


class PlanRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at the states before and after a plan."""

    code: str
    severity: Severity
    find: Callable[[State, State], Iterator[Said]]


Rule = StatementRule | SchemaRule | NameRule | PlanRule


class Judged(msgspec.Struct, frozen=True):
    """Finds what the judge found to be the case for this code; `{table}` and `{what}` in the message are the relation and the object."""

    code: str
    message: str

    def __call__(self, seen: Seen) -> Iterator[Said]:
        for work in seen.judgement.work:
            if work.code == self.code:
                yield Said(self.message.format(table=dotted(work.relation), what=work.about or dotted(work.relation)), work.about)
        for lost in seen.judgement.lost:
            if lost.code == self.code:
                yield Said(self.message.format(table=table_of(lost.about), what=lost.about), lost.about)


def table_of(about: ObjectId | None) -> str:
    """The relation that an object is or lies in."""
    return dotted(about.path[:2]) if about else "the table"
