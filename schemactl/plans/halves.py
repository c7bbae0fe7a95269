"""Two plans for one change: the first may run before the application's new version, the second behind its old one."""

from __future__ import annotations

import msgspec

from schemactl.errors import DecisionNeededError
from schemactl.live.contents import ReadContents
from schemactl.live.fingerprint import fingerprints_within
from schemactl.model.state import State
from schemactl.plans.directory import PlanFile
from schemactl.plans.header import PlanHeader
from schemactl.plans.make import Busy, Made, Project, Wish, checked_plans, make, nobody, planned, read_schema, replayed_for
from schemactl.plans.planfile import file_sha256
from schemactl.scratch.server import ScratchServer


def make_both(
    project: Project, server: ScratchServer, live: State | None, wish: Wish, read: ReadContents | None = None, busy: Busy = nobody
) -> tuple[Made, Made]:
    """Expand and contract, each proved; writes nothing. The second starts where the first leads."""
    expand, contract = (msgspec.structs.replace(wish, name=f"{wish.name}_{phase}", phase=phase) for phase in ("expand", "contract"))
    first = make(project, server, live, expand, read, busy)
    if first.plan is None or first.data is None:
        return first, make(project, server, live, contract, read, busy)
    before, written = checked_plans(project), read_schema(project)
    if wish.base == "live":
        _refuse_elsewhere(first.plan.header, replayed_for(server, before, written, first.plan.header.scope))
    files = (*before, _file(project, first.plan.name, first.plan.number, first.data))
    second = planned(project, server, files, written, msgspec.structs.replace(contract, base="plans"), busy)
    second.ahead, first.ahead = first.ahead, False
    return first, second


def _refuse_elsewhere(header: PlanHeader, led_to: State) -> None:
    if fingerprints_within(led_to, header.scope).full != header.before.full:
        raise DecisionNeededError(
            "the second plan starts where the plans lead, and before the first of the two they do not lead to what this database holds",
            hint="plan one after the other: --phase expand --from live, apply it, then --phase contract --from live;"
            " or take over what is there first: schemactl import --baseline",
            code="S402",
        )


def _file(project: Project, name: str, number: int, data: bytes) -> PlanFile:
    return PlanFile(number=number, name=name, path=project.plans / f"{name}.sql", data=data, sha256=file_sha256(data))
