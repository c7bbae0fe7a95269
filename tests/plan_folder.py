"""A plans folder for tests, and fingerprints that a test can promise: the names of what schema public holds."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from schemactl.live.connection import Connection, connect, target
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.statement import Lock
from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans, new_name, write_file
from schemactl.plans.header import Compatible
from schemactl.plans.planfile import Mode, Plan, PlanHeader, PlanStatement, PlanStep, file_sha256, parse, render

MAJOR = 18


def opened(url: str) -> Connection:
    return connect(target(url, source="test"))


def promised(names: set[str], major: int = MAJOR) -> Fingerprints:
    """The fingerprints of a database whose schema public holds relations of these names."""
    digest = sha256("\0".join(sorted(names)).encode()).hexdigest()
    return Fingerprints(full=f"{major}/{digest}", structure=digest)


def taken(conn: Connection, _header: PlanHeader) -> Fingerprints:
    rows = conn.execute(
        "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
    )
    return promised({row[0] for row in rows}, conn.info.server_version // 10000)


def one(sql: str, label: str = "it", lock: Lock = Lock.NONE) -> PlanStatement:
    return PlanStatement(sql=sql, label=label, verb="+", lock=lock)


def step(*sqls: str | PlanStatement, mode: Mode = "transaction") -> PlanStep:
    return PlanStep(statements=tuple(one(sql) if isinstance(sql, str) else sql for sql in sqls), mode=mode)


class PlanFolder:
    """Adds sealed, listed plans; keeps the set of names that the last one promises."""

    def __init__(self, path: Path, names: set[str] | None = None) -> None:
        self.path = path
        self.names: set[str] = names or set()

    def add(
        self,
        name: str,
        *steps: PlanStep,
        makes: tuple[str, ...] = (),
        drops: tuple[str, ...] = (),
        search_path: tuple[str, ...] = (),
        compatible: Compatible | None = None,
    ) -> str:
        """A plan that leads from what the last one promised to that and `makes`, without `drops`."""
        before, self.names = self.names, self.names - set(drops) | set(makes)
        plans = list_plans(self.path)
        header = PlanHeader(
            parent=plans[-1].sha256 if plans else "-",
            before=promised(before),
            after=promised(self.names),
            changes=len(makes) + len(drops),
            search_path=search_path,
            compatible=compatible,
        )
        plan = Plan(name=new_name(plans, name), header=header, steps=steps)
        self.write(plan)
        return plan.name

    def undo(self, name: str, *steps: PlanStep, drifted: set[str], left: set[str]) -> str:
        """A plan for one database that drifted: from these names to those that an earlier plan left. What the folder promises stays."""
        plans = list_plans(self.path)
        header = PlanHeader(parent=plans[-1].sha256, before=promised(drifted), after=promised(left), changes=1, undoes_drift=True)
        plan = Plan(name=new_name(plans, name), header=header, steps=steps)
        self.write(plan)
        return plan.name

    def table(self, name: str, *, compatible: Compatible | None = None) -> str:
        """A plan that makes one table."""
        return self.add(name, step(f"CREATE TABLE public.{name} (id bigint)"), makes=(name,), compatible=compatible)

    def write(self, plan: Plan) -> None:
        data = render(plan)
        write_file(self.path / f"{plan.name}.sql", data)
        lockfile.list_in_lock(self.path, f"{plan.name}.sql", file_sha256(data))

    def mend(self, name: str, *steps: PlanStep) -> None:
        """Other steps in the plan `name`, sealed and listed again, as `verify` does."""
        path = self.path / f"{name}.sql"
        self.write(msgspec.structs.replace(parse(path.read_bytes(), name, str(path)), steps=steps))
