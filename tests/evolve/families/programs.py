"""Functions, procedures, aggregates, triggers, rules."""

from __future__ import annotations

from collections.abc import Callable

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.model import Item, Model, Ref, Sql, Value, listed, sql
from schemactl.kinds.routine_text import key
from schemactl.kinds.sql import name

BODIES = ("select $1 is not null", "select true -- it's $1", "select ($1 is distinct from null)")


def draw_function(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    match choice.number(0, 4):
        case 0:
            return trigger_function(choice, model) if choice.chance(70) else event_function(choice)
        case 1:
            return constant(choice)
        case 2:
            return over_table(choice, model, number)
        case _:
            return test(choice, model, number)


def attributes(choice: Choice) -> Body:
    return {
        "strict": "true" if choice.chance(20) else None,
        "parallel": choice.pick((None, None, "safe", "restricted")),
        "cost": "7" if choice.chance(10) else None,
        "security_definer": "true" if choice.chance(10) else None,
        "configuration": {"search_path": ["pg_catalog", "pg_temp"]} if choice.chance(10) else None,
    }


def event_function(choice: Choice) -> Body:
    """For event triggers."""
    body: Body = {"returns": "event_trigger", "language": "plpgsql", "body": choice.pick(("begin end", "begin\n  -- nothing\nend"))}
    return {**body, "_args": [], "_types": [], "_sort": "event_trigger", **attributes(choice), "strict": None}


def trigger_function(choice: Choice, model: Model) -> Body:
    languages = [Ref(one.uid, bare=True) for one in model.of("language")]
    body = choice.pick(("begin\n  return new;\nend", "begin\n  -- nothing\n  return null;\nend", "begin return coalesce(new, old); end"))
    return {
        "returns": "trigger",
        "language": choice.pick(languages) if languages and choice.chance(40) else "plpgsql",
        "body": body,
        "_args": [],
        "_types": [],
        "_sort": "trigger",
        **attributes(choice),
        "strict": None,
    }


def constant(choice: Choice) -> Body:
    """Without arguments: for defaults."""
    kind, sort = sorts.builtin(choice, ("number", "text", "time"))
    value = sorts.VALUES[sort][choice.number(0, 1)]
    body: Body = {"returns": kind, "_args": [], "_types": [], "_sort": sort, "volatility": choice.pick(("immutable", "stable", None))}
    if choice.chance(40):
        return {**body, "language": None, "sql_body": sql("return {}::{}", Sql((value,)), kind), **attributes(choice)}
    return {**body, "language": "sql", "body": sql("select {}::{}", Sql((value,)), kind), **attributes(choice)}


def test(choice: Choice, model: Model, number: int) -> Body:
    """Of one argument: for checks, indexes and views."""
    kind, sort = sorts.any_type(choice, model, below=number)
    argument = names.draw(choice, set()) if choice.chance(60) else None
    body: Body = {"returns": "boolean", "_args": [sort], "_types": [kind], "_sort": "bool", "volatility": "immutable"}
    body["arguments"] = sql("{} {}", Sql((name(argument),)), kind) if argument else None
    if choice.chance(30):
        return {**body, "language": None, "sql_body": "return $1 is not null", **attributes(choice)}
    return {**body, "language": "sql", "body": choice.pick(BODIES), **attributes(choice)}


def over_table(choice: Choice, model: Model, number: int) -> Body:
    tables = [one for one in model.of("table") if one.uid < number and refs(model, one)]
    if not tables:
        return constant(choice)
    table = choice.pick(tables)
    column = choice.pick(refs(model, table))
    body: Body = {"_args": [], "_types": [], "_sort": f"set {number}", "volatility": "stable"}
    if choice.chance(30):
        return {**body, "returns": sql("setof {}", Ref(table.uid)), "language": "sql", "body": sql("select * from {}", Ref(table.uid))}
    counted = sql("(select count({}) from {})", column, Ref(table.uid))
    if choice.chance(50):
        return {**body, "returns": "bigint", "sql_body": sql("return {}", counted)}
    text = sql("begin atomic\n select {};\nend", counted)
    return {**body, "returns": "bigint", "sql_body": text}


def tweak_function(choice: Choice, model: Model, item: Item) -> Body:
    """The same signature mostly: another body, other attributes."""
    if choice.chance(25) and not model.users(item.uid):
        return {
            "arguments": None,
            "body": None,
            "sql_body": None,
            "language": None,
            "volatility": None,
            **draw_function(choice, model, None, item.uid),
        }
    if item.sort == "trigger":
        return trigger_function(choice, model)
    if item.body["_args"] and item.sort == "bool":
        fresh = {"language": "sql", "body": choice.pick(BODIES), "sql_body": None}
        argument = (
            sql("{} {}", Sql((name(names.draw(choice, set())),)), item.body["_types"][0])
            if choice.chance(40)
            else item.body.get("arguments")
        )
        return {**attributes(choice), **fresh, "arguments": argument}
    return attributes(choice)


def label(item: Item, written: Callable[[Value], Value]) -> str:
    return key(item.name, ", ".join(written(one) for one in item.body["_types"]))


def signature(item: Item, _: Model, __: str) -> str:
    return f"({', '.join(item.body['_args'])}) {item.sort}"


def draw_procedure(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    kind, sort = sorts.any_type(choice, model, below=number, own=20)
    if choice.chance(50):
        return {"language": "plpgsql", "body": "begin\n  perform 1;\nend", "_types": [], "_args": [], **secured(choice)}
    body = choice.pick(("select 1", "select 2;\nselect '$body$'"))
    return {"arguments": sql("value {}", kind), "language": "sql", "body": body, "_types": [kind], "_args": [sort], **secured(choice)}


def secured(choice: Choice) -> Body:
    return {"security_definer": "true" if choice.chance(20) else None}


def draw_aggregate(choice: Choice, model: Model, _: Item | None, __: int) -> Body:
    kind, sfunc = choice.pick((("numeric", "numeric_add"), ("integer", "int4larger"), ("text", "textcat")))
    return {
        "sfunc": sfunc,
        "stype": kind,
        "initcond": "0" if choice.chance(40) else None,
        "parallel": choice.pick((None, "safe")),
        "_types": [Sql((kind,))],
        "_args": [kind],
    }


def draw_trigger(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    functions = [one for one in model.of("function") if one.sort == "trigger"]
    columns = refs(model, parent) if parent.family == "table" else []
    if not functions:
        return None
    execute = sql("{}(" + choice.pick(("", "'a'", "'it''s', 'b'")) + ")", Ref(choice.pick(functions).uid, sort="() trigger"))
    enabled = choice.pick(("replica", "always", "disabled")) if choice.chance(15) else None
    if parent.family == "view":
        return {"timing": "instead of insert", "for_each": "row", "execute": execute}
    return {**timed(choice, model, columns, number), "execute": execute, "enabled": enabled}


def timed(choice: Choice, model: Model, columns: list[Ref], number: int) -> Body:
    row = choice.chance(60)
    when = choice.pick(("before", "after"))
    if columns and choice.chance(30):
        timing: Sql | str = sql(when + " update of {}", listed(choice.some(columns, 1, 2)))
    else:
        timing = f"{when} {choice.pick(('insert', 'update', 'insert or update', 'delete'))}"
    body: Body = {"timing": timing, "for_each": "row" if row else "statement"}
    tested = [one for one in columns if one.sort in sorts.TESTS and "generated" not in model.items[one.uid].body]
    if row and tested and timing in ("before insert", "after insert", "after update") and choice.chance(30):
        test = choice.pick(sorts.TESTS[(column := choice.pick(tested)).sort])
        body["when"] = sql(test.replace("{}", "new.{}"), *[column] * test.count("{}"))
    if row and when == "after" and choice.chance(15):
        body |= {"constraint": "true", "deferrable": "true" if choice.chance(50) else None}
    return body


def draw_rule(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    if parent.family == "view":
        return {"event": choice.pick(("insert", "update", "delete")), "definition": "do instead nothing"}
    columns = [one for one in refs(model, parent) if one.sort in sorts.TESTS]
    event = choice.pick(("insert", "update", "delete"))
    if columns and choice.chance(50):
        side = "old" if event == "delete" else "new"
        test = choice.pick(sorts.TESTS[(column := choice.pick(columns)).sort])
        where = sql(f"where {test.replace('{}', side + '.{}')} and false do also nothing", *[column] * test.count("{}"))
        return {"event": event, "definition": where}
    return {"event": event, "definition": "where false do instead nothing", "enabled": "disabled" if choice.chance(20) else None}


FAMILIES = (
    Family(
        name="function",
        key="functions",
        draw=draw_function,
        tweak=tweak_function,
        label=label,
        sort=signature,
        grants=("execute",),
        weight=14,
        most=6,
        owned=True,
    ),
    Family(name="procedure", key="procedures", draw=draw_procedure, label=label, grants=("execute",), weight=4, owned=True),
    Family(name="aggregate", key="aggregates", draw=draw_aggregate, label=label, grants=("execute",), weight=3, owned=True),
    Family(name="trigger", key="triggers", under=("table", "view"), draw=draw_trigger, weight=14),
    Family(name="rule", key="rules", under=("table", "view"), draw=draw_rule, weight=4),
)
