"""Columns, with defaults, identities, generated values, storage."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.types import label_is_there
from evolve.model import Item, Model, Ref, sql

STORED = {"text": ("external", "main", "plain"), "bytes": ("external", "plain"), "json": ("external", "main")}


def refs(model: Model, table: Item) -> list[Ref]:
    return [Ref(one.uid, sort=one.sort) for one in model.of("column", under=table.uid)]


def draw(choice: Choice, model: Model, parent: Item | None, number: int) -> Body:
    assert parent is not None
    kind, sort = sorts.any_type(choice, model, below=number, own=30)
    body: Body = {"type": kind, "_sort": sort, "not_null": "true" if choice.chance(30) else None}
    body["not_null_comment"] = "Never" if body["not_null"] and choice.chance(6) else None
    return {**body, **filled(choice, model, parent, body, number), **stored(choice, kind.parts, sort)}


def filled(choice: Choice, model: Model, table: Item, body: Body, number: int) -> Body:
    """Where the value comes from when nobody gives one."""
    nothing: Body = dict.fromkeys(("default", "_label", "identity", "sequence", "sequence_comment", "generated", "virtual"))
    sort = body["_sort"]
    whole = body["type"].parts in (("integer",), ("bigint",), ("smallint",))
    match choice.number(0, 9):
        case 5 | 6 | 7 if default := sorts.value(choice, model, sort, below=number):
            return {**nothing, "default": default[0], "_label": default[1]}
        case 8 if whole:
            said = "A sequence" if choice.chance(30) else None
            identity: Body = {"identity": choice.pick(("always", "by default")), "sequence": counted(choice), "sequence_comment": said}
            return {**nothing, **identity, "not_null": "true"}
        case 7 if sort == "number" and (mine := model.of("sequence")):
            return {**nothing, "default": sql("nextval('{}')", Ref(choice.pick(mine).uid))}
        case 9:
            return {**nothing, **generated(choice, model, table, sort, number)}
    return nothing


def counted(choice: Choice) -> Body | None:
    """How an identity column's sequence counts."""
    options = {"start": "10", "increment": "5", "cache": "7", "cycle": "true", "maxvalue": "30000", "minvalue": "-5"}
    return {key: options[key] for key in choice.some(list(options), 1, 3)} if choice.chance(40) else None


def generated(choice: Choice, model: Model, table: Item, sort: str, number: int) -> Body:
    plain = [
        Ref(one.uid, sort=one.sort) for one in model.of("column", under=table.uid) if "generated" not in one.body and one.uid != number
    ]
    key = {ref.uid for one in model.of("partition_by", under=table.uid) for ref in one.body["_columns"]}
    if number in key:
        return {}
    for _ in range(3):
        found = sorts.expression(choice, plain)
        if found and found[1] == sort:
            return {"generated": sql("({})::{}", found[0], sorts_type(sort))}
    return {}


def sorts_type(sort: str) -> Ref | sorts.Sql:
    return sorts.Sql((sorts.BUILTIN[sort][0],))


def stored(choice: Choice, parts: tuple[object, ...], sort: str) -> Body:
    body: Body = {"storage": None, "compression": None, "statistics": None, "options": None, "collation": None}
    builtin = parts[0] in sorts.BUILTIN.get(sort, ())
    if builtin and sort in STORED and parts[0] not in ("name",) and choice.chance(12):
        body["storage"] = choice.pick(STORED[sort])
    if builtin and sort in STORED and parts[0] not in ("name",) and choice.chance(8):
        body["compression"] = "pglz"
    if choice.chance(8):
        body["statistics"] = choice.pick(("0", "100", "500"))
    if choice.chance(5):
        body["options"] = {"n_distinct": choice.pick(("-0.5", "5"))}
    if builtin and sort == "text" and choice.chance(12):
        body["collation"] = choice.pick(('"C"', '"POSIX"'))
    return body


def tweak(choice: Choice, model: Model, item: Item) -> Body:
    """One thing about it: its type, its value, whether it may be null, its storage."""
    table = model.items[item.parent or 0]
    match choice.number(0, 4):
        case 0 if item.sort in sorts.BUILTIN and "generated" not in item.body and "identity" not in item.body and not keyed(item, model):
            return {"type": sorts.builtin(choice, (item.sort,))[0], "storage": None, "compression": None, "collation": None}
        case 1 if not keyed(item, model) and not model.users(item.uid):
            return draw(choice, model, table, item.uid)
        case 2:
            return filled(choice, model, table, {**item.body}, item.uid)
        case 3 if "identity" not in item.body:
            return {"not_null": None if item.body.get("not_null") else "true", "not_null_comment": None}
        case _:
            return stored(choice, item.body["type"].parts, item.sort)


def keyed(item: Item, model: Model) -> bool:
    """Part of a partition key: PostgreSQL never changes its type."""
    return any(one.family == "partition_by" for one in model.users(item.uid))


def fits(item: Item, model: Model) -> bool:
    if not label_is_there(item, model):
        return False
    if item.body.get("generated") is not None and keyed(item, model):
        return False
    # Without a value that could be long a table has no TOAST table to set options of, or has one that was made before.
    options = model.items[item.parent or 0].body.get("with") or {}
    if item.body.get("storage") == "plain" and any(one.startswith("toast.") for one in options):
        return False
    expression = item.body.get("generated")
    return expression is None or all(
        "generated" not in model.items[ref.uid].body for ref in expression.parts if isinstance(ref, Ref) and ref.uid in model
    )


def sort_of(item: Item, _: Model, __: str) -> str:
    return item.sort


FAMILIES = (Family(name="column", key="columns", under=("table",), draw=draw, tweak=tweak, fits=fits, sort=sort_of, weight=30, most=40),)
