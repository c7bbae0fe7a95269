"""Keys, checks, exclusions, foreign keys, indexes, extended statistics."""

from __future__ import annotations

import msgspec

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.model import Item, Model, Ref, Sql, listed, sql


def indexable(model: Model, table: Item) -> list[Ref]:
    return [one for one in refs(model, table) if sorts.orderable(one.sort) and not virtual(model, one)]


def virtual(model: Model, ref: Ref) -> bool:
    return model.items[ref.uid].body.get("virtual") is not None


def partition_columns(model: Model, table: int | None) -> set[int] | None:
    """The columns of the partition key; None where the table is whole, or its key is more than columns."""
    key = model.of("partition_by", under=table)
    return {ref.uid for ref in key[0].body["_columns"]} if key else None


def covers(item: Item, model: Model) -> bool:
    """A unique index of a partitioned table holds the whole partition key."""
    key = partition_columns(model, item.parent)
    return key is None or key <= {ref.uid for ref in item.body["_columns"]}


def key_columns(choice: Choice, model: Model, table: Item, most: int) -> list[Ref]:
    needed = partition_columns(model, table.uid) or set()
    able = indexable(model, table)
    chosen = choice.some(able, 1, most)
    return [*chosen, *(one for one in able if one.uid in needed and one not in chosen)]


def draw_primary(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    if any(one.uid != number for one in model.of("primary_key", under=parent.uid)):
        return None
    columns = key_columns(choice, model, parent, 2)
    if not columns:
        return None
    body: Body = {"columns": bare(columns), "_columns": columns, **marks(choice)}
    body["name"] = names.draw(choice, model.names(parent)) if choice.chance(40) else None
    return body


def bare(columns: list[Ref]) -> list[Ref]:
    """As names, not as SQL."""
    return [msgspec.structs.replace(one, bare=True) for one in columns]


def marks(choice: Choice) -> Body:
    deferrable = choice.chance(15)
    return {
        "deferrable": "true" if deferrable else None,
        "initially_deferred": "true" if deferrable and choice.chance(50) else None,
        "with": {"fillfactor": "80"} if choice.chance(8) else None,
    }


def draw_unique(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    columns = key_columns(choice, model, parent, 3)
    if not columns:
        return None
    rest = [one for one in indexable(model, parent) if one not in columns]
    include = bare([choice.pick(rest)]) if rest and choice.chance(15) else None
    return {"columns": bare(columns), "_columns": columns, "include": include, **marks(choice)}


def draw_check(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    columns = refs(model, parent)
    found = sorts.condition(choice, model, columns, below=number)
    partitioned = bool(model.of("partition_by", under=parent.uid))
    return found and {
        "expression": found,
        "no_inherit": "true" if not partitioned and choice.chance(8) else None,
        "not_valid": "true" if choice.chance(6) else None,
    }


def plain_check(item: Item, model: Model) -> bool:
    """A partitioned table's checks are its partitions' as well."""
    return not (item.body.get("no_inherit") and model.of("partition_by", under=item.parent))


def draw_exclusion(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    if model.of("partition_by", under=parent.uid):
        return None
    ranges = [one for one in refs(model, parent) if one.sort in ("range", "times", "net")]
    able = [one for one in refs(model, parent) if sorts.orderable(one.sort)]
    deferrable = "true" if choice.chance(20) else None
    if ranges and choice.chance(70):
        column = choice.pick(ranges)
        opclass = " inet_ops" if column.sort == "net" else ""
        return {"definition": sql("using gist ({}" + opclass + " with &&)", column), "deferrable": deferrable}
    return {"definition": sql("using btree ({} with =)", choice.pick(able)), "deferrable": deferrable} if able else None


def whole(item: Item, model: Model) -> bool:
    return not model.of("partition_by", under=item.parent)


ACTIONS = (
    "",
    " on delete cascade",
    " on delete set null",
    " on update cascade",
    " on delete restrict on update set default",
    " match full",
)


def draw_foreign(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    """To a key of any table whose types are the same, letter by letter."""
    assert parent is not None
    keys = [one for one in model.of("primary_key", "unique") if "deferrable" not in one.body or one.body["deferrable"] is None]
    own = [one for one in refs(model, parent) if one.sort in sorts.KEYS or one.sort.startswith("enum:")]
    ways = []
    for key in keys:
        mine = [next((one for one in own if same_type(model, one, target)), None) for target in key.body["_columns"]]
        if all(mine) and len({one.uid for one in mine if one}) == len(mine):
            ways.append((key, [one for one in mine if one]))
    if not ways:
        return None
    key, columns = choice.pick(ways)
    deferrable = choice.pick(("", "", "", " deferrable", " deferrable initially deferred"))
    able = [one for one in ACTIONS if not ("set" in one and any("generated" in model.items[c.uid].body for c in columns))]
    definition = sql(
        "({}) references {} ({})" + choice.pick(able) + deferrable, listed(columns), Ref(key.parent or 0), listed(key.body["_columns"])
    )
    return {"definition": definition, "_columns": columns, "_key": Ref(key.uid), "not_valid": "true" if choice.chance(5) else None}


def same_type(model: Model, one: Ref, other: Ref) -> bool:
    return bool(type_of(model, one) == type_of(model, other))


def type_of(model: Model, column: Ref) -> tuple[object, object]:
    body = model.items[column.uid].body
    return body["type"], body.get("collation")


def leads(item: Item, model: Model) -> bool:
    """The key is still one, of the same columns, and the types are still the same."""
    key = item.body["_key"].uid
    if key not in model or model.items[key].body.get("deferrable"):
        return False
    target, columns = model.items[key], item.body["_columns"]
    parts = item.body["definition"].parts
    if target.parent not in [one.uid for one in parts if isinstance(one, Ref)] or len(columns) != len(target.body["_columns"]):
        return False
    if any(one.uid not in model for one in [*columns, *target.body["_columns"]]):
        return False
    if any(one not in parts for one in target.body["_columns"]):
        return False
    here, there = model.items[item.parent or 0], model.items[target.parent or 0]
    if bool(here.body.get("unlogged")) != bool(there.body.get("unlogged")):
        return False
    if any("generated" in model.items[one.uid].body for one in columns) and any(isinstance(one, str) and " set " in one for one in parts):
        return False
    if item.body.get("not_valid") and model.of("partition_by", under=item.parent):
        return False
    return all(same_type(model, one, two) for one, two in zip(columns, target.body["_columns"], strict=True))


def draw_index(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    columns = [one for one in relation_columns(model, parent) if one.part or not virtual(model, one)]
    if (
        parent.family == "table"
        and choice.chance(15)
        and (odd := [one for one in columns if one.sort in ("json", "ints", "texts", "search")])
    ):
        return {"columns": [choice.pick(odd)], "_columns": [], "using": "gin"}
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
    body: Body = {"columns": shown, "_columns": chosen, "unique": "true" if unique else None}
    body["include"] = bare([choice.pick(rest)]) if rest and choice.chance(10) else None
    body["where"] = sorts.condition(choice, model, columns, below=0) if choice.chance(20) else None
    body["with"] = {"fillfactor": "75"} if choice.chance(8) else None
    return body


def decorated(choice: Choice, column: Ref) -> Ref | Sql:
    if column.sort == "text" and choice.chance(12):
        return sql('{} collate "C"', column)
    return (
        sql("{}" + choice.pick((" desc", " nulls first", " desc nulls last", " asc nulls last")), column) if choice.chance(20) else column
    )


def index_fits(item: Item, model: Model) -> bool:
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
    return {"definition": definition} if len(definition.parts) > 5 else None


def sort_of_relation_column(item: Item, _: Model, part: str) -> str | None:
    return item.body["_out"].get(part) if part else ""


FAMILIES = (
    Family(
        name="primary_key",
        key="primary_key",
        under=("table",),
        draw=draw_primary,
        fits=covers,
        single=True,
        most=1,
        weight=12,
        renames=False,
    ),
    Family(name="unique", key="unique", under=("table",), draw=draw_unique, fits=covers, schema_names=True, weight=7),
    Family(name="check", key="checks", under=("table",), draw=draw_check, fits=plain_check, weight=10),
    Family(name="exclusion", key="exclusions", under=("table",), draw=draw_exclusion, fits=whole, schema_names=True, weight=3),
    Family(name="foreign_key", key="foreign_keys", under=("table",), draw=draw_foreign, fits=leads, weight=26),
    Family(
        name="index", key="indexes", under=("table", "materialized_view"), draw=draw_index, fits=index_fits, schema_names=True, weight=14
    ),
    Family(name="statistics", key="statistics", draw=draw_statistics, schema_names=True, weight=4),
)
