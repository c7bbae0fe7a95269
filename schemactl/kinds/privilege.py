"""Privileges: what a role may do with an object, where that differs from what PostgreSQL gives by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from schemactl.errors import SchemaError
from schemactl.kinds import acl, acl_catalog, identity, widening
from schemactl.kinds.acl import Rights
from schemactl.kinds.acl_chain import Link, in_the_way, untied
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.same_state import SameState
from schemactl.kinds.sql import role
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Privilege(Object, frozen=True, kw_only=True):
    """Path: the subject's, and the grantee. `of_owner`: the grantee owns the object, so that PostgreSQL gave everything. `chain`: what the
    grantee holds from, or has given to, somebody who does not own it; nobody writes it, and it makes no difference."""

    privileges: tuple[str, ...] = ()
    grant_option: tuple[str, ...] = ()
    of_owner: bool = False
    chain: tuple[Link, ...] = ()


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:-1])


def _word(object_id: ObjectId, ctx: Context, *states: State) -> str | None:
    """The word before its name in GRANT; an identity column stands for its sequence, in these states."""
    if object_id.kind != "column":
        return ctx.kind(object_id).grantable
    return "SEQUENCE" if any(getattr(state.objects.get(object_id), "identity", None) for state in states) else None


def _target(object_id: ObjectId, ctx: Context) -> str:
    word = _word(object_id, ctx, ctx.desired, ctx.live)
    if word is None:
        raise SchemaError(
            f"there are no privileges on {object_id}", hint="privileges on a column stand in the table's grants: select (note)"
        )
    return word


def _on(object_id: ObjectId, ctx: Context, state: State | None = None) -> str:
    """`TABLE app.orders`: GRANT takes other words before a name than ALTER and COMMENT do, and an aggregate's arguments as a plain list.

    An identity column's sequence is called as in this state: what goes is said before the column is altered, all else behind that.
    """
    if object_id.kind == "column":
        return f"SEQUENCE {identity.sequence_name((state or ctx.desired).objects.get(object_id) or ctx.live.objects.get(object_id))}"
    name = re.sub(r"\A(?:[A-Z]+ )+", "", ctx.designation(object_id))
    return f"{_target(object_id, ctx)} {re.sub(r'[(] ?ORDER BY ', '(', name).replace(' ORDER BY ', ', ').replace('(*)', '()')}"


def _owner(object_id: ObjectId, state: State) -> str | None:
    return getattr(state.objects.get(_owning(object_id, state)), "role", None)


def _owning(object_id: ObjectId, state: State) -> ObjectId:
    """The fact that says whose it is: a sequence that a column owns, or is identity of, goes with the table."""
    column = object_id.path if object_id.kind == "column" else getattr(state.objects.get(object_id), "owner_column", None)
    return (ObjectId("table", column[:-1]) if column else object_id).about("owner")


def idle(privilege: Privilege, state: State) -> bool:
    """Does its grantee own the object, so that everything is given already?"""
    return not privilege.of_owner and _owner(subject(privilege.id), state) == privilege.id.name


def _basis(object_id: ObjectId, grantee: str, *, owned: bool, ctx: Context) -> Rights:
    """What PostgreSQL gives by itself."""
    target = _target(object_id, ctx)
    if owned:
        return acl.everything(target, ctx.major)
    if grantee != "PUBLIC":
        return acl.NOTHING
    return _of_public(ctx.major) if object_id == PUBLIC_SCHEMA else acl.to_public(target)


PUBLIC_SCHEMA = ObjectId("schema", ("public",))


def _of_public(major: int) -> Rights:
    return acl.rights(("usage", "create") if major < 15 else ("usage",), (), "SCHEMA", major)


def _starts(object_id: ObjectId, grantee: str, basis: Rights, ctx: Context) -> list[Rights]:
    """What the grantee may hold on a new object: PostgreSQL's own, or what default privileges make of it, whoever creates it."""
    found = [acl.NOTHING if object_id == PUBLIC_SCHEMA and object_id not in ctx.live else basis]
    for whole, inside in _defaults(object_id, ctx).get(grantee, {}).values():
        start = basis if whole is None else whole
        found.append(Rights(start.held | inside.held, start.grantable | inside.grantable))
    return found


ON = {
    "TABLE": "tables",
    "SEQUENCE": "sequences",
    "FUNCTION": "functions",
    "PROCEDURE": "functions",
    "ROUTINE": "functions",
    "TYPE": "types",
    "DOMAIN": "types",
    "SCHEMA": "schemas",
}
ByRole = dict[str, tuple[Rights | None, Rights]]


def _defaults(object_id: ObjectId, ctx: Context) -> dict[str, ByRole]:
    """Grantee → role that creates → (what default privileges give everywhere, what they add in this schema)."""
    target = _target(object_id, ctx)
    index = _index(SameState(ctx.live), len(ctx.live.objects))
    found: dict[str, ByRole] = {}
    for schema in ("", object_id.path[0]):
        for fact in index.get((ON.get(target, ""), schema), ()):
            creator, _, _, grantee = fact.id.path
            # What goes away is dropped first. What a role grants to itself becomes the owner's.
            if fact.id not in ctx.desired or creator == grantee:
                continue
            given = acl.rights(getattr(fact, "privileges", ()), getattr(fact, "grant_option", ()), target, ctx.major)
            whole, inside = found.setdefault(grantee, {}).get(creator, (None, acl.NOTHING))
            found[grantee][creator] = (whole, given) if schema else (given, inside)
    return found


@lru_cache(maxsize=1)
def _index(key: SameState, _: int) -> dict[tuple[str, str], list[Object]]:
    """Default privileges by what they are on and the schema."""
    found: dict[tuple[str, str], list[Object]] = {}
    for obj in key.state:
        if obj.id.kind == "default_privilege":
            found.setdefault((obj.id.path[2], obj.id.path[1]), []).append(obj)
    return found


def _rights(privilege: Privilege, ctx: Context) -> Rights:
    return acl.rights(privilege.privileges, privilege.grant_option, _target(subject(privilege.id), ctx), ctx.major)


def _commands(
    object_id: ObjectId, starts: list[Rights], wanted: Rights, grantee: str, ctx: Context, state: State | None = None
) -> Iterator[str]:
    on = _on(object_id, ctx, state)
    for verb, rest in acl.commands(starts, wanted, _target(object_id, ctx), grantee, ctx.major):
        yield f"{verb} ON {on} {rest}"


def _is_owner(privilege: Privilege, state: State) -> bool:
    """As the catalog says, or the fact; of what is only written, the fact alone."""
    owner = _owner(subject(privilege.id), state)
    return privilege.of_owner if owner is None else owner == privilege.id.name


def create(privilege: Privilege, ctx: Context) -> Iterator[Statement]:
    what, grantee = subject(privilege.id), privilege.id.name
    owns = _is_owner(privilege, ctx.desired)
    starts = _starts(what, grantee, _basis(what, grantee, owned=owns, ctx=ctx), ctx)
    if owns:
        starts += _of_old_owner(what, ctx)
    tied = set() if privilege.id in ctx.live else _tied(what, grantee, _held(what, grantee, ctx.live, ctx), _rights(privilege, ctx), ctx)
    for sql in _untied(what, grantee, tied, ctx):
        yield altered(privilege, sql)
    for sql in _cascading(_commands(what, starts, _rights(privilege, ctx), grantee, ctx), tied):
        yield made(privilege, sql)


def drop(privilege: Privilege, ctx: Context) -> Iterator[Statement]:
    what, grantee = subject(privilege.id), privilege.id.name
    basis = _basis(what, grantee, owned=_is_owner(privilege, ctx.live), ctx=ctx)
    hazard = Hazard(code="SC406", message=f"{role(grantee)} loses or gains privileges on {_on(what, ctx, ctx.live)}")
    tied = _tied(what, grantee, _rights(privilege, ctx), basis, ctx)
    for sql in _untied(what, grantee, tied, ctx, ctx.live):
        yield dropped(privilege, sql, lock=Lock.NONE)
    for sql in _cascading(_commands(what, [_rights(privilege, ctx)], basis, grantee, ctx, ctx.live), tied):
        yield dropped(privilege, sql, lock=Lock.NONE, hazards=(hazard,))


def set_rights(before: Privilege, after: Privilege, ctx: Context) -> Iterator[Statement]:
    what, grantee = subject(after.id), after.id.name
    starts = [_rights(before, ctx)]
    tied = _tied(what, grantee, _rights(before, ctx), _rights(after, ctx), ctx)
    for sql in _untied(what, grantee, tied, ctx):
        yield altered(after, sql)
    owned, owns = _is_owner(before, ctx.live), _is_owner(after, ctx.desired)
    if owned and not owns:
        starts = [acl.NOTHING]
        yield from _handed_over(before, ctx)
    elif owns and not owned:
        starts = [acl.everything(_target(what, ctx), ctx.major), *_of_old_owner(what, ctx)]
    for sql in _cascading(_commands(what, starts, _rights(after, ctx), grantee, ctx), tied):
        hazards = (
            (Hazard(code="SC406", message=f"{role(grantee)} loses privileges on {_on(what, ctx)}"),) if sql.startswith("REVOKE") else ()
        )
        yield altered(after, sql, hazards=hazards)


def _tied(object_id: ObjectId, grantee: str, held: Rights, wanted: Rights, ctx: Context) -> set[str]:
    """The privileges that a role loses and that are part of a chain on both of whose ends it may be."""
    links = _chains(SameState(ctx.live), len(ctx.live.objects)).get(object_id, ())
    return in_the_way([link for link in links if grantee in (link.grantor, link.grantee)], held, wanted)


@lru_cache(maxsize=1)
def _chains(key: SameState, _: int) -> dict[ObjectId, list[Link]]:
    """What holders granted, by object."""
    found: dict[ObjectId, set[Link]] = {}
    for obj in key.state:
        if isinstance(obj, Privilege) and obj.chain:
            found.setdefault(subject(obj.id), set()).update(obj.chain)
    return {object_id: sorted(links) for object_id, links in found.items()}


def _cascading(commands: Iterable[str], tied: set[str]) -> Iterator[str]:
    """CASCADE makes it no matter which of the roles in a chain loses first."""
    return (f"{sql} CASCADE" if tied and sql.startswith("REVOKE") else sql for sql in commands)


def _untied(object_id: ObjectId, grantee: str, tied: set[str], ctx: Context, state: State | None = None) -> Iterator[str]:
    """What has to go first of what holders granted, and comes back from the owner as far as it is wanted: said once for all roles of an object."""
    if not tied:
        return
    links = _chains(SameState(ctx.live), len(ctx.live.objects))[object_id]
    losing: dict[str, set[str]] = {}
    for one in sorted({party for link in links for party in (link.grantor, link.grantee)}):
        held, wanted = (_held(object_id, one, state, ctx) for state in (ctx.live, ctx.desired))
        if lost := _tied(object_id, one, held, wanted, ctx):
            losing[one] = lost
    if grantee in losing and grantee != min(losing, key=lambda one: object_id.about("privilege", one) in ctx.desired):
        return
    for verb, rest in untied(
        links, tied.union(*losing.values()), lambda one: _held(object_id, one, ctx.desired, ctx), _target(object_id, ctx), ctx.major
    ):
        yield f"{verb} ON {_on(object_id, ctx, state)} {rest}"


def _held(object_id: ObjectId, grantee: str, state: State, ctx: Context) -> Rights:
    """What a role holds in a state."""
    fact = state.objects.get(object_id.about("privilege", grantee))
    if isinstance(fact, Privilege):
        return _rights(fact, ctx)
    return _basis(object_id, grantee, owned=_owner(object_id, state) == grantee, ctx=ctx)


def _handed_over(before: Privilege, ctx: Context) -> Iterator[Statement]:
    """ALTER … OWNER hands the old owner's privileges over: what that one had given up, the new one lacks."""
    what = subject(before.id)
    owner = _owner(what, ctx.desired)
    if owner is not None and what.about("privilege", owner) not in ctx.desired:
        everything = acl.everything(_target(what, ctx), ctx.major)
        for sql in _commands(what, [Rights(_rights(before, ctx).held)], everything, owner, ctx):
            yield altered(before, sql)


def _of_old_owner(object_id: ObjectId, ctx: Context) -> Iterator[Rights]:
    """What a new owner may have taken over: the old one's, where these are not everything."""
    owner = _owner(object_id, ctx.live)
    held = ctx.live.objects.get(object_id.about("privilege", owner)) if owner is not None else None
    if isinstance(held, Privilege):
        yield _rights(held, ctx)


def take_back(obj: Object, ctx: Context) -> Iterator[Statement]:
    """Take back from a new object what default privileges give to roles that shall have nothing of their own there. Roles that may have created it,
    and then own it, lose that behind its owner."""
    if not _index(SameState(ctx.live), len(ctx.live.objects)):
        if obj.id == PUBLIC_SCHEMA:
            yield from _taken_back(obj.id, ["PUBLIC"], ctx)
        return
    if obj.id.kind == "owner":
        for object_id in _going_with(SameState(ctx.desired), len(ctx.desired.objects)).get(obj.id, ()):
            if ctx.makes(object_id) and not ctx.stays(object_id) and _word(object_id, ctx, ctx.desired) is not None:
                yield from _taken_back(object_id, _given_to(object_id, ctx)[1], ctx)
    elif _word(obj.id, ctx, ctx.desired) is not None:
        others, creators = _given_to(obj.id, ctx)
        owner = _owning(obj.id, ctx.desired)
        is_settled = owner in ctx.desired and not ctx.makes(owner)
        yield from _taken_back(obj.id, [*others, *creators] if is_settled else others, ctx)


def _given_to(object_id: ObjectId, ctx: Context) -> tuple[list[str], list[str]]:
    """The roles to which default privileges give something: those that do not create, and those that do. Without an owner in the schema files
    any of these may own the object."""
    defaults = _defaults(object_id, ctx)
    creators = {creator for by_role in defaults.values() for creator in by_role}
    grantees = [*defaults, *(("PUBLIC",) if object_id == PUBLIC_SCHEMA and "PUBLIC" not in defaults else ())]
    return [one for one in grantees if one not in creators], [one for one in grantees if one in creators]


def _taken_back(object_id: ObjectId, grantees: list[str], ctx: Context) -> Iterator[Statement]:
    for grantee in grantees:
        privilege = object_id.about("privilege", grantee)
        if privilege in ctx.desired or grantee == _owner(object_id, ctx.desired):
            continue
        basis = _basis(object_id, grantee, owned=False, ctx=ctx)
        for sql in _commands(object_id, _starts(object_id, grantee, basis, ctx), basis, grantee, ctx):
            yield altered(privilege, sql)


@lru_cache(maxsize=1)
def _going_with(key: SameState, _: int) -> dict[ObjectId, list[ObjectId]]:
    """What an owner is the owner of: a table's goes for the sequences of its columns."""
    found: dict[ObjectId, list[ObjectId]] = {}
    for obj in key.state:
        if getattr(obj, "identity", None) or obj.id.kind not in ("column", "owner", "privilege"):
            owner = _owning(obj.id, key.state)
            if owner in key.state:
                found.setdefault(owner, []).append(obj.id)
    return found


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """ALTER … OWNER moves the old owner's privileges to the new one: before what is granted, after what is revoked."""
    for obj in state:
        if obj.id.kind == "privilege":
            yield obj.id, _owning(subject(obj.id), state)


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """pg_depend does not say which columns a privilege names."""
    for obj in state:
        if isinstance(obj, Privilege):
            for column in acl.column_names((*obj.privileges, *obj.grant_option)):
                yield obj.id, subject(obj.id).child("column", column)


def designation(object_id: ObjectId) -> str:
    return f"PRIVILEGES OF {role(object_id.name)} ON {subject(object_id)}"


def roles(privilege: Privilege) -> Iterable[str]:
    return () if privilege.id.name == "PUBLIC" else (privilege.id.name,)


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return acl.read(raw)


def path(parent: tuple[str, ...], grantee: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    return (*parent, acl.grantee(str(grantee)))


def write(privilege: Privilege, _: dict[str, Raw]) -> Raw:
    return acl.write(privilege.privileges, privilege.grant_option)


KIND = Kind(
    name="privilege",
    idle=idle,
    model=Privilege,
    catalog=acl_catalog.catalog_sql,
    create=create,
    drop=drop,
    alter={"privileges": set_rights, "grant_option": set_rights, "of_owner": set_rights, "chain": set_rights},
    derived=("of_owner", "chain"),
    designation=designation,
    about=True,
    about_names=1,
    edges=edges,
    follows=follows,
    roles=roles,
    take_back=take_back,
    yaml=Yaml(key="grants", read=read, write=write, path=path),
    widens=widening.more_rights,
)
