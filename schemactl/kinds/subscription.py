"""Subscriptions of logical replication. No statement here connects to the publisher: its slot is made, changed and dropped by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.errors import RefusedError
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, Restricted, altered, dropped, made
from schemactl.kinds.connection_text import masked, stubbed, unsafe
from schemactl.kinds.sql import literal, name, names
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

NO_SLOT = "none"


class Subscription(Object, frozen=True, kw_only=True):
    """Without `slot_name`: its own name; "none" is no slot. Without `streaming`: what the major does by default.
    https://www.postgresql.org/docs/current/sql-createsubscription.html"""

    connection: str
    publications: tuple[str, ...]
    enabled: bool = False
    slot_name: str | None = None
    binary: bool = False
    streaming: str | None = None
    synchronous_commit: str = "off"
    two_phase: bool = False
    disable_on_error: bool = False
    password_required: bool = True
    run_as_owner: bool = False
    origin: str = "any"
    failover: bool = False


# Only superusers may read the connection; for everybody else it is what it is.
UNREAD = "'${' || upper(regexp_replace(s.subname, '[^A-Za-z0-9]', '_', 'g')) || '_CONNECTION}'"


def _catalog_sql(major: int, connection: str, enabled: str) -> str:
    """Streaming in parallel came with 16, and is the default from 18 on."""
    usual = "p" if major >= 18 else "f"
    streaming = "s.substream::text" if major >= 16 else "CASE WHEN s.substream THEN 't' ELSE 'f' END"
    return f"""
SELECT 'pg_subscription'::regclass::oid AS classid, s.oid AS objid, 0 AS subid, ARRAY[s.subname] AS path,
  {connection} AS connection, s.subpublications AS publications, {enabled} AS enabled,
  CASE WHEN s.subslotname IS NULL THEN '{NO_SLOT}' ELSE nullif(s.subslotname, s.subname) END AS slot_name, s.subbinary AS binary,
  CASE nullif({streaming}, '{usual}') WHEN 't' THEN 'on' WHEN 'f' THEN 'off' WHEN 'p' THEN 'parallel' END AS streaming,
  s.subsynccommit AS synchronous_commit,
  {"s.subtwophasestate <> 'd'" if major >= 15 else "false"} AS two_phase,
  {"s.subdisableonerr" if major >= 15 else "false"} AS disable_on_error,
  {"s.subpasswordrequired" if major >= 16 else "true"} AS password_required,
  {"s.subrunasowner" if major >= 16 else "false"} AS run_as_owner,
  {"s.suborigin" if major >= 16 else "'any'"} AS origin,
  {"s.subfailover" if major >= 17 else "false"} AS failover
FROM pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) ORDER BY s.subname"""


def catalog_sql(major: int) -> str:
    return _catalog_sql(major, masked("s.subconninfo", "s.subname"), "s.subenabled OR s.subconninfo ~ 'host=/schemactl-scratch-enabled'")


def restricted_sql(major: int) -> str:
    return _catalog_sql(major, UNREAD, "s.subenabled")


IN_PLACE = ("binary", "streaming", "synchronous_commit", "disable_on_error", "password_required", "run_as_owner", "origin")
WITH_THE_SLOT = ("two_phase", "failover")


def _options(subscription: Subscription, fields: tuple[str, ...], ctx: Context) -> Iterator[str]:
    for field in fields:
        value = getattr(subscription, field)
        if field == "streaming" and value is None:
            value = "parallel" if ctx.major >= 18 else "off"
        yield f"{field} = {str(value).lower() if isinstance(value, bool) else literal(value)}"


def _usual(subscription: Subscription) -> Subscription:
    return Subscription(id=subscription.id, connection="", publications=())


def _differing(before: Subscription, after: Subscription, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in fields if getattr(before, field) != getattr(after, field))


def create(subscription: Subscription, ctx: Context) -> Iterator[Statement]:
    options = ["connect = false"]  # or the server would go and make a slot on the publisher
    if subscription.slot_name:
        options.append(f"slot_name = {_slot(subscription)}")
    options += _options(subscription, _differing(_usual(subscription), subscription, (*IN_PLACE, *WITH_THE_SLOT)), ctx)
    head = f"CREATE {designation(subscription.id)} CONNECTION {literal(subscription.connection)}"
    yield made(
        subscription, f"{head} PUBLICATION {names(subscription.publications)} WITH ({', '.join(options)})", hazards=(_waits(subscription),)
    )
    if subscription.enabled:
        yield _alter(subscription, "ENABLE")


def _slot(subscription: Subscription) -> str:
    return "NONE" if subscription.slot_name == NO_SLOT else literal(subscription.slot_name or subscription.id.name)


def _waits(subscription: Subscription) -> Hazard:
    slot = subscription.slot_name or subscription.id.name
    return Hazard(
        code="SC606",
        message=f"nothing arrives before its slot {slot} is made on the publisher, it is enabled, and ALTER SUBSCRIPTION … REFRESH PUBLICATION was run by hand",
    )


def _alter(subscription: Subscription, action: str, *hazards: Hazard) -> Statement:
    return altered(subscription, f"ALTER {designation(subscription.id)} {action}", hazards=hazards)


def drop(subscription: Subscription, _: Context) -> Iterator[Statement]:
    """With a slot, DROP SUBSCRIPTION connects to the publisher to drop it there; without one it does not."""
    if subscription.enabled:
        yield _alter(subscription, "DISABLE")
    left = ""
    if subscription.slot_name != NO_SLOT:
        yield _alter(subscription, "SET (slot_name = NONE)")
        left = f"; its slot {subscription.slot_name or subscription.id.name} stays on the publisher and holds back WAL there until it is dropped by hand"
    message = f"drops subscription {name(subscription.id.name)} and what it knows of how far it has come{left}"
    hazard = Hazard(code="SC401", message=message, destructive=True)
    yield dropped(subscription, f"DROP {designation(subscription.id)}", lock=Lock.NONE, hazards=(hazard,))


def rename(before: Subscription, after: Subscription, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(before.id)} RENAME TO {name(after.id.name)}")


def change(before: Subscription, after: Subscription, ctx: Context) -> Iterator[Statement] | Replace:
    if moved := _differing(before, after, WITH_THE_SLOT):
        if before.slot_name == NO_SLOT and not before.enabled:
            return REPLACE  # nothing was ever received
        raise RefusedError(
            f"{moved[0]} of subscription {name(after.id.name)} is a matter of its slot on the publisher too, where schemactl does nothing",
            hint=f"disable it and run ALTER SUBSCRIPTION … SET ({moved[0]} = …) by hand (before PostgreSQL 18: drop it and create it), then plan again",
            code="S305",
        )
    if before.slot_name != after.slot_name and after.slot_name is None and after.id.name == NO_SLOT:
        raise RefusedError(
            f"subscription {name(after.id.name)} cannot get the slot of its own name: to ALTER SUBSCRIPTION, none is no slot at all",
            hint="say which slot it has: slot_name",
            code="S305",
        )
    return _changes(before, after, ctx)


def _changes(before: Subscription, after: Subscription, ctx: Context) -> Iterator[Statement]:
    """A slot is taken away only from one that is disabled, and needed by one that is enabled."""
    if before.enabled and not after.enabled:
        yield _alter(after, "DISABLE", Hazard(code="SC606", message="nothing arrives any more, and the publisher keeps its WAL for it"))
    if before.connection != after.connection:
        yield _alter(after, f"CONNECTION {literal(after.connection)}")
    if before.publications != after.publications:
        sql = f"SET PUBLICATION {names(after.publications)} WITH (refresh = false)"  # a refresh asks the publisher
        yield _alter(after, sql, Hazard(code="SC606", message="takes effect with ALTER SUBSCRIPTION … REFRESH PUBLICATION, run by hand"))
    options = list(_options(after, _differing(before, after, IN_PLACE), ctx))
    if before.slot_name != after.slot_name:
        options.append(f"slot_name = {_slot(after)}")
    if options:
        yield _alter(after, f"SET ({', '.join(options)})")
    if after.enabled and not before.enabled:
        yield _alter(after, "ENABLE", Hazard(code="SC606", message="the server connects to the publisher, where the slot must be"))


def designation(object_id: ObjectId) -> str:
    return f"SUBSCRIPTION {name(object_id.name)}"


_LITERAL = r"E?'(?:[^']|'')*'"
_NAME = r'"(?:[^"]|"")+"|[\w$]+'
_CONNECTION = re.compile(rf"\s*(CREATE|ALTER)\s+SUBSCRIPTION\s+({_NAME})\s+CONNECTION\s+({_LITERAL})(.*)", re.IGNORECASE | re.DOTALL)
_SWITCH = re.compile(rf"\s*ALTER\s+SUBSCRIPTION\s+({_NAME})\s+(ENABLE|DISABLE)\s*", re.IGNORECASE)


def rehearsed(sql: str) -> str:
    """In scratch nothing may ever connect: the connection leads nowhere, and says itself whether the subscription counts as enabled."""
    if found := _SWITCH.fullmatch(sql):
        other = "" if found[2].upper() == "DISABLE" else "-enabled"
        return _reconnected(found[1], f"regexp_replace(was, '/schemactl-scratch(-enabled)?', '/schemactl-scratch{other}')")
    if not (found := _CONNECTION.fullmatch(sql)):
        return sql
    text = _text(found[3])
    if found[1].upper() == "CREATE":
        return f"CREATE SUBSCRIPTION {found[2]} CONNECTION {literal(stubbed(text))}{found[4]}"
    on, off = (literal(stubbed(text, enabled=enabled)) for enabled in (True, False))
    return _reconnected(found[2], f"CASE WHEN was ~ '/schemactl-scratch-enabled' THEN {on} ELSE {off} END")


def _text(constant: str) -> str:
    inner = constant[constant.index("'") + 1 : -1].replace("''", "'")
    return inner.replace("\\\\", "\\") if constant[0] in "Ee" else inner


def _reconnected(written: str, text: str) -> str:
    own = literal(written[1:-1].replace('""', '"') if written.startswith('"') else written.lower())
    return f"""DO $scratch$DECLARE was text; BEGIN
SELECT subconninfo INTO STRICT was FROM pg_catalog.pg_subscription WHERE subname = {own}
  AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database());
EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I CONNECTION %L', {own}, {text});
END$scratch$"""


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    found = dict(mapping(raw))
    if isinstance(publications := found.get("publications"), str):
        found["publications"] = [one.strip() for one in publications.split(",")]
    connection = found.get("connection")
    if isinstance(connection, str) and (keyword := unsafe(connection)):
        raise ValueError(
            f"a secret does not stand in a file: write {keyword}=${{NAME}}, and set the variable NAME where the plan is applied"
        )
    if not found.get("publications"):
        raise ValueError("a subscription needs `publications`, a list of names")
    return found


KIND = Kind(
    name="subscription",
    model=Subscription,
    catalog=catalog_sql,
    restricted=Restricted(catalog=restricted_sql, unread="the connection"),
    create=create,
    drop=drop,
    alter=dict.fromkeys(("connection", "publications", "enabled", "slot_name", *IN_PLACE, *WITH_THE_SLOT), change),
    varying=("connection",),
    rename=rename,
    rehearsed=rehearsed,
    designation=designation,
    owned=True,
    yaml=Yaml(key="subscriptions", read=read),
)
