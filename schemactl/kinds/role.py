"""Roles: who may log in and do what. They belong to the whole server, and only those that schema files name are anybody's business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from schemactl.errors import SchemaError
from schemactl.kinds import setting, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import THIS_DATABASE, literal, name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class Role(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createrole.html. Passwords are neither read nor written.

    `said`: the fields that schema files speak of. `builtin`: initdb made it.
    """

    login: bool = False
    superuser: bool = False
    createdb: bool = False
    createrole: bool = False
    inherit: bool = True
    replication: bool = False
    bypassrls: bool = False
    connection_limit: int = -1
    valid_until: str | None = None
    settings: tuple[tuple[str, str], ...] = ()
    database_settings: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    builtin: bool = False


_SETTINGS = """(SELECT d.setconfig FROM pg_db_role_setting d WHERE d.setrole = r.oid AND d.setdatabase = {})"""
_THIS_DATABASE = "(SELECT b.oid FROM pg_database b WHERE b.datname = current_database())"

# VALID UNTIL 'infinity' is the only way back to no limit at all. pg_authid is for superusers; pg_roles shows all but passwords.
CATALOG_SQL = f"""
SELECT 'pg_authid'::regclass::oid AS classid, r.oid AS objid, 0 AS subid, ARRAY[r.rolname] AS path,
  r.rolcanlogin AS login, r.rolsuper AS superuser, r.rolcreatedb AS createdb, r.rolcreaterole AS createrole, r.rolinherit AS inherit,
  r.rolreplication AS replication, r.rolbypassrls AS bypassrls, r.rolconnlimit AS connection_limit,
  CASE WHEN isfinite(r.rolvaliduntil)
    THEN rtrim(rtrim(to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.') || '+00' END AS valid_until,
  {setting.pairs_sql(_SETTINGS.format(0))} AS settings, {setting.pairs_sql(_SETTINGS.format(_THIS_DATABASE))} AS database_settings,
  '{{}}'::text[] AS said, r.oid < 16384 AS builtin
FROM pg_roles r ORDER BY r.rolname"""

ATTRIBUTES: Final = ("superuser", "createdb", "createrole", "inherit", "login", "replication", "bypassrls")
POWERS: Final = {"superuser", "createrole", "replication", "bypassrls"}


def _options(role: Role, fields: Iterable[str]) -> Iterator[str]:
    """The words of CREATE and ALTER ROLE for these fields."""
    for field in fields:
        if field in ATTRIBUTES:
            yield field.upper() if getattr(role, field) else f"NO{field.upper()}"
        elif field == "connection_limit":
            yield f"CONNECTION LIMIT {role.connection_limit}"
        else:
            yield f"VALID UNTIL {literal(role.valid_until or 'infinity')}"


FIELDS: Final = (*ATTRIBUTES, "connection_limit", "valid_until")


def _powers(role: Role, fields: Iterable[str]) -> tuple[Hazard, ...]:
    gained = sorted(field for field in fields if field in POWERS and getattr(role, field))
    return (Hazard(code="SC406", message=f"{name(role.id.name)} gets {', '.join(gained)}"),) if gained else ()


def create(role: Role, _: Context) -> Iterator[Statement]:
    fresh = Role(id=role.id)
    fields = [field for field in FIELDS if getattr(role, field) != getattr(fresh, field)]
    yield made(role, " ".join((f"CREATE ROLE {name(role.id.name)}", *_options(role, fields))), hazards=_powers(role, fields))
    yield from set_settings(fresh, role, _)


def drop(role: Role, ctx: Context) -> Iterator[Statement]:
    for obj in ctx.desired:
        if (named := ctx.kind(obj.id).roles) and role.id.name in named(obj):
            raise SchemaError(
                f"{role.id} is absent in the schema files, and {obj.id} needs it", hint="give it to another role, or keep the role"
            )
    message = f"drops role {role.id.name}, with its memberships, for every database of the server"
    yield dropped(
        role, f"DROP ROLE {name(role.id.name)}", lock=Lock.NONE, hazards=(Hazard(code="SC410", message=message, destructive=True),)
    )


def set_attributes(before: Role, after: Role, _: Context) -> Iterator[Statement]:
    fields = [field for field in FIELDS if getattr(before, field) != getattr(after, field)]
    yield altered(after, " ".join((f"ALTER ROLE {name(after.id.name)}", *_options(after, fields))), hazards=_powers(after, fields))


def set_settings(before: Role, after: Role, _: Context) -> Iterator[Statement]:
    who = f"ALTER ROLE {name(after.id.name)}"
    for action in setting.actions(before.settings, after.settings):
        yield altered(after, f"{who} {action}")
    for action in setting.actions(before.database_settings, after.database_settings):
        yield altered(after, f"{who} IN DATABASE {THIS_DATABASE} {action}")


def designation(object_id: ObjectId) -> str:
    return f"ROLE {name(object_id.name)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """What is said, and the groups: a list, or a map with options. A membership inherits as its member does unless it says otherwise."""
    found = dict(mapping(raw, at))
    fields = [field for field in Role.__struct_fields__ if field in found]
    if "password" in found:
        raise ValueError("passwords do not belong in schema files: set it with \\password in psql")
    for field in ("settings", "database_settings"):
        found.update({field: setting.read(found[field])} if field in found else {})
    if isinstance(until := found.get("valid_until"), str):
        found["valid_until"] = _instant(until)
    if "member_of" in found:
        found["member_of"] = _groups(found["member_of"], inherit=found.get("inherit"))
    return {**found, "said": list(fields)}


def _instant(text: str) -> str | None:
    """As the catalog query writes it."""
    if text == "infinity":
        return None
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("valid_until is a day or a moment, 2030-12-31 or 2030-12-31 12:00:00+01, in UTC where no zone is said") from None
    moment = given.replace(tzinfo=given.tzinfo or UTC).astimezone(UTC)
    return moment.isoformat(sep=" ").replace("+00:00", "").rstrip("0" if moment.microsecond else "") + "+00"


def _groups(raw: Raw, *, inherit: Raw) -> dict[str, Raw]:
    listed = {str(one): None for one in raw} if isinstance(raw, list) else {raw: None} if isinstance(raw, str) else mapping(raw)
    usual: dict[str, Raw] = {} if inherit is None else {"inherit": inherit}
    return {group: {**usual, **mapping(options)} for group, options in listed.items()}


def write(role: Role, children: dict[str, Raw]) -> Raw:
    """A membership that inherits as the role does need not say so; groups without options are a list."""
    fields = yaml_fields(role)
    if isinstance(groups := children.get("member_of"), dict):
        usual = "true" if role.inherit else "false"
        options = {group: _unusual(mapping(given), usual) for group, given in groups.items()}
        plain: Raw = list(options) if not any(options.values()) else {group: given or None for group, given in options.items()}
        children = {**children, "member_of": plain}
    return {**fields, **children}


def _unusual(options: dict[str, Raw], usual: str) -> dict[str, Raw]:
    given = {"inherit": "true", **options}
    return {key: value for key, value in given.items() if not (key == "inherit" and value == usual)}


KIND = Kind(
    name="role",
    model=Role,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={
        **dict.fromkeys(FIELDS, set_attributes),
        "settings": set_settings,
        "database_settings": set_settings,
    },
    derived=("said", "builtin"),
    designation=designation,
    yaml=Yaml(key="roles", read=read, write=write),
    is_role=True,
    in_scratch=False,
    where_named=True,
    said=lambda role: role.said,
    imported=lambda role: not role.builtin,
    widens=widening.added,
)
