"""Event triggers: functions that DDL calls."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import firing
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.sql import literal, name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class EventTrigger(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createeventtrigger.html"""

    event: str
    tags: tuple[str, ...] = ()
    function: str
    enabled: str = "origin"


CATALOG_SQL = f"""
SELECT 'pg_event_trigger'::regclass::oid AS classid, e.oid AS objid, 0 AS subid, ARRAY[e.evtname] AS path,
  e.evtevent AS event, coalesce(e.evttags, '{{}}') AS tags, format('%I.%I', n.nspname, p.proname) AS function,
  {firing.enabled("e.evtenabled")} AS enabled
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN pg_namespace n ON n.oid = p.pronamespace ORDER BY e.evtname"""


def create(trigger: EventTrigger, ctx: Context) -> Iterator[Statement]:
    tags = f" WHEN TAG IN ({', '.join(literal(tag) for tag in trigger.tags)})" if trigger.tags else ""
    yield made(trigger, f"CREATE EVENT TRIGGER {name(trigger.id.name)} ON {trigger.event}{tags} EXECUTE FUNCTION {trigger.function}()")
    if trigger.enabled != "origin":
        yield from set_enabled(trigger, trigger, ctx)


def drop(trigger: EventTrigger, _: Context) -> Iterator[Statement]:
    yield dropped(trigger, f"DROP {designation(trigger.id)}", lock=Lock.NONE)


def set_enabled(_: EventTrigger, after: EventTrigger, __: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(after.id)} {firing.STATES[after.enabled]}")


def ceases(before: EventTrigger, after: EventTrigger) -> bool:
    """It fires no more: it may be there to forbid what comes."""
    return after.enabled == "disabled" != before.enabled


def rename(before: EventTrigger, after: EventTrigger, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(before.id)} RENAME TO {name(after.id.name)}")


def designation(object_id: ObjectId) -> str:
    return f"EVENT TRIGGER {name(object_id.name)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return firing.checked(mapping(raw, at))


KIND = Kind(
    name="event_trigger",
    model=EventTrigger,
    catalog=CATALOG_SQL,
    among="pg_event_trigger",
    create=create,
    drop=drop,
    alter={
        "event": REPLACE,  # ALTER EVENT TRIGGER knows owner, name and state
        "tags": REPLACE,
        "function": REPLACE,
        "enabled": set_enabled,
    },
    rename=rename,
    designation=designation,
    yaml=Yaml(key="event_triggers", read=read),
    owned=True,
    ceases=ceases,
)
