"""What happens during `apply`, for whoever shows or logs it. Every method does nothing: override those you want."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from schemactl.live.headway import Headway


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Another session that holds what we wait for; `transaction_seconds` is how long its transaction is open, where this role may know."""

    pid: int
    user: str
    application: str
    state: str
    transaction_seconds: float | None
    wraparound: bool = False

    def __str__(self) -> str:
        if self.wraparound:
            return f"pid {self.pid}: autovacuum to prevent wraparound, which never yields"
        application = f" ({self.application})" if self.application else ""
        open_for = "" if self.transaction_seconds is None else f", transaction open for {self.transaction_seconds:.0f} s"
        return f"pid {self.pid}: {self.user}{application}, {self.state}{open_for}"


class AtWork(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that runs since so many `seconds`. `headway` is what PostgreSQL counts of it, None where it counts nothing; `left` are seconds to
    the end of the phase that it is in, `rehearsed` those that all of it took on a clone; `blockers` hold the lock that it waits for."""

    seconds: float
    headway: Headway | None = None
    left: float | None = None
    rehearsed: float | None = None
    blockers: tuple[Session, ...] = ()


class Events:
    """Plans are named by their file's name without ending, steps and statements by their number, statements also by their label."""

    def up_to_date(self) -> None:
        """Nothing is pending."""

    def held_back(self, plans: Sequence[str]) -> None:
        """These may break the application's earlier version, or follow one that may: they wait for the contract phase."""

    def newer(self, plans: Sequence[str]) -> None:
        """The database ran these, which the folder does not hold, and all of them leave its application working."""

    def applying(self, plans: Sequence[str]) -> None:
        """The lock is held, every check passed, these plans will run."""

    def long_transactions(self, sessions: Sequence[Session]) -> None:
        """These are open for long: a lock that waits for one of them lets everybody else wait as well."""

    def plan_started(self, plan: str, *, steps: int, resumed: bool) -> None:
        """Its first step is next; `resumed` when steps of it ran before."""

    def step_started(self, plan: str, step: int, *, mode: str) -> None:
        """A transaction, a data step, or a statement outside of any."""

    def statement_started(self, plan: str, number: str, label: str, *, sql: str) -> None:
        """`number` is the one in the file: 2.1."""

    def statement_done(self, plan: str, number: str, label: str, *, seconds: float, rows: int) -> None:
        """It ran; its transaction may be open still."""

    def backfilling(self, plan: str, number: str, label: str, *, rows: int, total: int | None, left: float | None) -> None:
        """So many rows are changed and committed, of about so many; about so many seconds are left. Told each second."""

    def step_done(self, plan: str, step: int, *, seconds: float) -> None:
        """Committed and recorded."""

    def not_checked(self, plan: str, number: str, label: str, *, seconds: float) -> None:
        """A query that looks for rows in the way did not end in that time: the statement itself will find them."""

    def step_found_done(self, plan: str, step: int) -> None:
        """A step outside of a transaction was interrupted, and the catalog shows that it happened."""

    def repaired(self, plan: str, step: int, *, sql: str) -> None:
        """What an interrupted step left behind was put away with this statement."""

    def plan_done(self, plan: str, *, seconds: float) -> None:
        """The database is in the state that the plan promised."""

    def waiting_for_other_apply(self, holder: Session | None, *, seconds: float) -> None:
        """Another schemactl works on this database; told several times a second."""

    def waiting_for_lock(self, plan: str, number: str, blockers: Sequence[Session], *, seconds: float) -> None:
        """A statement waits for these sessions; told each second."""

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:
        """A lock did not come in time: the step was rolled back and starts again after the pause."""

    def at_work(self, plan: str, number: str, label: str, work: AtWork) -> None:
        """How far a statement came; told each second, for whoever shows it as it changes."""

    def heartbeat(self, plan: str, number: str, label: str, work: AtWork) -> None:
        """The same, told each half minute, for whoever writes it down."""

    def note(self, text: str) -> None:
        """Something a person may want to know."""


class Several(Events):
    """Tells each of several."""

    def __init__(self, *each: Events) -> None:
        self._each = each


def _forward(name: str) -> Callable[..., None]:
    def tell(self: Several, /, *arguments: object, **named: object) -> None:
        for one in self._each:
            getattr(one, name)(*arguments, **named)

    return tell


for _name in [name for name in vars(Events) if not name.startswith("_")]:
    setattr(Several, _name, _forward(_name))
