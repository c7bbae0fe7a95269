"""Operators, their classes and families, casts."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.model import Item, Model, Ref, sql

SYMBOLS = ("===", "@@@", "<~>", "!#", "&&&", "|/|", "~~~~", "<<|>>")
BINARY = {
    "integer": ("int4eq", "int4ne", "int4lt", "int4ge"),
    "text": ("texteq", "textne", "text_lt"),
    "numeric": ("numeric_eq", "numeric_gt"),
}
COMPARED = {
    "btree": {
        "operator 1 (integer, integer)": "<(integer,integer)",
        "operator 2 (integer, integer)": "<=(integer,integer)",
        "operator 3 (integer, integer)": "=(integer,integer)",
        "operator 4 (integer, integer)": ">=(integer,integer)",
        "operator 5 (integer, integer)": ">(integer,integer)",
        "function 1 (integer, integer)": "btint4cmp(integer,integer)",
    },
    "hash": {"operator 1 (integer, integer)": "=(integer,integer)", "function 1 (integer, integer)": "hashint4(integer)"},
}
CROSSED = {
    "operator 1 (integer, bigint)": "<(integer,bigint)",
    "operator 3 (integer, bigint)": "=(integer,bigint)",
    "function 1 (integer, bigint)": "btint48cmp(integer,bigint)",
}


def named(choice: Choice, taken: set[str]) -> str:
    free = [one for one in SYMBOLS if one not in taken]
    return choice.pick(free) if free else "<" + "%" * len(taken) + ">"


def as_it_is(symbol: str) -> str:
    return symbol


def draw_operator(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    """Between two values of PostgreSQL's own types, or before one of any type that a function takes."""
    tests = [one for one in model.of("function") if one.uid < number and len(one.body["_args"]) == 1 and one.sort == "bool"]
    if tests and choice.chance(50):
        function = choice.pick(tests)
        called = Ref(function.uid, sort=f"({function.body['_args'][0]}) bool")
        return {"function": called, "_types": [function.body["_types"][0]], "_sort": "prefix", "commutator": None, "hashes": None}
    kind = choice.pick(list(BINARY))
    function = choice.pick(BINARY[kind])
    return {
        "function": f"pg_catalog.{function}",
        "_types": [kind, kind],
        "_sort": kind,
        "commutator": Ref(number) if function.endswith("eq") and choice.chance(60) else None,
        "hashes": "true" if function in ("int4eq", "texteq") and choice.chance(40) else None,
        "restrict": "eqsel" if choice.chance(30) else None,
    }


def tweak_operator(choice: Choice, model: Model, item: Item) -> Body | None:
    """The same types: what calls it goes on."""
    if item.sort == "prefix":
        return None if model.users(item.uid) else draw_operator(choice, model, None, item.uid)
    return {"function": f"pg_catalog.{choice.pick(BINARY[item.sort])}", "hashes": None, "commutator": None}


def around(item: Item, written: Written) -> str:
    return f"{item.name} ({', '.join(str(written(one)) for one in item.body['_types'])})"


def sort_of(item: Item, _: Model, __: str) -> str:
    return item.sort


def draw_class(choice: Choice, model: Model, parent: Item | None, number: int) -> Body:
    method = choice.pick(("btree", "btree", "hash"))
    families = [one for one in model.of("operator_family", under=parent.uid if parent else None) if one.uid < number and one.sort == method]
    members = dict(COMPARED[method])
    if method == "btree" and choice.chance(30):
        del members["operator 2 (integer, integer)"]
    return {
        "type": "integer",
        "members": members,
        "_sort": method,
        "_listed": "true" if choice.chance(60) else None,
        "family": Ref(choice.pick(families).uid, sort=method) if families and choice.chance(50) else None,
    }


def tweak_class(choice: Choice, model: Model, item: Item) -> Body:
    """For the same access method."""
    members = dict(COMPARED[item.sort])
    if choice.chance(50):
        members.pop("operator 2 (integer, integer)", None)
    return {"members": members}


def place_class(item: Item, said: Body, inside: Body, written: Written) -> None:
    """With the family that PostgreSQL makes for it, where that is listed too."""
    inside.setdefault("operator_classes", {})[using(item, written)] = said
    if "_listed" in item.body and "family" not in item.body:
        inside.setdefault("operator_families", {})[using(item, written)] = {"owner": said["owner"]} if "owner" in said else {}


def draw_family(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    method = choice.pick(("btree", "btree", "hash"))
    members = {role: CROSSED[role] for role in choice.some(list(CROSSED), 0, 3)} if method == "btree" else {}
    return {"members": members or None, "_sort": method}


def tweak_family(choice: Choice, _: Model, item: Item) -> Body | None:
    return {"members": {role: CROSSED[role] for role in choice.some(list(CROSSED), 0, 3)} or None} if item.sort == "btree" else None


def using(item: Item, _: Written) -> str:
    return f"{item.name} using {item.sort}"


def draw_cast(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    """From a type of the state, by way of text or by a function of it."""
    taken = {(one.body["_source"].uid, one.body["_target"]) for one in model.of("cast") if one.uid != number}
    able = [
        (one, target) for one in model.of("enum", "composite") for target in ("integer", "uuid", "jsonb") if (one.uid, target) not in taken
    ]
    tests = [(one, "boolean") for one in model.of("function") if (source := source_of(one, model)) and (source.uid, "boolean") not in taken]
    if not [*able, *tests]:
        return None
    context = choice.pick(("explicit", "assignment", "implicit"))
    if tests and (not able or choice.chance(50)):
        function, target = choice.pick(tests)
        called = sql("{}({})", Ref(function.uid, sort=f"({function.body['_args'][0]}) bool"), function.body["_types"][0])
        return {"function": called, "_source": source_of(function, model), "_target": target, "context": context, "inout": None}
    item, target = choice.pick(able)
    return {"inout": "true", "_source": Ref(item.uid), "_target": target, "context": context, "function": None}


def source_of(function: Item, model: Model) -> Ref | None:
    """The enum or composite type that a function tests."""
    types = function.body["_types"]
    if function.sort != "bool" or len(types) != 1:
        return None
    ref = types[0].parts[1] if len(types[0].parts) == 3 and types[0].parts[0] == types[0].parts[2] == "" else None
    known = isinstance(ref, Ref) and ref.uid in model and model.items[ref.uid].family in ("enum", "composite")
    return ref if known else None


def from_to(item: Item, written: Written) -> str:
    return f"({written(item.body['_source'])} as {item.body['_target']})"


FAMILIES = (
    Family(
        name="operator",
        key="operators",
        draw=draw_operator,
        tweak=tweak_operator,
        label=around,
        named=named,
        quote=as_it_is,
        sort=sort_of,
        renames=False,
        owned=True,
        weight=4,
    ),
    Family(
        name="operator_family",
        key="operator_families",
        draw=draw_family,
        tweak=tweak_family,
        label=using,
        sort=sort_of,
        owned=True,
        weight=2,
        most=2,
    ),
    Family(
        name="operator_class",
        key="operator_classes",
        draw=draw_class,
        tweak=tweak_class,
        label=using,
        place=place_class,
        sort=sort_of,
        owned=True,
        weight=3,
        most=3,
    ),
    Family(name="cast", key="casts", under=(), draw=draw_cast, label=from_to, renames=False, weight=4),
)
