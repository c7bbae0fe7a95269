"""Keys, checks, exclusions, foreign keys."""

from __future__ import annotations

import msgspec

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.families.storing import tablespace
from evolve.model import Item, Model, Ref, listed, sql


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
    if not marks_fit(item, model) or (item.body.get("without_overlaps") and not all(is_range(model, one) for one in item.body["_columns"])):
        return False
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
    plain = [one for one in indexable(model, parent) if one.sort in sorts.KEYS and "generated" not in model.items[one.uid].body]
    whole_of_it = plain and not partition_columns(model, parent.uid) and choice.chance(50)
    columns = [choice.pick(plain)] if whole_of_it else key_columns(choice, model, parent, 2)
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
        "tablespace": tablespace(choice),
        "index_comment": "The index" if choice.chance(5) else None,
        **marked(choice),
    }


def marked(choice: Choice) -> Body:
    """What a table says of one of its indexes at most."""
    return {"cluster": "true" if choice.chance(6) else None, "replica_identity": "true" if choice.chance(6) else None}


def marks_fit(item: Item, model: Model) -> bool:
    """One index each; whole tables; what identifies a row is unique, never null, and checked at once."""
    for mark in ("cluster", "replica_identity"):
        others = [one.uid for one in model.of("primary_key", "unique", "index", under=item.parent) if mark in one.body]
        if mark in item.body and (others[0] != item.uid or model.of("partition_by", under=item.parent)):
            return False
    if "replica_identity" not in item.body:
        return True
    if {"deferrable", "where", "without_overlaps"} & item.body.keys() or "replica_identity" in model.items[item.parent or 0].body:
        return False
    columns = [model.items[one.uid] for one in item.body["_columns"] if one.uid in model]
    return item.family == "primary_key" or all("not_null" in one.body for one in columns)


def draw_unique(choice: Choice, model: Model, parent: Item | None, _: int) -> Body | None:
    assert parent is not None
    ranges = [one for one in refs(model, parent) if is_range(model, one)]
    if len(ranges) > 1 and whole_table(parent.uid, model) and choice.chance(60):
        columns = choice.some(ranges, 2, 2)
        return {"columns": bare(columns), "_columns": columns, "without_overlaps": "true", "include": None, **dict.fromkeys(marks(choice))}
    columns = key_columns(choice, model, parent, 3)
    if not columns:
        return None
    rest = [one for one in indexable(model, parent) if one not in columns]
    include = bare([choice.pick(rest)]) if rest and choice.chance(15) else None
    return {"columns": bare(columns), "_columns": columns, "include": include, "without_overlaps": None, **marks(choice)}


def is_range(model: Model, column: Ref) -> bool:
    """A range type of PostgreSQL's own, not generated: what a temporal key and a PERIOD may stand on."""
    body = model.items[column.uid].body if column.uid in model else {}
    return bool(body) and body["type"].parts in (("int4range",), ("tstzrange",)) and "generated" not in body


def draw_check(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    columns = refs(model, parent)
    found = sorts.condition(choice, model, columns, below=number)
    partitioned = bool(model.of("partition_by", under=parent.uid))
    return found and {
        "expression": found,
        "no_inherit": "true" if not partitioned and choice.chance(8) else None,
        **unproved(choice),
    }


def unproved(choice: Choice) -> Body:
    """What rows need not obey, or nobody has looked whether they do."""
    word = choice.pick(("not_valid", "not_enforced")) if choice.chance(9) else None
    return {"not_valid": None, "not_enforced": None, **({word: "true"} if word else {})}


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
        return {
            "definition": sql("using gist ({}" + opclass + " with &&)", column),
            "deferrable": deferrable,
            "tablespace": tablespace(choice),
        }
    return {"definition": sql("using btree ({} with =)", choice.pick(able)), "deferrable": deferrable, "tablespace": None} if able else None


def whole(item: Item, model: Model) -> bool:
    return whole_table(item.parent, model)


def whole_table(table: int | None, model: Model) -> bool:
    return not model.of("partition_by", under=table)


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
    own = [one for one in refs(model, parent) if one.sort in sorts.KEYS or one.sort.startswith("enum:") or is_range(model, one)]
    ways = []
    for key in keys:
        mine = [next((one for one in own if same_type(model, one, target)), None) for target in key.body["_columns"]]
        if all(mine) and len({one.uid for one in mine if one}) == len(mine):
            ways.append((key, [one for one in mine if one]))
    if not ways:
        return None
    key, columns = choice.pick(ways)
    if "without_overlaps" in key.body:
        (first, last), (to, upon) = columns, key.body["_columns"]
        text = sql("({}, period {}) references {} ({}, period {})", first, last, Ref(key.parent or 0), to, upon)
        return {"definition": text, "_columns": columns, "_key": Ref(key.uid), "_temporal": True, **unproved(choice)}
    deferrable = choice.pick(("", "", "", " deferrable", " deferrable initially deferred"))
    able = [one for one in ACTIONS if not ("set" in one and any("generated" in model.items[c.uid].body for c in columns))]
    definition = sql(
        "({}) references {} ({})" + choice.pick(able) + deferrable, listed(columns), Ref(key.parent or 0), listed(key.body["_columns"])
    )
    return {"definition": definition, "_columns": columns, "_key": Ref(key.uid), "_temporal": None, **unproved(choice)}


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
    if ("without_overlaps" in model.items[key].body) != ("_temporal" in item.body):
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
    if {"not_valid", "not_enforced"} & item.body.keys() and model.of("partition_by", under=item.parent):
        return False
    return all(same_type(model, one, two) for one, two in zip(columns, target.body["_columns"], strict=True))


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
)
