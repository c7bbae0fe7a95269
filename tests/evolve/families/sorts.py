"""Types by what can be done with them, and values of each."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.model import Item, Model, Ref, Sql, sql

BUILTIN: dict[str, tuple[str, ...]] = {
    "number": ("integer", "integer", "integer", "bigint", "bigint", "smallint", "numeric(10,2)", "numeric", "real", "double precision"),
    "text": ("text", "text", "text", "character varying(40)", "character varying", "character(8)", "name"),
    "bool": ("boolean",),
    "time": ("timestamp with time zone", "date", "timestamp without time zone", "timestamp(3) with time zone"),
    "json": ("jsonb",),
    "ints": ("integer[]", "bigint[]"),
    "texts": ("text[]", "character varying(20)[]"),
    "uuid": ("uuid",),
    "bytes": ("bytea",),
    "span": ("interval", "interval day to second(2)"),
    "net": ("inet", "cidr"),
    "range": ("int4range",),
    "times": ("tstzrange",),
    "bits": ("bit(8)", "bit varying(12)"),
    "point": ("point",),
    "search": ("tsvector",),
    "plainjson": ("json",),
}
UNORDERED = ("point", "plainjson", "opaque")
KEYS = ("number", "text", "uuid", "time")

VALUES: dict[str, tuple[str, ...]] = {
    "number": ("1", "2", "0", "7.5", "'3'", "-1", "1 + 1", "length('abc')"),
    "text": ("'a'", "'b'", "''", "'it''s'", "E'back\\\\slash'", "'a: b #c'", "lower('A')", "'日本'", "current_user"),
    "bool": ("true", "false", "(1 = 1)"),
    "time": ("'2020-01-01'", "'2021-06-01'", "now()", "current_date"),
    "json": ("'{}'", "'{\"a\": 1}'", "jsonb_build_object('a', 1)"),
    "ints": ("'{}'", "'{1,2}'", "array[1, 2]"),
    "texts": ("'{}'", "'{a,b}'", "array['a', 'b']"),
    "uuid": ("'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'", "gen_random_uuid()"),
    "bytes": ("'\\x00'", "'\\x01'"),
    "span": ("'1 day'", "'2 hours'"),
    "net": ("'10.0.0.0/8'", "'192.168.0.0/16'"),
    "range": ("'[1,5)'", "'empty'"),
    "times": ("'[2020-01-01,2020-02-01)'", "'empty'"),
    "bits": ("B'00000000'", "B'11111111'"),
    "point": ("'(1,2)'", "'(3,4)'"),
    "search": ("'a'", "'b c'"),
    "plainjson": ("'{}'", "'[1]'"),
    "citext": ("'a'", "'B'", "'it''s'"),
    "hstore": ("''", "'a=>1'", "'a=>NULL, \"B c\"=>2'"),
    "vector": ("'[1,2,3]'", "'[0,0,1]'"),
}

# Conditions on a column, immutable and true for the first two values.
TESTS: dict[str, tuple[str, ...]] = {
    "number": ("{} > -100", "{} >= 0 or {} < -5", "{} in (1, 2, 3)", "{} between 0 and 1000", "not ({} = 99)"),
    "text": ("length({}) < 100", "{} <> 'never'", "{} in ('a', 'b', 'c')", "{} ~ '^[^#: ]*$'", "{} like 'a%' or {} is not null"),
    "bool": ("{} is not null", "{} or not {}"),
    "time": ("{} > '1999-01-01'", "{} is not null"),
    "json": ("jsonb_typeof({}) = 'object'", "not ({} ? 'bad')"),
    "ints": ("cardinality({}) < 100", "1 = any ({}) or true"),
    "texts": ("cardinality({}) < 100",),
    "uuid": ("{} is not null",),
    "range": ("not isempty({}) or true",),
    "citext": ("{} <> 'NEVER'", "length({}::text) < 100", "{} in ('A', 'b', 'it''s') or {} is not null"),
    "hstore": ("not ({} ? 'bad')", "({} -> 'a') is distinct from 'x'"),
    "vector": ("{} <> '[9,9,9]'", "({} <-> '[0,0,0]') < 1000"),
}

# Immutable expressions over a column, with the sort of what comes out.
EXPRESSIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "number": (("{} + 1", "number"), ("abs({})", "number"), ("({} * 2) - {}", "number"), ("case when {} > 0 then 1 else 0 end", "number")),
    "text": (("lower({}::text)", "text"), ("{}::text || 'x'::text", "text"), ("length({}::text)", "number"), ("md5({}::text)", "text")),
    "bool": (("not {}", "bool"), ("coalesce({}, false)", "bool")),
    "json": (("{} ->> 'a'", "text"), ("{} -> 'a'", "json")),
    "ints": (("cardinality({})", "number"), ("{}[1]", "number")),
    "texts": (("{}[1]", "text"),),
    "range": (("lower({})", "number"), ("isempty({})", "bool")),
    "uuid": (("{}::text", "text"),),
    "citext": (("lower({}::text)", "text"), ("length({}::text)", "number")),
    "hstore": (("({} -> 'a')", "text"),),
    "vector": (("vector_dims({})", "number"),),
}


def orderable(sort: str) -> bool:
    return sort not in UNORDERED and not sort.startswith("row:")


def any_type(choice: Choice, model: Model, *, below: int, own: int = 40) -> tuple[Sql, str]:
    """A type and its sort: PostgreSQL's own, or one of the state's."""
    mine = [one for one in model.of("enum", "domain", "composite", "range_type", "base_type") if one.uid < below]
    mine += [one for one in model.of("extension") if one.uid < below and "_type" in one.body]
    if mine and choice.chance(own):
        item = choice.pick(mine)
        if item.family == "extension":
            return sql("{}", Ref(item.uid, part=item.body["_type"], sort=item.sort, bare=True)), item.sort
        ref = Ref(item.uid, sort=sort_of_type(item))
        return (sql("{}[]", ref), "other") if item.family == "enum" and choice.chance(10) else (sql("{}", ref), sort_of_type(item))
    return builtin(choice)


def builtin(choice: Choice, sorts: tuple[str, ...] = ()) -> tuple[Sql, str]:
    sort = choice.pick(sorts or ("number", "text", "number", "text", "time", *BUILTIN))
    return Sql((choice.pick(BUILTIN[sort]),)), sort


def sort_of_type(item: Item) -> str:
    match item.family:
        case "enum":
            return f"enum:{item.uid}"
        case "composite":
            return f"row:{item.uid}"
        case "range_type":
            return f"range:{item.uid}"
        case "base_type":
            return "opaque"
        case _:
            return item.sort


def value(choice: Choice, model: Model, sort: str, *, below: int) -> tuple[Sql, tuple[int, str] | None] | None:
    """A default of a sort, and the enum's label in it."""
    if sort.startswith("enum:"):
        item = model.items[int(sort[5:])]
        label = choice.pick(item.body["values"])
        return Sql((quoted(label),)), (item.uid, label)
    mine = [one for one in model.of("function") if one.body["_args"] == [] and one.sort == sort and one.uid < below]
    if mine and choice.chance(30):
        return sql("{}()", Ref(choice.pick(mine).uid, sort=f"() {sort}")), None
    return (Sql((choice.pick(VALUES[sort]),)), None) if sort in VALUES else None


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def condition(choice: Choice, model: Model, columns: list[Ref], *, below: int) -> Sql | None:
    """A condition on one or two of the columns."""
    able = [one for one in columns if one.sort in TESTS or one.sort.startswith("enum:")]
    if not able:
        return None
    first = _test(choice, model, choice.pick(able), below=below)
    return sql("({} and {})", first, _test(choice, model, choice.pick(able), below=below)) if choice.chance(20) else first


def _test(choice: Choice, model: Model, column: Ref, *, below: int) -> Sql:
    if column.sort.startswith("enum:"):
        return sql("{} is not null", column)
    mine = [one for one in model.of("function") if one.body["_args"] == [column.sort] and one.sort == "bool" and one.uid < below]
    if mine and choice.chance(30):
        return call(choice.pick(mine), column)
    text = choice.pick(TESTS[column.sort])
    return sql(text, *[column] * text.count("{}"))


def call(function: Item, column: Ref) -> Sql:
    """Of a function with one argument, which its sort alone does not find: real is no double precision."""
    argument = function.body["_types"][0]
    return sql("{}({}::{})", Ref(function.uid, sort=f"({column.sort}) {function.sort}"), column, argument)


def expression(choice: Choice, columns: list[Ref]) -> tuple[Sql, str] | None:
    """An immutable expression over one of the columns, and its sort."""
    able = [one for one in columns if one.sort in EXPRESSIONS]
    if not able:
        return None
    column = choice.pick(able)
    text, sort = choice.pick(EXPRESSIONS[column.sort])
    return sql(text, *[column] * text.count("{}")), sort
