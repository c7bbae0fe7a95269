"""Privileges on what somebody else made: an extension, or PostgreSQL itself."""

from __future__ import annotations

from evolve import names
from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.families.roles import holders
from evolve.model import Item, Model, Ref
from schemactl.kinds.sql import name as quoted

MEMBERS = {
    "citext": ("citext(boolean)", "citext(inet)"),
    "hstore": ("hstore(text,text)",),
    "pg_trgm": ("similarity(text,text)", "show_trgm(text)"),
}
OWN = {
    "FUNCTION pg_ls_dir(text)": ("execute", False),
    "FUNCTION pg_read_file(text)": ("execute", False),
    "FUNCTION now()": ("execute", True),
    "TABLE pg_class": ("select", True),
    "TABLE pg_authid": ("select", False),
    "TYPE int4": ("usage", True),
}
"""What may be done with it, and whether everybody may from the start."""


def draw_member(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    """Of an extension whose place is known: a function's name begins with it."""
    assert parent is not None
    schema = parent.body.get("schema")
    functions = MEMBERS.get(parent.body["_extension"], ())
    taken = {(one.body["_function"], one.body["_role"]) for one in model.of("member_grant", under=parent.uid) if one.uid != number}
    able = [(function, role) for function in functions for role in (*holders(model, number), "PUBLIC") if (function, role) not in taken]
    if not isinstance(schema, Ref) or not able:
        return None
    function, role = choice.pick(able)
    held = {"privileges": "execute", "grant_option": "execute"} if choice.chance(30) else "execute"
    return {"=": [] if role == "PUBLIC" else held, "_function": function, "_role": role}


def member_fits(item: Item, model: Model) -> bool:
    return isinstance(model.items[item.parent or 0].body.get("schema"), Ref)


def place_member(item: Item, said: Body, inside: Body, written: Written) -> None:
    """Under the extension; `inside` knows where that lies."""
    function = f"{quoted(inside['schema'])}.{item.body['_function']}"
    inside.setdefault("member_grants", {})[f"FUNCTION {function} to {written(item.body['_role'])}"] = said


def draw_system(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    """To a role that is there already: what a plan's roles hold goes with them."""
    taken = {item_key(one) for one in model.of("system_grant") if one.uid != number}
    able = [(one, role) for one in OWN for role in (*names.ROLES, "PUBLIC") if (one, role) not in taken]
    on, role = choice.pick(able)
    word, is_everybodys = OWN[on]
    if role == "PUBLIC":
        held: object = [] if is_everybodys else word
    else:
        held = {"privileges": word, "grant_option": word} if choice.chance(20) else word
    return {"=": held, "_on": on, "_role": role}


def item_key(item: Item) -> tuple[str, str]:
    return item.body["_on"], item.body["_role"]


def label_system(item: Item, _: Written) -> str:
    return f"{item.body['_on']} to {item.body['_role']}"


def untouched(item: Item) -> object:
    """What the role holds without a word about it."""
    word, is_everybodys = OWN[item.body["_on"]]
    return word if item.body["_role"] == "PUBLIC" and is_everybodys else []


FAMILIES = (
    Family(
        name="member_grant",
        key="member_grants",
        under=("extension",),
        draw=draw_member,
        fits=member_fits,
        place=place_member,
        comment=False,
        renames=False,
        weight=5,
        most=3,
    ),
    Family(
        name="system_grant",
        key="system_grants",
        under=(),
        draw=draw_system,
        label=label_system,
        comment=False,
        renames=False,
        weight=3,
        most=3,
    ),
)
