"""Memberships: which role is a member of which other one, and what it may do with that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from schemactl.errors import SchemaError
from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Membership(Object, frozen=True, kw_only=True):
    """Path: the member, and the group with who granted it, unless that was the bootstrap superuser or whoever looks.

    https://www.postgresql.org/docs/current/sql-grant.html. Before PostgreSQL 16 a membership has one grantor that means nothing, and inherits as
    its member does.
    """

    group: str
    granted_by: str | None = None
    admin: bool = False
    inherit: bool = True
    set_: bool = True
    said: tuple[str, ...] = ()


OPTIONS = ("admin", "inherit", "set_")

# Whoever creates a role without being superuser administers it: nobody granted that, and nobody but a superuser takes it away.
# https://www.postgresql.org/docs/current/role-attributes.html
OF_ITS_CREATOR = "m.grantor = 10 AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option AND r.rolcreaterole AND NOT r.rolsuper"


def catalog_sql(major: int) -> str:
    inherit, may_set = ("m.inherit_option", "m.set_option") if major >= 16 else ("r.rolinherit", "true")
    given = f" WHERE NOT ({OF_ITS_CREATOR})" if major >= 16 else ""
    grantor = "CASE WHEN m.grantor <> 10 AND b.rolname <> current_user THEN b.rolname::text END" if major >= 16 else "NULL::text"
    return f"""
SELECT 'pg_auth_members'::regclass::oid AS classid, roleid AS objid, (row_number() OVER (PARTITION BY roleid ORDER BY member, granted_by))::int
  AS subid, ARRAY[member, "group" || coalesce(' granted by ' || granted_by, '')] AS path, "group", granted_by, bool_or(admin) AS admin,
  bool_or("inherit") AS "inherit", bool_or("set") AS set_, '{{}}'::text[] AS said
FROM (
  SELECT m.roleid, r.rolname::text AS member, g.rolname::text AS "group", {grantor} AS granted_by, m.admin_option AS admin,
    {inherit} AS "inherit", {may_set} AS "set"
  FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid LEFT JOIN pg_roles b ON b.oid = m.grantor{given}
) m GROUP BY roleid, member, "group", granted_by ORDER BY member, "group", granted_by"""


def _member(membership: Membership) -> str:
    return membership.id.path[0]


def _by(membership: Membership) -> str:
    return f" GRANTED BY {name(membership.granted_by)}" if membership.granted_by else ""


def _grant(membership: Membership, options: list[str]) -> str:
    given = f" WITH {', '.join(options)}" if options else ""
    return f"GRANT {name(membership.group)} TO {name(_member(membership))}{given}{_by(membership)}"


def _usual(membership: Membership, ctx: Context) -> bool:
    """What PostgreSQL gives by itself: the member's own INHERIT."""
    role = next(
        (state.objects[one] for state in (ctx.desired, ctx.live) if (one := ObjectId("role", (_member(membership),))) in state), None
    )
    return bool(getattr(role, "inherit", True))


def _check(membership: Membership, ctx: Context) -> None:
    if ctx.major < 16 and (not membership.set_ or membership.inherit != _usual(membership, ctx)):
        raise SchemaError(
            f"{membership.id}: PostgreSQL {ctx.major} knows no options inherit and set of a membership",
            hint="they came with PostgreSQL 16; before, a member inherits as its own `inherit` says",
        )
    member: Any = ctx.desired.objects.get(ObjectId("role", (_member(membership),)))
    creates = member is not None and member.createrole and not member.superuser
    if ctx.major >= 16 and creates and membership.admin and not (membership.inherit or membership.set_ or membership.granted_by):
        raise SchemaError(
            f"{membership.id}: admin alone is what PostgreSQL gives a role with createrole over each one that it makes; nobody could tell this one from that",
            hint="let it inherit or set, too, or leave it out",
        )


def create(membership: Membership, ctx: Context) -> Iterator[Statement]:
    _check(membership, ctx)
    if ctx.major < 16:
        yield made(membership, _grant(membership, ["ADMIN OPTION"] if membership.admin else []))
        return
    options = ["ADMIN TRUE"] if membership.admin else []
    options += [f"INHERIT {_truth(membership.inherit)}"] if membership.inherit != _usual(membership, ctx) else []
    options += [] if membership.set_ else ["SET FALSE"]
    yield made(membership, _grant(membership, options))


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def drop(membership: Membership, ctx: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC406", message=f"{name(_member(membership))} is no member of {name(membership.group)} any more")
    if all(
        ObjectId("role", (one,)) not in ctx.live or ObjectId("role", (one,)) in ctx.desired
        for one in (_member(membership), membership.group)
    ):
        sql = f"REVOKE {name(membership.group)} FROM {name(_member(membership))}{_by(membership)}"
        yield dropped(membership, sql, lock=Lock.NONE, hazards=(hazard,))


def set_options(before: Membership, after: Membership, ctx: Context) -> Iterator[Statement]:
    _check(after, ctx)
    if ctx.major < 16:
        # The member's own INHERIT has changed, and with it every membership.
        if before.admin != after.admin:
            option = f"REVOKE ADMIN OPTION FOR {name(after.group)} FROM {name(_member(after))}"
            yield altered(after, _grant(after, ["ADMIN OPTION"]) if after.admin else option)
        return
    words = {"admin": "ADMIN", "inherit": "INHERIT", "set_": "SET"}
    changed = {word: getattr(after, field) for field, word in words.items() if getattr(before, field) != getattr(after, field)}
    yield altered(after, _grant(after, [f"{word} {_truth(value)}" for word, value in changed.items()]))


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The group and the grantor are there before, and the grantor may grant it."""
    may: dict[tuple[str, str], list[ObjectId]] = {}
    for obj in state:
        if isinstance(obj, Membership) and obj.admin:
            may.setdefault((_member(obj), obj.group), []).append(obj.id)
    for obj in state:
        if isinstance(obj, Membership):
            yield obj.id, ObjectId("role", (obj.group,))
            if obj.granted_by:
                yield obj.id, ObjectId("role", (obj.granted_by,))
                yield from ((obj.id, one) for one in may.get((obj.granted_by, obj.group), ()))


def met_by(wanted: Membership, present: Mapping[ObjectId, Object]) -> Membership | None:
    """Whoever granted it: a member may do what any of its grants says."""
    granted = [
        one for one in present.values() if isinstance(one, Membership) and (_member(one), one.group) == (_member(wanted), wanted.group)
    ]
    return msgspec.structs.replace(wanted, **{word: any(getattr(one, word) for one in granted) for word in OPTIONS}) if granted else None


def designation(object_id: ObjectId) -> str:
    return f"MEMBERSHIP OF {name(object_id.path[0])} IN {object_id.name}"


_KEY = re.compile(r"(.+) granted by (.+)", re.DOTALL)


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """The key is the group, or `app_owner granted by admin`."""
    options = mapping(raw, at)
    found = _KEY.fullmatch(at[-1])
    by: dict[str, Raw] = {"granted_by": found[2]} if found else {}
    return {**options, "group": found[1] if found else at[-1], **by, "said": [field.replace("set", "set_") for field in options]}


def write(membership: Membership, _: dict[str, Raw]) -> Raw:
    words = {"admin": membership.admin, "inherit": membership.inherit, "set": membership.set_}
    usual = {"admin": False, "inherit": True, "set": True}
    return {word: _truth(value).lower() for word, value in words.items() if value != usual[word]}


KIND = Kind(
    name="membership",
    model=Membership,
    catalog=catalog_sql,
    create=create,
    drop=drop,
    alter=dict.fromkeys(OPTIONS, set_options),
    derived=("group", "granted_by", "said"),  # the first two are its name
    designation=designation,
    parents=("role",),
    edges=edges,
    yaml=Yaml(key="member_of", read=read, write=write),
    in_scratch=False,
    where_named=True,
    said=lambda membership: membership.said,
    met_by=met_by,
    widens=widening.added,
)
