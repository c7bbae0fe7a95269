"""The server's log → what it was asked to do in one database, statement by statement, and which of it came to an end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from faults.shapes import Shape

_ASKED = re.compile(r"LOG:  (?:execute [^:]+|statement): (.*)", re.DOTALL)
_GIVEN = re.compile(r"DETAIL:  parameters: (.*)", re.DOTALL | re.IGNORECASE)

# apply's own way to write it; plans of the shapes write it otherwise.
_PUT_AWAY = re.compile(r'DROP INDEX CONCURRENTLY "\w+"\."([^"]+)"')


@dataclass
class Asked:
    """One statement of the plans as a session sent it: `ended` when the server said so; `kept` once it was committed, too.

    `given` is what its parameters stood for: each portion of a backfill is asked for once.
    Outside of a transaction the last part of a statement commits with the Sync message behind it, which a cut may swallow: it is `sure` only
    when the session went on.
    """

    sql: str
    ended: bool = False
    kept: bool = False
    sure: bool = True
    given: str = ""


@dataclass
class Session:
    """What one backend did: the statements of the plans, and those of the transaction that is open."""

    inside: list[Asked] | None = None
    last: Asked | str | None = None
    unsure: Asked | None = None


@dataclass
class Log:
    """A log of one database, in order."""

    asked: list[Asked] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path, start: int, database: str, shape: Shape) -> Log:
        """What stands behind byte `start`."""
        log = cls()
        sessions: dict[str, Session] = {}
        known = {sql for _, sql in shape.statements}
        for pid, text in _lines(file, start, database):
            session = sessions.setdefault(pid, Session())
            if found := _ASKED.match(text):
                log._begins(session, found[1].strip(), known)
            elif (found := _GIVEN.match(text)) and isinstance(session.last, Asked):
                session.last.given = found[1]
            elif text.startswith("LOG:  duration:"):
                log._ends(session)
            elif text.startswith(("ERROR:", "FATAL:")):
                session.last = None
        return log

    def _begins(self, session: Session, sql: str, known: Iterable[str]) -> None:
        if session.unsure:
            session.unsure.sure, session.unsure = True, None
        if sql not in known and (found := _PUT_AWAY.fullmatch(sql)):
            # What is put away as invalid was not kept after all.
            for one in self.asked:
                one.kept &= one.sure or f" {found[1]} ON" not in one.sql.replace('"', "")
        if sql in known:
            session.last = Asked(sql)
            self.asked.append(session.last)
        else:
            session.last = sql

    def _ends(self, session: Session) -> None:
        match session.last:
            case Asked() as asked:
                asked.ended = True
                if session.inside is None:
                    asked.kept, asked.sure, session.unsure = True, False, asked
                else:
                    session.inside.append(asked)
            case "BEGIN":
                session.inside = []
            case "COMMIT" | "ROLLBACK" as word:
                for one in session.inside or ():
                    one.kept = word == "COMMIT"
                session.inside = None
        # An error speaks of its statement before the duration does, and a Parse or Bind may have a duration of its own.
        if not isinstance(session.last, str) or session.last in ("BEGIN", "COMMIT", "ROLLBACK"):
            session.last = None

    def twice(self, shape: Shape) -> list[str]:
        """Statements that were asked for again after they had been kept, other than those that may be."""
        wanted = Counter(sql for _, sql in shape.statements)
        kept: Counter[tuple[str, str]] = Counter()
        found = []
        for one in self.asked:
            if kept[one.sql, one.given] >= wanted[one.sql] and not shape.may_repeat(one.sql):
                found.append(one.sql)
            kept[one.sql, one.given] += one.kept
        return found

    def repeated(self, shape: Shape) -> int:
        """How often a repeatable statement ran to its end once more."""
        wanted = Counter(sql for _, sql in shape.statements)
        ended = Counter(one.sql for one in self.asked if one.kept)
        return sum(max(0, number - wanted[sql]) for sql, number in ended.items() if shape.may_repeat(sql))

    def kept_once(self, shape: Shape) -> bool:
        """Was every statement kept, and as often as the plans say? So it is where nothing was disturbed."""
        wanted = Counter(sql for _, sql in shape.statements)
        kept = Counter((one.sql, one.given) for one in self.asked if one.kept)
        return {sql for sql, _ in kept} == set(wanted) and all(times == wanted[sql] for (sql, _), times in kept.items())

    def never(self, shape: Shape) -> list[str]:
        """Statements that nobody asked for at all."""
        return [sql for _, sql in shape.statements if sql not in {one.sql for one in self.asked}]


def _lines(file: Path, start: int, database: str) -> Iterator[tuple[str, str]]:
    """The backend's process id and text of each entry about a database; lines of one entry begin with a tab but for the first."""
    with file.open("rb") as log:
        log.seek(start)
        text = log.read().decode(errors="replace")
    for entry in text.split("\x1e")[1:]:
        pid, name, message = (*entry.split("\x1f", 2), "", "")[:3]
        if name == database:
            yield pid, message.replace("\n\t", "\n").rstrip("\n")
