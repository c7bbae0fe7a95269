"""What extends PostgreSQL, as far as no C code is needed: languages, transforms, access methods, conversions, base types, event triggers."""

from __future__ import annotations

from evolve import names
from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.model import Item, Model, Ref

CONVERSIONS = (
    ("LATIN1", "UTF8", "iso8859_1_to_utf8"),
    ("UTF8", "LATIN1", "utf8_to_iso8859_1"),
    ("KOI8R", "WIN1251", "koi8r_to_win1251"),
)
TAGS = ("CREATE TABLE", "ALTER TABLE", "CREATE VIEW", "DROP FUNCTION")


def draw_language(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    whole = choice.chance(70)
    return {
        "handler": "pg_catalog.plpgsql_call_handler",
        "inline": "pg_catalog.plpgsql_inline_handler" if whole else None,
        "validator": "pg_catalog.plpgsql_validator" if whole and choice.chance(50) else None,
        "trusted": "true" if choice.chance(50) else None,
    }


def own_language(choice: Choice, taken: set[str]) -> str:
    return names.draw(choice, taken | {"c", "sql", "internal", "plpgsql"})


def draw_transform(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    languages = [one for one in model.of("language") if one.uid < number]
    types = [one for one in model.of("enum", "composite") if one.uid < number]
    taken = {(one.body["_type"].uid, one.body["_language"].uid) for one in model.of("transform") if one.uid != number}
    able = [(one, two) for one in types for two in languages if (one.uid, two.uid) not in taken and " language " not in two.name]
    if not able:
        return None
    kind, language = choice.pick(able)
    return {"_type": Ref(kind.uid), "_language": Ref(language.uid, bare=True), "from_sql": "prsd_lextype(internal)"}


def of_language(item: Item, written: Written) -> str:
    return f"{written(item.body['_type'])} language {written(item.body['_language'])}"


def draw_method(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    if choice.chance(60):
        return {"type": "table", "handler": "pg_catalog.heap_tableam_handler", "_sort": "table"}
    return {"type": "index", "handler": choice.pick(("pg_catalog.bthandler", "pg_catalog.hashhandler")), "_sort": "index"}


def sort_of(item: Item, _: Model, __: str) -> str:
    return item.sort


def draw_conversion(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    here, there, function = choice.pick(CONVERSIONS)
    return {"for": here, "to": there, "function": f"pg_catalog.{function}"}


def draw_event(choice: Choice, model: Model, _: Item | None, __: int) -> Body | None:
    functions = [one for one in model.of("function") if one.sort == "event_trigger"]
    if not functions:
        return None
    return {
        "event": choice.pick(("ddl_command_start", "ddl_command_end", "sql_drop")),
        "tags": choice.some(TAGS, 1, 2) if choice.chance(50) else None,
        "function": Ref(choice.pick(functions).uid, sort="() event_trigger"),
        "enabled": choice.pick(("replica", "always", "disabled")) if choice.chance(20) else None,
    }


def draw_base(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    """Of four bytes by value, with PostgreSQL's own functions for integers under names of its own."""
    return {
        "send": "true" if choice.chance(40) else None,
        "category": "U" if choice.chance(30) else None,
        "default": "7" if choice.chance(30) else None,
        "delimiter": ";" if choice.chance(20) else None,
    }


def place_base(item: Item, said: Body, inside: Body, written: Written) -> None:
    """The type, and the functions that read and write it."""
    kind = str(written(Ref(item.uid)))
    schema = written(Ref(item.parent or 0))
    common = {"language": "internal", "strict": "true", "volatility": "immutable"}
    functions = inside.setdefault("functions", {})
    calls = {"in": ("cstring", kind, "int4in"), "out": (kind, "cstring", "int4out"), "send": (kind, "bytea", "int4send")}
    body = {key: value for key, value in said.items() if key != "send"}
    for word, (takes, gives, symbol) in calls.items():
        if word == "send" and "send" not in item.body:
            continue
        name = f"base{item.uid}_{word}"
        functions[f"{name}({takes})"] = {**common, "returns": gives, "body": symbol}
        body[{"in": "input", "out": "output"}.get(word, word)] = f"{schema}.{name}"
    inside.setdefault("base_types", {})[item.name] = {**body, "internallength": "4", "passedbyvalue": "true"}


def draw_parser(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    headline = "pg_catalog.prsd_headline" if choice.chance(60) else None
    functions = {"start": "prsd_start", "gettoken": "prsd_nexttoken", "end": "prsd_end", "lextypes": "prsd_lextype"}
    return {**{key: f"pg_catalog.{function}" for key, function in functions.items()}, "headline": headline}


def draw_template(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    return {"init": "pg_catalog.dsimple_init" if choice.chance(70) else None, "lexize": "pg_catalog.dsimple_lexize"}


FAMILIES = (
    Family(name="language", key="languages", under=(), draw=draw_language, named=own_language, weight=2, most=2, superusers=True),
    Family(name="transform", key="transforms", under=(), draw=draw_transform, label=of_language, renames=False, weight=4, most=2),
    Family(name="access_method", key="access_methods", under=(), draw=draw_method, sort=sort_of, renames=False, weight=2, most=2),
    Family(name="conversion", key="conversions", draw=draw_conversion, owned=True, weight=2, most=2),
    Family(name="event_trigger", key="event_triggers", under=(), draw=draw_event, weight=4, most=3, superusers=True),
    Family(name="text_search_parser", key="text_search.parsers", draw=draw_parser, weight=1, most=1),
    Family(name="text_search_template", key="text_search.templates", draw=draw_template, weight=1, most=1),
    Family(
        name="base_type", key="base_types", draw=draw_base, place=place_base, renames=False, schema_names=True, owned=True, weight=2, most=1
    ),
)
