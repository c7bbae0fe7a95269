"""What stands beside the tables: collations, text search, default privileges, the database."""

from __future__ import annotations

import msgspec

from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.families.roles import holders
from evolve.model import Item, Model, Ref

OBJECTS = {"tables": ("select", "insert"), "sequences": ("usage", "select"), "functions": ("execute",), "types": ("usage",)}


def draw_collation(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    """The embedded servers are built without ICU."""
    return {"provider": "libc", "locale": choice.pick(("C", "POSIX"))}


def draw_dictionary(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    own = [one for one in model.of("text_search_template") if one.uid < number]
    if own and choice.chance(40):
        return {"template": Ref(choice.pick(own).uid), "options": None}
    if choice.chance(50):
        return {"template": "snowball", "options": {"language": choice.pick(("german", "english"))}}
    return {"template": "simple", "options": {"accept": "false"} if choice.chance(50) else None}


def draw_configuration(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    own = [Ref(one.uid) for one in model.of("text_search_dictionary") if one.uid < number]
    parsers = [Ref(one.uid) for one in model.of("text_search_parser") if one.uid < number]
    tokens = choice.some(("asciiword", "word", "email", "int"), 1, 3)
    known = [*own, "simple", "english_stem"]
    parser = choice.pick(parsers) if parsers and choice.chance(40) else "default"
    return {"parser": parser, "mappings": {token: choice.some(known, 1, 2) for token in tokens}}


def draw_default_privilege(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    on = choice.pick(list(OBJECTS))
    schema = choice.pick((None, *model.of("schema")))
    place = (on, schema.uid if schema else None)
    if any(one.body["_place"] == place for one in model.of("default_privilege") if one.uid != number):
        return None
    creator, *others = choice.some(holders(model, number), 3, 3)
    grant = {role: ", ".join(choice.some(OBJECTS[on], 1, 2)) for role in others[: choice.number(1, 2)]}
    return {"for": creator, "schema": Ref(schema.uid, bare=True) if schema else None, "on": on, "grant": grant, "_place": place}


def draw_database(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    settings = {"work_mem": "64MB", "search_path": ["pg_catalog", "public"], "statement_timeout": "1h"}
    return {"settings": {key: settings[key] for key in choice.some(list(settings), 0, 2)} or None}


def draw_owner(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    return {"=": choice.pick(holders(model, number))}


PLAIN = Family(name="collation", key="collations", draw=draw_collation, weight=2, owned=True)


def like(name: str, **more: object) -> Family:
    return msgspec.structs.replace(PLAIN, name=name, **more)


FAMILIES = (
    PLAIN,
    like("text_search_dictionary", key="text_search.dictionaries", draw=draw_dictionary),
    like("text_search_configuration", key="text_search.configurations", draw=draw_configuration),
    like(
        "default_privilege",
        key="default_privileges",
        draw=draw_default_privilege,
        under=(),
        comment=False,
        owned=False,
        entry=True,
        renames=False,
        single=False,
    ),
    Family(name="default_owner", key="owner", draw=draw_owner, under=(), single=True, most=1, weight=1, comment=False, renames=False),
    Family(name="database", key="database", draw=draw_database, under=(), single=True, most=1, weight=1, renames=False),
)
