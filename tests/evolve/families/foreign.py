"""Foreign data wrappers, servers, user mappings, foreign tables."""

from __future__ import annotations

import re

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family, Written
from evolve.families.roles import holders
from evolve.model import Item, Model, Ref, Sql, sql
from schemactl.kinds.sql import name


def draw_wrapper(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    return {"options": {"debug": choice.pick(("true", "it's"))} if choice.chance(40) else None}


def draw_server(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    wrappers = model.of("foreign_data_wrapper")
    if not wrappers:
        return None
    options = {key: choice.pick(("a", "it's", "x y")) for key in choice.some(("host", "dbname", "port"), 0, 2)}
    return {
        "wrapper": Ref(choice.pick(wrappers).uid, bare=True),
        "type": choice.pick((None, None, "shop")),
        "version": choice.pick((None, "'1'", "2")),
        "options": options or None,
    }


def draw_mapping(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    taken = {(one.body["_server"].uid, one.body["_role"]) for one in model.of("user_mapping") if one.uid != number}
    able = [(one, role) for one in model.of("server") for role in (*holders(model, number), "PUBLIC") if (one.uid, role) not in taken]
    if not able:
        return None
    server, role = choice.pick(able)
    options = {key: choice.pick(("a", "it's", "${CRM_PASSWORD}")) for key in choice.some(("user", "password"), 0, 2)}
    return {"_server": Ref(server.uid, bare=True), "_role": role, "options": options or None}


def tweak_mapping(choice: Choice, _: Model, __: Item) -> Body:
    return {"options": {"user": choice.pick(("a", "b"))} if choice.chance(70) else None}


def at_server(item: Item, written: Written) -> str:
    parts = (str(written(item.body["_role"])), str(written(item.body["_server"])))
    return "@".join('"' + one.replace('"', '""') + '"' if re.search('[@"]', one) else one for one in parts)


def draw_table(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    servers = model.of("server")
    if not servers:
        return None
    columns: dict[str, Body | Sql] = {}
    for _i in range(choice.number(1, 3)):
        kind = sorts.any_type(choice, model, below=number)[0]
        long: Body = {"type": kind, "not_null": "true", "fdw_options": {"column_name": "x"}}
        columns[names.draw(choice, set(columns))] = long if choice.chance(25) else kind
    options = {"table_name": choice.pick(("a", "B c"))} if choice.chance(50) else None
    tested = choice.pick(list(columns))
    checks = {names.draw(choice, set()): sql("{} is not null", Sql((name(tested),)))} if choice.chance(20) else None
    return {"server": Ref(choice.pick(servers).uid, bare=True), "columns": columns, "options": options, "checks": checks}


FAMILIES = (
    Family(
        name="foreign_data_wrapper", key="foreign_data_wrappers", draw=draw_wrapper, under=(), grants=("usage",), weight=1, superusers=True
    ),
    Family(name="server", key="servers", draw=draw_server, under=(), grants=("usage",), weight=2, owned=True),
    Family(
        name="user_mapping",
        key="user_mappings",
        draw=draw_mapping,
        tweak=tweak_mapping,
        label=at_server,
        under=(),
        comment=False,
        renames=False,
        weight=3,
        most=3,
    ),
    Family(
        name="foreign_table",
        key="foreign_tables",
        draw=draw_table,
        schema_names=True,
        grants=("select", "insert"),
        weight=3,
        owned=True,
    ),
)
