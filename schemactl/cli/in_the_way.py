"""Who holds, at this moment, what a plan would wait for: remarks, since it may be over when the plan runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.live.holding import Held
    from schemactl.model.state import State
    from schemactl.model.statement import Lock

MOST = 5


def holders(conn: Connection, statements: Sequence[str], state: State, search_path: Sequence[str] = ()) -> Iterator[str]:
    """A sentence for each session with the relations that these statements would wait for; the plan's own judge says which locks they take."""
    from schemactl.live.holding import held, waits

    found = held(conn)
    wanted = _locks(statements, state, search_path) if found else {}
    sessions: dict[str, list[Held]] = {}
    for one in found:
        if any(waits(lock, [one.lock]) for lock in wanted.get(one.relation, ())):
            sessions.setdefault(one.who, []).append(one)
    for who, every in list(sessions.items())[:MOST]:
        yield _sentence(who, every)
    if len(sessions) > MOST:
        yield f"{len(sessions) - MOST} more sessions hold what the plan waits for"


def _sentence(who: str, every: Sequence[Held]) -> str:
    from schemactl.kinds.sql import qualified

    names = list(dict.fromkeys(qualified(one.relation) for one in every))
    listed = ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
    seconds = every[0].seconds
    since = "" if seconds is None else f", transaction open for {seconds:.0f} s,"
    return f"{who}{since} holds a lock on {listed} that the plan would wait for now"


def _locks(statements: Sequence[str], state: State, search_path: Sequence[str]) -> Mapping[tuple[str, ...], set[Lock]]:
    from schemactl.lint.judge import Judge

    judge, found = Judge(state, search_path=search_path), dict[tuple[str, ...], set["Lock"]]()
    for sql in statements:
        for relation, lock in judge.judge(sql).locks.items():
            found.setdefault(relation, set()).add(lock)
    return found
