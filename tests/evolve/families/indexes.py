"""Indexes and extended statistics."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.families.constraints import bare, covers, indexable, marked, marks_fit, partition_columns, virtual
from evolve.families.storing import tablespace
from evolve.model import Item, Model, Ref, Sql, listed, sql

NOT_OTHERWISE = ("cluster", "replica_identity", "_integer", "_text", "with", "include", "unique", "where", "tablespace")


def draw_index(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    columns = [one for one in relation_columns(model, parent) if one.part or not virtual(model, one)]
    if (
        parent.family == "table"
        and choice.chance(15)
        and (odd := [one for one in columns if one.sort in ("json", "ints", "texts", "search", "hstore")])
    ):
        return {"columns": [choice.pick(odd)], "_columns": [], "using": "gin", **dict.fromkeys(NOT_OTHERWISE)}
    if parent.family == "table" and choice.chance(40) and (found := of_extension(choice, model, columns)):
        return {**dict.fromkeys(NOT_OTHERWISE), **found, "_columns": []}
    able = [one for one in columns if sorts.orderable(one.sort)]
    if not able:
        return None
    chosen = choice.some(able, 1, 3)
    unique = choice.chance(20)
    if unique and parent.family == "table":
        chosen = [*chosen, *(one for one in able if one.uid in (partition_columns(model, parent.uid) or ()) and one not in chosen)]
    shown: list[Ref | Sql] = [decorated(choice, one) for one in chosen]
    if not unique and choice.chance(20) and (found := sorts.expression(choice, able)) and sorts.orderable(found[1]):
        shown.append(sql("({})", found[0]))
    rest = [one for one in able if one not in chosen]
    body: Body = {"columns": shown, "_columns": chosen, "using": None, "unique": "true" if unique else None}
    body["_plain"] = len(shown) == len(chosen) or None
    body["include"] = bare([choice.pick(rest)]) if rest and choice.chance(10) else None
    body["where"] = sorts.condition(choice, model, columns, below=0) if choice.chance(20) else None
    body["with"] = {"fillfactor": "75"} if choice.chance(8) else None
    body["tablespace"] = tablespace(choice)
    integers = [one for one in chosen if not one.part and model.items[one.uid].body["type"].parts == ("integer",)]
    classes = [one for one in model.of("operator_class") if one.sort == "btree"]
    if integers and classes and not unique and choice.chance(50):
        body["columns"] = [sql("{} {}", integers[0], Ref(choice.pick(classes).uid, sort="btree"))]
        body |= {"_integer": integers[0], "_columns": integers[:1], "include": None}
    return {"_integer": None, "_text": None, **body, **(marked(choice) if parent.family == "table" and body["where"] is None else {})}


def of_extension(choice: Choice, model: Model, columns: list[Ref]) -> Body | None:
    """With an extension's access method, or class of operators."""
    types = {one: model.items[one.uid].body["type"].parts for one in columns}
    vectors = [one for one in columns if one.sort == "vector" and types[one][1].part]
    if vectors:
        return {"columns": [sql("{} vector_l2_ops", choice.pick(vectors))], "using": choice.pick(("hnsw", "ivfflat"))}
    texts = [one for one in columns if types[one] == ("text",)]
    trigrams = [one for one in model.of("extension") if one.sort == "trigrams"]
    if not texts or not trigrams:
        return None
    method = choice.pick(("gin", "gist"))
    ops = Ref(trigrams[0].uid, part=f"{method}_trgm_ops", sort="trigrams", bare=True)
    text = choice.pick(texts)
    return {"columns": [sql("{} {}", text, ops)], "using": method, "_text": text}


def decorated(choice: Choice, column: Ref) -> Ref | Sql:
    if column.sort == "text" and choice.chance(12):
        return sql('{} collate "C"', column)
    return (
        sql("{}" + choice.pick((" desc", " nulls first", " desc nulls last", " asc nulls last")), column) if choice.chance(20) else column
    )


def index_fits(item: Item, model: Model) -> bool:
    for word in ("integer", "text"):
        if (pinned := item.body.get(f"_{word}")) and pinned.uid in model and model.items[pinned.uid].body["type"].parts != (word,):
            return False
    if not marks_fit(item, model) or ("replica_identity" in item.body and not ("unique" in item.body and item.body.get("_plain"))):
        return False
    if item.body.get("unique") and model.items[item.parent or 0].family == "table":
        return covers(item, model)
    return True


def relation_columns(model: Model, relation: Item) -> list[Ref]:
    if relation.family == "table":
        return refs(model, relation)
    return [Ref(relation.uid, part=alias, sort=sort) for alias, sort in relation.body["_out"].items()]


def draw_statistics(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    ways = []
    for table in model.of("table", under=parent.uid):
        able = [one for one in indexable(model, table) if "generated" not in model.items[one.uid].body]
        if len(able) > 1:
            ways.append((table, able))
    if not ways:
        return None
    table, able = choice.pick(ways)
    kinds = choice.pick(("", "(ndistinct) ", "(dependencies, mcv) "))
    definition = sql(kinds + "on {} from {}", listed(choice.some(able, 2, 3)[:8]), Ref(table.uid))
    if len(definition.parts) <= 5:
        return None
    if kinds and choice.chance(25) and (found := sorts.expression(choice, able)):
        definition = sql("on {}, ({}) from {}", choice.pick(able), found[0], Ref(table.uid))
    return {"definition": definition, "statistics_target": "50" if choice.chance(20) else None}


def sort_of_relation_column(item: Item, _: Model, part: str) -> str | None:
    return item.body["_out"].get(part) if part else ""


FAMILIES = (
    Family(
        name="index", key="indexes", under=("table", "materialized_view"), draw=draw_index, fits=index_fits, schema_names=True, weight=14
    ),
    Family(name="statistics", key="statistics", draw=draw_statistics, schema_names=True, weight=4),
)
