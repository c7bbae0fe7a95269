"""The state of a partition's trigger where it is not the one of the partitioned table's trigger that it was cloned from."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import firing
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class TriggerState(Object, frozen=True, kw_only=True):
    """Path: the partition's, and the trigger's name. `original` is the state of the trigger it was cloned from."""

    enabled: str
    original: str = "origin"


# Up to 14, clones pass for internal ones; so do the triggers behind foreign keys, which have no state of their own.
CATALOG_SQL = f"""
WITH RECURSIVE clones AS (
  SELECT t.oid, t.tgenabled AS original FROM pg_trigger t WHERE t.tgparentid = 0 AND NOT t.tgisinternal
  UNION ALL SELECT t.oid, k.original FROM pg_trigger t JOIN clones k ON t.tgparentid = k.oid)
SELECT 'pg_trigger'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, t.tgname] AS path,
  {firing.enabled("t.tgenabled")} AS enabled, {firing.enabled("k.original")} AS original
FROM {RELATIONS} JOIN pg_trigger t ON t.tgrelid = c.oid JOIN clones k ON k.oid = t.oid AND k.original <> t.tgenabled
ORDER BY n.nspname, c.relname, t.tgname"""


def _sql(state: TriggerState, enabled: str) -> str:
    # ONLY: partitions of the partition have states of their own.
    return f"ALTER TABLE ONLY {qualified(state.id.path[:-1])} {firing.STATES[enabled]} TRIGGER {name(state.id.name)}"


def create(state: TriggerState, _: Context) -> Iterator[Statement]:
    yield made(state, _sql(state, state.enabled), lock=Lock.SHARE_ROW_EXCLUSIVE)


def drop(state: TriggerState, ctx: Context) -> Iterator[Statement]:
    if not _loses_clone(state, ctx):
        yield dropped(state, _sql(state, state.original), lock=Lock.SHARE_ROW_EXCLUSIVE)


def _loses_clone(state: TriggerState, ctx: Context) -> bool:
    """The clone goes with the trigger, and when the partition is detached."""
    origins = (one for one in ctx.live.uses[state.id] if one.kind in ("trigger", "partition"))
    return any(one not in ctx.desired or ctx.makes(one) for one in origins)


def change(_: TriggerState, after: TriggerState, __: Context) -> Iterator[Statement]:
    yield altered(after, _sql(after, after.enabled), lock=Lock.SHARE_ROW_EXCLUSIVE)


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The clone is there while the partition is one, and the trigger that it comes from in the end."""
    for one in state:
        if isinstance(one, TriggerState):
            partition = one.id._replace(kind="partition", path=(*one.id.path[:-1], "partition_of"))
            if partition in state:
                yield one.id, partition
            if (trigger := _origin(one.id, state)) is not None:
                yield one.id, trigger


def _origin(clone: ObjectId, state: State) -> ObjectId | None:
    used = {one.kind: one for one in state.uses[clone]}
    if "trigger" in used or "trigger_state" not in used:
        return used.get("trigger")
    return _origin(used["trigger_state"], state)


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """pg_depend has it that a partition's clone needs the one above: that is there whatever its state."""
    return iter([(user, used) for user, every in state.uses.items() for used in every if used.kind == "trigger_state"])


def designation(object_id: ObjectId) -> str:
    return f"TRIGGER {name(object_id.name)} ON {qualified(object_id.path[:-1])}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"enabled": firing.state(raw)}


def write(state: TriggerState, _: dict[str, Raw]) -> Raw:
    return state.enabled


KIND = Kind(
    name="trigger_state",
    model=TriggerState,
    catalog=CATALOG_SQL,
    among="pg_trigger",
    create=create,
    drop=drop,
    alter={"enabled": change},
    designation=designation,
    parents=("table",),
    edges=edges,
    cuts=cuts,
    derived=("original",),
    disturbed=True,
    yaml=Yaml(key="trigger_states", read=read, write=write),
)
