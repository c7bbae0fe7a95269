"""Roles that plans manage, and who is a member of whom. A state with one is judged on a server of its own: roles are the whole server's."""

from __future__ import annotations

from evolve import names
from evolve.choice import OPTIONS, Choice
from evolve.families.base import Body, Family, Written
from evolve.model import Item, Model, Ref, Value

SPECIAL = {"current_user", "PUBLIC", "public", "none", "user"}
"""Words of SQL where a role's name may stand, and names that PostgreSQL gives to nobody."""

PARAMETERS = "parameters"
SAID = {
    "login": "true",
    "createdb": "true",
    "createrole": "true",
    "inherit": "false",
    "replication": "true",
    "bypassrls": "true",
    "superuser": "true",
    "connection_limit": "5",
    "valid_until": "2031-01-01",
    "settings": {"work_mem": "64MB", "search_path": ["pg_catalog", "B c"]},
    "database_settings": {"statement_timeout": "5s"},
    PARAMETERS: {"work_mem": "set", "my.Odd_thing": {"privileges": "alter system", "grant_option": "set"}, "TimeZone": "all"},
}


def holders(model: Model, below: int | None = None) -> list[Value]:
    """Who may own things and hold privileges: roles that are there already, and those of the state."""
    return [*names.ROLES, *(Ref(one.uid, bare=True) for one in model.of("role") if below is None or one.uid < below)]


def draw(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    """From 16 on, as what memberships have; parameters came with 15."""
    words = [word for word in SAID if word != PARAMETERS or OPTIONS in choice.offered]
    return {word: SAID[word] for word in choice.some(words, 0, 4)}


def named(choice: Choice, taken: set[str]) -> str:
    return names.draw(choice, taken | SPECIAL | set(names.ROLES))


def draw_membership(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    """In a role that was drawn before, so that nobody is a member of itself; granted by one who may."""
    assert parent is not None
    groups = [one for one in model.of("role") if one.uid < parent.uid]
    if not groups:
        return None
    group = choice.pick(groups)
    mine = [one for one in model.of("membership", under=parent.uid) if one.body["_group"].uid == group.uid and one.uid != number]
    admins = [
        one
        for one in model.of("membership")
        if one.body["_group"].uid == group.uid and one.sort == "admin" and not _leads_to(one, parent, model) and one.uid < number
    ]
    by = choice.pick(admins) if admins and OPTIONS in choice.offered and choice.chance(50) else None
    granted: Body = {"_by": Ref(by.uid, sort="admin"), "_granter": Ref(by.parent or 0, bare=True)} if by else {}
    if any(one.body.get("_granter") == granted.get("_granter") for one in mine):
        return None
    return {"_group": Ref(group.uid, bare=True), **granted, **options(choice)}


def _leads_to(membership: Item, role: Item, model: Model) -> bool:
    """Has its member, or whoever granted it, got it from this role? PostgreSQL lets nobody grant ADMIN back."""
    by = membership.body.get("_by")
    return membership.parent == role.uid or bool(by and _leads_to(model.items[by.uid], role, model))


def options(choice: Choice) -> Body:
    admin = choice.chance(50)
    return {
        "admin": "true" if admin else None,
        "_sort": "admin" if admin else "",
        "inherit": choice.pick(("true", "false")) if choice.chance(20) and OPTIONS in choice.offered else None,
        "set": "false" if choice.chance(20) and OPTIONS in choice.offered else None,
    }


def tweak_membership(choice: Choice, _: Model, __: Item) -> Body:
    return options(choice)


def place(item: Item, said: Body, inside: Body, written: Written) -> None:
    """Below the member, under the group's name and that of whoever granted it."""
    label = str(written(item.body["_group"]))
    if by := item.body.get("_granter"):
        label += f" granted by {written(by)}"
    inside.setdefault("member_of", {})[label] = said or None


def sort_of(item: Item, _: Model, __: str) -> str:
    return item.sort


FAMILIES = (
    Family(name="role", key="roles", under=(), draw=draw, named=named, renames=False, weight=3, most=4),
    Family(
        name="membership",
        key="member_of",
        under=("role",),
        draw=draw_membership,
        tweak=tweak_membership,
        place=place,
        sort=sort_of,
        comment=False,
        renames=False,
        weight=4,
        most=3,
    ),
)
