"""A shape → the folder of an image: configuration and committed plans, as `plan` would have written them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from plan_folder import opened

from faults import quick
from faults.machine import Machine
from faults.shapes import Shape
from schemactl.live.batches import run_all
from schemactl.live.connection import Connection
from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.scope import Scope
from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans, new_name, write_file
from schemactl.plans.plan import Plan, PlanStatement, PlanStep
from schemactl.plans.planfile import PlanHeader, file_sha256, render

CONFIGURATION = """\
[env.production]
url = "${DATABASE_URL}"
lock_timeout = "2s"
"""


# As plans have it whose schema files name no owner.
SCOPE = Scope(owners=False)

Take = Callable[[Connection], Fingerprints]


def whole(conn: Connection) -> Fingerprints:
    """As schemactl looks at a database."""
    return live_fingerprints(conn, SCOPE)


@dataclass(frozen=True)
class Image:
    """What a container of this shape holds, and what a database is once all of it ran. `take` is how its plans look at databases."""

    shape: Shape
    folder: Path
    take: Take
    after: Fingerprints
    steps: int

    @property
    def quick(self) -> bool:
        return self.take is quick.fingerprints


def image(machine: Machine, shape: Shape, folder: Path, take: Take) -> Image:
    """Run the shape's statements in a database of its own, to learn what each plan leads to."""
    plans = folder / "plans"
    plans.mkdir(parents=True)
    (folder / "schemactl.toml").write_text(CONFIGURATION)
    twin = f"twin_{shape.name}"
    with machine.connect("postgres") as admin:
        admin.execute(f"CREATE DATABASE {twin}".encode())
    with closing(opened(machine.url(twin))) as conn:
        after = take(conn)
        for number, steps in enumerate(shape.plans, 1):
            before = after
            for _, statements in steps:
                for sql in statements:
                    if sql in shape.batches:
                        run_all(conn, sql, shape.batches[sql])
                    else:
                        conn.execute(sql.encode())
            after = take(conn)
            made = tuple(
                PlanStep(statements=tuple(map(_statement, sqls)), mode=mode, batches=shape.batches.get(sqls[0])) for mode, sqls in steps
            )
            _write(plans, f"part {number}", PlanHeader(parent=_parent(plans), before=before, after=after, changes=1, scope=SCOPE), made)
    with machine.connect("postgres") as admin:
        admin.execute(f"DROP DATABASE {twin}".encode())
    return Image(shape, folder, take, after, sum(len(plan) for plan in shape.plans))


def _statement(sql: str) -> PlanStatement:
    return PlanStatement(sql=sql, label=" ".join(sql.split()[:3]), verb="~")


def _parent(folder: Path) -> str:
    plans = list_plans(folder)
    return plans[-1].sha256 if plans else "-"


def _write(folder: Path, name: str, header: PlanHeader, steps: tuple[PlanStep, ...]) -> None:
    plan = Plan(name=new_name(list_plans(folder), name.replace(" ", "_")), header=header, steps=steps)
    data = render(plan)
    write_file(folder / f"{plan.name}.sql", data)
    lockfile.list_in_lock(folder, f"{plan.name}.sql", file_sha256(data))
