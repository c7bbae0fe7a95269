"""Collations of another version → a plan that rebuilds the indexes in their order while others go on, and then remembers the version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from schemactl.kinds.sql import qualified
from schemactl.live.collations import Outdated, Sorted
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Lock
from schemactl.plans.checking import Look, proved
from schemactl.plans.directory import PlanFile
from schemactl.plans.make import Project, Wish, checked_plans, custom, read_schema, replayed_for
from schemactl.plans.plan import Plan, PlanStatement, PlanStep
from schemactl.plans.planfile import file_sha256, render
from schemactl.scratch.server import ScratchServer

# The plan runs in databases of any name.
_OF_DATABASE = """DO $$
BEGIN
  EXECUTE pg_catalog.format('ALTER DATABASE %I REFRESH COLLATION VERSION', pg_catalog.current_database());
END $$"""


class Collating(msgspec.Struct, frozen=True, kw_only=True):
    """`plan` is None where there is nothing to do for one. `foreign` are indexes that the project does not manage: no scratch database holds them, and the version is remembered
    only for collations that have none."""

    plan: Plan | None
    data: bytes = b""
    foreign: tuple[Sorted, ...] = ()


def collating(project: Project, server: ScratchServer, outdated: Sequence[Outdated], wish: Wish, look: Look) -> Collating:
    """Proved like any other; writes nothing."""
    empty, _ = custom(project, server, wish)
    files, written = checked_plans(project), read_schema(project)
    base = replayed_for(server, files, written, empty.header.scope)
    foreign = {one for each in outdated for one in each.indexes if not _is_managed(one, base)}
    indexes = dict.fromkeys(one for each in outdated for one in each.indexes if one not in foreign)
    refreshed = [each for each in outdated if not foreign & set(each.indexes)]
    steps = [*map(_rebuilt, indexes), *_refreshed(refreshed)]
    if not steps:
        return Collating(plan=None, foreign=tuple(sorted(foreign)))
    header = msgspec.structs.replace(empty.header, compatible="yes")  # an index that is built anew, nobody notices
    plan = msgspec.structs.replace(empty, header=header, steps=tuple(steps))
    data = render(plan)
    file = PlanFile(number=plan.number, name=plan.name, path=project.plans / f"{plan.name}.sql", data=data, sha256=file_sha256(data))
    plan = proved(server, list(files), file, written, look)
    return Collating(plan=plan, data=render(plan), foreign=tuple(sorted(foreign)))


def _is_managed(index: Sorted, state: State) -> bool:
    path = (index.schema, index.table, index.name)
    return any(ObjectId(kind, path) in state for kind in ("index", "primary_key", "unique", "exclusion"))


def _rebuilt(index: Sorted) -> PlanStep:
    named = qualified((index.schema, index.name))
    label = f"index {qualified((index.schema, index.table, index.name))}"
    if index.exclusion:
        return PlanStep(statements=(PlanStatement(sql=f"REINDEX INDEX {named}", label=label, verb="~", lock=Lock.ACCESS_EXCLUSIVE),))
    sql = f"REINDEX INDEX CONCURRENTLY {named}"
    return PlanStep(statements=(PlanStatement(sql=sql, label=label, verb="~", lock=Lock.SHARE_UPDATE_EXCLUSIVE),), mode="no transaction")


def _refreshed(outdated: Sequence[Outdated]) -> Iterator[PlanStep]:
    statements = [
        PlanStatement(sql=f"ALTER COLLATION {qualified(one.path)} REFRESH VERSION", label=f"collation {qualified(one.path)}", verb="~")
        if one.path
        else PlanStatement(sql=_OF_DATABASE, label="database", verb="~")
        for one in outdated
    ]
    if statements:
        yield PlanStep(statements=tuple(statements))
