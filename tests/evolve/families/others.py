"""What stands beside the tables: collations, text search, foreign servers, publications, default privileges."""

from __future__ import annotations

import msgspec

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.model import Item, Model, Ref, Sql

OBJECTS = {"tables": ("select", "insert"), "sequences": ("usage", "select"), "functions": ("execute",), "types": ("usage",)}


def draw_collation(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    """The embedded servers are built without ICU."""
    return {"provider": "libc", "locale": choice.pick(("C", "POSIX"))}


def draw_dictionary(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    if choice.chance(50):
        return {"template": "snowball", "options": {"language": choice.pick(("german", "english"))}}
    return {"template": "simple", "options": {"accept": "false"} if choice.chance(50) else None}


def draw_configuration(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    tokens = choice.some(("asciiword", "word", "email", "int"), 1, 3)
    return {"parser": "default", "mappings": {token: choice.pick(("simple", "english_stem")) for token in tokens}}


def draw_wrapper(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    return {"options": {"debug": choice.pick(("true", "it's"))} if choice.chance(40) else None}


def draw_server(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    wrappers = model.of("foreign_data_wrapper")
    if not wrappers:
        return None
    options = {key: choice.pick(("a", "it's", "x y")) for key in choice.some(("host", "dbname", "port"), 0, 2)}
    return {"wrapper": Ref(choice.pick(wrappers).uid, bare=True), "version": choice.pick((None, "'1'", "2")), "options": options or None}


def draw_foreign_table(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    servers = model.of("server")
    if not servers:
        return None
    columns: dict[str, Sql] = {}
    for _i in range(choice.number(1, 3)):
        columns[names.draw(choice, set(columns))] = sorts.any_type(choice, model, below=number)[0]
    options = {"table_name": choice.pick(("a", "B c"))} if choice.chance(50) else None
    return {"server": Ref(choice.pick(servers).uid, bare=True), "columns": columns, "options": options}


def draw_publication(choice: Choice, model: Model, _: Item | None, __: int) -> Body:
    able = [one for one in model.of("table") if "unlogged" not in one.body]
    tables = [Ref(one.uid) for one in choice.some(able, 0, 3)]
    return {
        "tables": tables or None,
        "publish": choice.pick((None, None, "insert, update", "insert")),
        "publish_via_partition_root": "true" if choice.chance(20) else None,
    }


def are_logged(item: Item, model: Model) -> bool:
    return all("unlogged" not in model.items[one.uid].body for one in item.body.get("tables", ()) if one.uid in model)


def draw_default_privilege(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    on = choice.pick(list(OBJECTS))
    schema = choice.pick((None, *model.of("schema")))
    place = (on, schema.uid if schema else None)
    if any(one.body["_place"] == place for one in model.of("default_privilege") if one.uid != number):
        return None
    grant = {role: ", ".join(choice.some(OBJECTS[on], 1, 2)) for role in choice.some(names.ROLES[:2], 1, 2)}
    return {"for": names.ROLES[2], "schema": Ref(schema.uid, bare=True) if schema else None, "on": on, "grant": grant, "_place": place}


PLAIN = Family(name="collation", key="collations", draw=draw_collation, weight=2, owned=True)


def like(name: str, **more: object) -> Family:
    return msgspec.structs.replace(PLAIN, name=name, **more)


FAMILIES = (
    PLAIN,
    like("text_search_dictionary", key="text_search.dictionaries", draw=draw_dictionary),
    like("text_search_configuration", key="text_search.configurations", draw=draw_configuration),
    like("foreign_data_wrapper", key="foreign_data_wrappers", draw=draw_wrapper, under=(), grants=("usage",)),
    like("server", key="servers", draw=draw_server, under=(), grants=("usage",)),
    like("foreign_table", key="foreign_tables", draw=draw_foreign_table, schema_names=True, grants=("select", "insert")),
    like("publication", key="publications", draw=draw_publication, under=(), fits=are_logged, weight=4),
    like(
        "default_privilege",
        key="default_privileges",
        draw=draw_default_privilege,
        under=(),
        comment=False,
        entry=True,
        renames=False,
        single=False,
    ),
)
