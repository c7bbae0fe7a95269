"""Views over tables and views, materialized ones too."""

from __future__ import annotations

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.indexes import relation_columns, sort_of_relation_column
from evolve.families.relations import GRANTS
from evolve.families.storing import tablespace
from evolve.model import Item, Model, Ref, Sql, listed, references, sql
from schemactl.kinds.sql import name


def draw(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    below = [one for one in model.of("view", "materialized_view") if one.uid < number and "with_data" not in one.body]
    sources = [one for one in [*model.of("table"), *below] if relation_columns(model, one)]
    if not sources:
        return None
    source = choice.pick(sources)
    query, out = select(choice, model, source, number)
    if choice.chance(25) and (other := choice.pick(sources)):
        query = joined(choice, model, query, out, other)
    return {"query": query, "_out": out}


def select(choice: Choice, model: Model, source: Item, number: int) -> tuple[Sql, dict[str, str]]:
    columns = choice.some(relation_columns(model, source), 1, 4)
    shown: list[Ref | Sql] = []
    out: dict[str, str] = {}
    for column in columns:
        shown.append(_output(choice, model, column, out, number))
    query = sql("select {}\nfrom {}", listed(shown, ",\n  "), Ref(source.uid))
    if choice.chance(30) and (test := sorts.condition(choice, model, columns, below=number)):
        query = sql("{}\nwhere {}", query, test)
    return query, out


def _output(choice: Choice, model: Model, column: Ref, out: dict[str, str], number: int) -> Sql:
    alias = names.draw(choice, set(out))
    found = sorts.expression(choice, [column]) if choice.chance(20) else None
    calls = [one for one in model.of("function") if one.body["_args"] == [column.sort] and one.uid < number]
    if calls and choice.chance(30):
        chosen = choice.pick(calls)
        found = sorts.call(chosen, column), chosen.sort
    signs = [one for one in model.of("operator") if one.sort == "integer" and one.uid < number]
    if signs and column.sort == "number" and choice.chance(50):
        found = sql("({}::integer operator({}) 1)", column, Ref(choice.pick(signs).uid, sort="integer")), "bool"
    out[alias] = found[1] if found else column.sort
    return sql("{} as {}", found[0] if found else column, Sql((name(alias),)))


def joined(choice: Choice, model: Model, query: Sql, out: dict[str, str], other: Item) -> Sql:
    """With the number of another relation's rows beside it."""
    alias = names.draw(choice, set(out))
    out[alias] = "number"
    return sql(
        "with part as (\n{}\n)\nselect part.*, (select count(*) from {}) as {}\nfrom part", query, Ref(other.uid), Sql((name(alias),))
    )


def draw_view(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    body = draw(choice, model, parent, number)
    said = {choice.pick(list(body["_out"])): "A column"} if body and choice.chance(10) else None
    options = {"security_barrier": "true"} if choice.chance(10) else {"security_invoker": "true"} if choice.chance(10) else None
    return body and {**body, "with": options, "column_comments": said}


def draw_materialized(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    body = draw(choice, model, parent, number)
    return body and {
        **body,
        "with_data": "false" if choice.chance(20) else None,
        "tablespace": tablespace(choice),
        "with": {"fillfactor": "60"} if choice.chance(8) else None,
    }


def tweak(choice: Choice, model: Model, item: Item) -> Body | None:
    """One column more at the end, which PostgreSQL can do in place, or another query."""
    parts = item.body["query"].parts
    if choice.chance(40) and parts[0] == "select ":
        alias = names.draw(choice, set(item.body["_out"]))
        query = Sql(("select ", *_with_column(parts[1:], alias)))
        return {"query": query, "_out": {**item.body["_out"], alias: "number"}}
    draws = draw_view if item.family == "view" else draw_materialized
    return draws(choice, model, None, item.uid)


def _with_column(parts: tuple[str | Ref, ...], alias: str) -> tuple[str | Ref, ...]:
    number = next(place for place, one in enumerate(parts) if isinstance(one, str) and "\nfrom " in one)
    text = parts[number]
    assert isinstance(text, str)
    return (*parts[:number], text.replace("\nfrom ", f",\n  1 as {name(alias)}\nfrom ", 1), *parts[number + 1 :])


def is_filled(item: Item, model: Model) -> bool:
    """What it reads holds rows: PostgreSQL refuses to read a materialized view without."""
    if not item.body.get("column_comments", {}).keys() <= item.body["_out"].keys():
        return False
    sources = [model.items[ref.uid] for ref in references(item.body["query"]) if ref.uid in model]
    return all("with_data" not in one.body for one in sources)


FAMILIES = (
    Family(
        name="view",
        key="views",
        draw=draw_view,
        tweak=tweak,
        sort=sort_of_relation_column,
        fits=is_filled,
        grants=GRANTS,
        schema_names=True,
        weight=12,
        owned=True,
    ),
    Family(
        name="materialized_view",
        key="materialized_views",
        draw=draw_materialized,
        tweak=tweak,
        sort=sort_of_relation_column,
        fits=is_filled,
        grants=GRANTS,
        schema_names=True,
        weight=6,
        owned=True,
    ),
)
