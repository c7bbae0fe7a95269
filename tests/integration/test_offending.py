"""The rows that a statement would fail on are found by the queries that come with it, and by nothing else."""

from __future__ import annotations

import psycopg
import pytest
import scenario
from test_online import state

from schemactl.live.asking import rows_in_the_way
from schemactl.live.introspect import introspect
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Ro "W s':
    columns: {id: bigint primary key, n: integer, 'Na "M e': text}
  other:
    columns: {a: integer, b: bigint}
"""
ROWS = """INSERT INTO app."Ro ""W s" VALUES (1, 1, 'a'), (2, 1, NULL), (3, NULL, 'a'), (4, 5, 'b');
INSERT INTO app.other VALUES (1, 4), (NULL, 99), (3, 99)"""
TABLE = "\n  'Ro \"W s':\n"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("columns: {id: bigint primary key, n: integer not null, 'Na \"M e': text}", ["id = 3"]),
        ("checks: {small: n < 5}", ["id = 4"]),
        ("unique: {both: [n]}", ["n = 1 in 2 rows"]),
        ("unique: {both: ['Na \"M e', n]}", []),
        ("indexes: {once: 'unique (n) where id < 2'}", []),
        ('indexes: {once: \'unique ("Na ""M e") where id > 1\'}', []),
        ('indexes: {once: \'unique ("Na ""M e")\'}', ['"Na ""M e" = a in 2 rows']),
        ('indexes: {once: \'unique (lower("Na ""M e"))\'}', None),
        ("columns: {id: bigint primary key, n: integer, 'Na \"M e': text, more: integer not null}", None),
    ],
)
def test_rows_of_a_table(server: ScratchServer, after: str, found: list[str] | None) -> None:
    kept = "\n    ".join(
        one for one in (BEFORE.split(TABLE)[1].split("\n", maxsplit=1)[0].strip(), after) if not one.startswith(after[:8]) or one == after
    )
    assert answers(server, BEFORE.replace(BEFORE.split(TABLE)[1].split("\n", maxsplit=1)[0].strip(), kept)) == found


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("n: {type: integer not null, backfill: {value: 7, where: id < 3}}", ["id = 3"]),
        ('n: {type: integer not null, backfill: {value: id * 2, where: "\\"Na \\"\\"M e\\" = \'a\' -- those"}}', []),
        ("n: integer, more: {type: integer not null, backfill: {value: n, where: id < 4}}", ["id = 3", "id = 4"]),
        ("n: integer, more: {type: integer not null, backfill: {value: abs(n), where: id < 4}}", ["id = 4"]),
        ("n: integer, more: {type: integer, backfill: {value: n, where: id < 4}}", None),
        ("n: integer, more: {type: integer not null, backfill: n}", None),
        ('n: integer, more: {type: integer not null, backfill: {value: n, where: lower("Na ""M e") = \'a\'}}', None),
        ("n: bigint, more: {type: integer not null, backfill: {value: 1, where: n = 1}}", None),
    ],
)
def test_rows_that_a_backfill_leaves_out(server: ScratchServer, column: str, found: list[str] | None) -> None:
    assert answers(server, BEFORE.replace("n: integer", column)) == found


@pytest.mark.parametrize(
    ("key", "found"),
    [("(b)", ["b = 99", "b = 99"]), ("(a)", [])],
)
def test_rows_without_a_partner(server: ScratchServer, key: str, found: list[str]) -> None:
    after = BEFORE + f'    foreign_keys: {{f: \'{key} references app."Ro ""W s"\'}}\n'
    assert len(answers(server, after) or []) == len(found)


def test_a_constraint_on_a_column_that_changes_what_it_allows(server: ScratchServer) -> None:
    after = BEFORE.replace("n: integer", "n: integer not null default 7") + "    unique: {once: [b]}\n"
    found = answers(server, after.replace("b: bigint", "b: bigint not null"))
    assert found == ["id = 3", "b = 99 in 2 rows"]


HEIRS = """
schema: app
tables:
  'Pa "R t':
    columns: {id: integer not null, n: integer, during: int4range}
  heir:
    columns: {}
    inherits: ['app."Pa ""R t"']
  other:
    columns: {a: integer}
"""
HEIRS_ROWS = """INSERT INTO app."Pa ""R t" VALUES (1, 1, '[1,2)'), (2, 7, '[3,4)');
INSERT INTO app.heir VALUES (1, 1, '[1,2)'), (1, NULL, 'empty'), (3, 9, '[3,4)'); INSERT INTO app.other VALUES (1), (2)"""
KEYED = HEIRS.replace("id: integer not null", "id: integer primary key")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("primary_key: [id]", 0),
        ("unique: {once: [n]}", 0),
        ("indexes: {once: unique (n)}", 0),
        ("exclusions: {apart: using gist (during with &&)}", 0),
        ("checks: {some: n < 8}", 1),
        ("checks: {some: {expression: n < 8, no_inherit: true}}", 0),
    ],
)
def test_rows_of_heirs_count_where_a_constraint_is_about_them(each_server: ScratchServer, said: str, found: int) -> None:
    after = HEIRS.replace("  heir:", f"    {said}\n  heir:")
    assert len(answers(each_server, after, before=HEIRS, rows=HEIRS_ROWS) or []) == found


def test_a_key_that_only_heirs_hold_is_no_partner(each_server: ScratchServer) -> None:
    after = KEYED + '    foreign_keys: {f: \'(a) references app."Pa ""R t" (id)\'}\n'
    only_there = HEIRS_ROWS + ", (3)"
    assert answers(each_server, after, before=KEYED, rows=HEIRS_ROWS) == []
    assert len(answers(each_server, after, before=KEYED, rows=only_there) or []) == 1


def test_rows_of_heirs_of_a_table_that_refers_need_no_partner(each_server: ScratchServer) -> None:
    key = "    foreign_keys: {f: '(n) references app.keys (id)'}\n"
    before = HEIRS + "  keys:\n    columns: {id: integer primary key}\n"
    after = before.replace("  heir:", f"{key}  heir:")
    assert answers(each_server, after, before=before, rows=HEIRS_ROWS + "; INSERT INTO app.keys VALUES (1), (7)") == []


PARTED = """
schema: app
tables:
  'Pa "R t':
    columns: {id: integer primary key, n: integer}
    partition_by: range (id)
    partitions:
      low: for values from (0) to (10)
      rest: default
  loose:
    columns: {id: integer primary key, n: integer}
"""
PARTED_ROWS = (
    """INSERT INTO app."Pa ""R t" VALUES (1, 1), (8, 1), (15, 1), (99, 1); INSERT INTO app.loose VALUES (30, 1), (31, 1), (40, 1)"""
)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("more: for values from (20) to (30)", []),
        ("more: for values from (10) to (20)", ["id = 15"]),
        ("loose: for values from (30) to (41)", []),
        ("loose: for values from (31) to (40)", ["id = 30", "id = 40"]),
        ("loose: for values from (31) to (100)", ["id = 30", "id = 99"]),
    ],
)
def test_rows_on_the_wrong_side_of_a_bound(each_server: ScratchServer, more: str, found: list[str]) -> None:
    after = PARTED.replace("      rest: default\n", f"      rest: default\n      {more}\n")
    if more.startswith("loose"):
        after = after[: after.index("  loose:\n    columns")]
    assert answers(each_server, after, before=PARTED, rows=PARTED_ROWS) == found


def test_rows_that_a_narrower_bound_leaves_out(server: ScratchServer) -> None:
    after = PARTED.replace("to (10)", "to (5)")
    assert answers(server, after, before=PARTED, rows=PARTED_ROWS) == ["id = 8"]
    assert answers(server, after.replace("to (5)", "to (9)"), before=PARTED, rows=PARTED_ROWS) == []


def test_a_bound_that_stays_is_not_asked_for(server: ScratchServer) -> None:
    after = PARTED.replace("n: integer", "n: bigint")
    assert answers(server, after, before=PARTED, rows=PARTED_ROWS) is None
    assert answers(server, after.replace("id: integer", "id: bigint"), before=PARTED, rows=PARTED_ROWS) is None


HASHED = """
schema: app
tables:
  'Ha "S h':
    columns: {id: integer not null, n: text not null}
    partition_by: hash (id, n)
    partitions:
      'Pa "R t': for values with (modulus 2, remainder 0)
      other: {bound: 'for values with (modulus 2, remainder 1)', partition_by: list (n)}
  'Be "L ow':
    columns: {id: integer not null, n: text not null}
    partition_of: app.other for values in ('a', 'b')
"""
HASHED_ROWS = """INSERT INTO app."Ha ""S h" SELECT i, 'a' FROM generate_series(1, 30) i"""


def test_rows_outside_of_the_hash_that_a_bound_takes(each_server: ScratchServer) -> None:
    """Of the rows with one remainder of two, some have one of four."""
    kept = 'DELETE FROM app."Pa ""R t" WHERE NOT satisfies_hash_partition(\'app."Ha ""S h"\'::regclass, 4, 2, id, n)'
    after = HASHED.replace("(modulus 2, remainder 0)", "(modulus 4, remainder 2)")
    found = answers(each_server, after, before=HASHED, rows=HASHED_ROWS)
    assert found is not None
    assert 0 < len(found) <= 5
    assert answers(each_server, after, before=HASHED, rows=f"{HASHED_ROWS}; {kept}") == []


def test_rows_that_leave_a_partition_below_a_hash(each_server: ScratchServer) -> None:
    after = HASHED.replace("('a', 'b')", "('b')")
    assert answers(each_server, after, before=HASHED, rows=HASHED_ROWS)
    assert answers(each_server, after, before=HASHED, rows=HASHED_ROWS.replace("'a'", "'b'"), busy=True) == []


def test_another_hash_is_not_asked_for(server: ScratchServer) -> None:
    after = HASHED.replace("hash (id, n)", "hash (n)").replace("modulus 2", "modulus 3")
    assert answers(server, after, before=HASHED, rows="SELECT") is None


DOMAINS = """
schema: app
domains: {few: {type: integer, not_null: false}, fewer: app.few}
tables:
  'Do "M s':
    columns: {id: integer primary key, value: text, a: app.few, 'B "c': app.fewer, other: integer}
"""
DOMAIN_ROWS = """INSERT INTO app."Do ""M s" VALUES (1, 'x', 1, 1, 9), (2, 'y', 7, 2, 9), (3, 'z', 3, 9, 9), (4, NULL, NULL, 4, NULL)"""


@pytest.mark.parametrize(
    ("becomes", "found"),
    [
        ("type: integer, checks: {small: VALUE < 5}", ["id = 2", "id = 3"]),
        ("type: integer, checks: {small: VALUE < 10}", []),
        ("type: integer, not_null: true", ["id = 4"]),
        ("type: integer, checks: {small: {expression: VALUE < 5, not_valid: true}}", None),
    ],
)
def test_rows_that_a_stricter_domain_refuses(each_server: ScratchServer, becomes: str, found: list[str] | None) -> None:
    after = DOMAINS.replace("type: integer, not_null: false", becomes)
    for busy in (False, True):
        assert answers(each_server, after, before=DOMAINS, rows=DOMAIN_ROWS, busy=busy) == found


CASTS = """
schema: app
enums: {'Co "L r': [red, green, blue], size: [s, m]}
domains: {few: {type: integer, checks: {few_check: VALUE < 5}}, hue: 'app."Co ""L r"', 'Sho "R t': varchar(3), any: text, three: bit(3)}
tables:
  'Ca "S t':
    columns:
      id: bigint primary key
      c: TYPE
"""


def cast(server: ScratchServer, before: str, after: str, values: list[str], **more: str) -> list[str] | None:
    """Rows of a column that gets another type."""
    rows = "; ".join(f"""INSERT INTO app."Ca ""S t" VALUES ({number}, {value})""" for number, value in enumerate(values, 1))
    text = CASTS
    for was, becomes in more.items():
        text = text.replace(was, becomes)
    return answers(server, text.replace("TYPE", after), before=CASTS.replace("TYPE", before), rows=rows)


CHANGES = [
    ("bigint", "integer", ["1", "NULL", "3000000000", "-2147483648", "-2147483649"], [3, 5]),
    ("integer", "smallint", ["32767", "32768"], [2]),
    ("integer", "bigint", ["1"], None),
    ("numeric", "integer", ["1.5", "2147483647.4", "2147483647.5", "'NaN'", "-2147483648.5"], [3, 4, 5]),
    ("double precision", "integer", ["1.5", "2147483647.4", "2147483648", "'NaN'", "'-Infinity'", "-2147483648.5"], [3, 4, 5]),
    ("double precision", "bigint", ["1e18", "9.3e18", "9223372036854775807", "-9223372036854775808"], [2, 3]),
    ("real", "smallint", ["1", "1e6"], [2]),
    ("numeric", "numeric(4,2)", ["99.99", "99.994", "99.995", "100", "'NaN'", "NULL"], [3, 4]),
    ("numeric(6,2)", "numeric(5)", ["9999.99", "1"], []),
    ("integer", "numeric(3,1)", ["99", "100", "-100"], [2, 3]),
    ("double precision", "numeric(3,1)", ["99.9", "99.99", "'NaN'"], [2]),
    ("text", "character varying(3)", ["'abc'", "'abcd'", "'abc   '", "'äöüß'"], [2, 4]),
    ("character varying(9)", "character varying(3)", ["'abc'", "'abcd'"], [2]),
    ("character varying(3)", "character varying(9)", ["'abc'"], None),
    ("text", "character(2)", ["'ab'", "'abc'"], [2]),
    ("app.any", "character varying(3)", ["'abc'", "'abcd'"], [2]),
    ("text[]", "character varying(3)[]", ["'{abc,NULL}'", "'{{ab},{abcd}}'", "NULL"], [2]),
    ("bigint[]", "integer[]", ["'{1,NULL}'", "'{1,3000000000}'"], [2]),
    ("bit varying", "bit(3)", ["B'101'", "B'1'"], [2]),
    ("bit varying(8)", "bit varying(3)", ["B'101'", "B'1010'"], [2]),
    ("bit varying", "app.three", ["B'101'", "B'1'"], [2]),
]
READ = [
    ("text", "integer", ["'1'", "' 2 '", "'x'", "'3000000000'", "NULL"], [3, 4]),
    ("text", "numeric(3,1)", ["'1.5'", "'100'"], [2]),
    ("character varying(20)", "date", ["'2026-02-28'", "'2026-02-30'"], [2]),
    ("text", "uuid", ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'a'"], [2]),
    ("text", 'app."Co ""L r"', ["'red'", "'pink'"], [2]),
    ("text", "app.few", ["'4'", "'5'", "'x'"], [2, 3]),
    ("text", 'app."Sho ""R t"', ["'abc'", "'abcd'", "'abc '"], [2]),
    ("character varying(9)[]", 'app."Sho ""R t"[]', ["'{abc}'", "'{abc,abcd}'"], [2]),
    ("text", "bit(3)", ["'101'", "'1010'", "'x'"], [2, 3]),
    ("app.size", 'app."Co ""L r"', ["'s'"], [1]),
]


@pytest.mark.parametrize(("before", "after", "values", "found"), CHANGES)
def test_values_that_a_narrower_type_does_not_hold(
    each_server: ScratchServer, before: str, after: str, values: list[str], found: list[int] | None
) -> None:
    """The others it holds: without any finding the plan runs, and each finding alone makes it fail."""
    assert cast(each_server, before, after, values) == (None if found is None else [f"id = {number}" for number in found])
    _refused_one_by_one(each_server, before, after, values, found or [])


@pytest.mark.parametrize(("before", "after", "values", "found"), READ)
def test_texts_that_another_type_does_not_read(
    each_server: ScratchServer, before: str, after: str, values: list[str], found: list[int]
) -> None:
    if each_server.major < 16:
        assert cast(each_server, before, after, values[:1] if 1 not in found else []) is None
        return
    assert cast(each_server, before, after, values) == [f"id = {number}" for number in found]
    _refused_one_by_one(each_server, before, after, values, found)


def _refused_one_by_one(server: ScratchServer, before: str, after: str, values: list[str], found: list[int]) -> None:
    right = [value for number, value in enumerate(values, 1) if number not in found]
    assert not cast(server, before, after, right)
    for number in found:
        with pytest.raises(psycopg.Error):
            answers(
                server,
                CASTS.replace("TYPE", after),
                before=CASTS.replace("TYPE", before),
                rows=f"""INSERT INTO app."Ca ""S t" VALUES (1, {values[number - 1]})""",
                regardless=True,
            )


def test_a_column_that_moves_is_asked_as_well(server: ScratchServer) -> None:
    before, after = CASTS.replace("TYPE", "bigint"), CASTS.replace("TYPE", "{type: integer, online: true}")
    assert answers(server, after, before=before, rows="""INSERT INTO app."Ca ""S t" VALUES (1, 3000000000)""", busy=True) == ["id = 1"]


def test_what_using_makes_nobody_knows(server: ScratchServer) -> None:
    assert cast(server, "text", "{type: integer, using: length(c)}", ["'x'"]) is None


OWN_CAST = """
schema: app
enums: {answers: ['yes', 'no']}
functions:
  answered(text): {returns: app.answers, language: sql, volatility: immutable, body: "SELECT CASE WHEN $1 IN ('y', 'Y') THEN 'yes'::app.answers ELSE 'no'::app.answers END"}
casts: {(text as app.answers): {function: app.answered(text)}}
tables: {t: {columns: {id: bigint primary key, c: text}}}
"""


def test_what_a_cast_of_somebody_elses_reads_nobody_knows(server: ScratchServer) -> None:
    """The values need not look like those of the type."""
    after = OWN_CAST.replace("c: text", "c: app.answers")
    assert answers(server, after, before=OWN_CAST, rows="INSERT INTO app.t VALUES (1, 'Y'), (2, 'nope')", regardless=True) == []


GENERATED = """
schema: app
tables:
  t:
    columns: {id: bigint primary key, a: int, b: "int generated always as (coalesce(a, 0)) stored"}
"""


def test_what_is_computed_of_values_that_change_cannot_be_asked_yet(server: ScratchServer) -> None:
    after = GENERATED.replace("a: int,", "a: {type: int, not_null: true, backfill: id::int},") + "    unique: {once: [b]}\n"
    rows = "INSERT INTO app.t VALUES (1, NULL), (2, NULL)"
    assert answers(server, after, before=GENERATED, rows=rows, regardless=True) == []


def test_a_type_that_the_plan_makes_cannot_be_asked_yet(server: ScratchServer) -> None:
    assert cast(server, "text", "app.newer", ["'a'"], **{"size: [s, m]": "size: [s, m], newer: [a]"}) is None
    assert cast(server, "text", "app.few", ["'4'"], **{"VALUE < 5": "VALUE < 6"}) is None


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ('app."Co ""L r"', ["'red'", "'blue'", "NULL"], ["id = 2"]),
        ('app."Co ""L r"[]', ["'{red}'", "'{red,blue}'"], ["id = 2"]),
        ("app.hue", ["'red'", "'blue'"], ["id = 2"]),
        ('app."Co ""L r"', ["'red'", "'green'"], []),
    ],
)
def test_rows_that_hold_a_removed_value_of_an_enum(each_server: ScratchServer, column: str, values: list[str], found: list[str]) -> None:
    assert cast(each_server, column, column, values, **{"red, green, blue": "red, green"}) == found


def test_an_enum_that_only_changes_its_order_asks_nothing(server: ScratchServer) -> None:
    assert cast(server, 'app."Co ""L r"', 'app."Co ""L r"', ["'red'"], **{"red, green, blue": "blue, red, green"}) is None


BOOKED = """
schema: app
tables:
  'Bo "K d':
    columns: {id: bigint primary key, room: int4range, name: text, 'Du "R g': int4range, off: boolean not null default false}
"""
BOOKINGS = """INSERT INTO app."Bo ""K d" VALUES (1, '[1,2)', 'a', '[1,5)'), (2, '[2,3)', 'b', '[1,5)'), (3, '[3,4)', 'A', '[4,6)'),
(4, '[1,2)', NULL, '[5,9)'), (5, NULL, 'c', '[1,5)'), (6, '[1,2)', 'd', '[8,9)'); UPDATE app."Bo ""K d" SET off = true WHERE id = 6"""
DURING = '"Du ""R g"'


@pytest.mark.parametrize(
    ("exclusion", "found"),
    [
        (f"using gist (room with =, {DURING} with &&)", ["id = 4 and id = 6"]),
        (f"using gist (room with =, {DURING} with &&) where (not off)", []),
        (f"using gist (room range_ops with =, {DURING} range_ops with operator(pg_catalog.&&)) where (not off)", []),
        (f"using gist (int4range(lower(room), 9) with =, {DURING} with -|-)", ["id = 1 and id = 4"]),
        (f"using gist ((room * '[0,9)') with =, (({DURING})) with &&)", ["id = 4 and id = 6"]),
        ('using btree (lower(name) collate "C" text_pattern_ops with =)', ["id = 1 and id = 3"]),
        ('using btree (name collate pg_catalog."C" with =, id with =)', []),
        (
            "using btree (length(name) with =) where (not off and name <> ' where (')",
            ["id = 1 and id = 2", "id = 1 and id = 3", "id = 1 and id = 5", "id = 2 and id = 3", "id = 2 and id = 5"],
        ),
    ],
)
def test_rows_that_exclude_each_other(server: ScratchServer, exclusion: str, found: list[str]) -> None:
    said = exclusion.replace("'", "''")
    assert sorted(answers(server, BOOKED + f"    exclusions: {{once: '{said}'}}\n", before=BOOKED, rows=BOOKINGS) or []) == sorted(found)


def test_ranges_that_overlap(server: ScratchServer) -> None:
    more = "(7, '[9,9]', 'b', 'empty'), (8, '[1,2)', 'a', '[3,4)')"
    rows = f"""{BOOKINGS}; DELETE FROM app."Bo ""K d" WHERE id IN (4, 5); INSERT INTO app."Bo ""K d" VALUES {more}"""
    after = BOOKED + """    unique: {once: {columns: [room, 'Du "R g'], without_overlaps: true}}\n"""
    assert answers(server, after, before=BOOKED, rows=rows) == ["id = 1 and id = 8", "id = 7"]


RENAMED = """
schema: app
tables:
  'Ne "W s':
    renamed_from: 'Ro "W s'
    columns: {id: bigint primary key, 'k "N x': {type: 'integer%s', renamed_from: n}, 'Na "M e': text}
    %s
  'Ro "W s':
    renamed_from: other
    columns: {a: integer, b: bigint}
    %s
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((" not null", "", ""), {"id = 3"}),
        (("", 'checks: {small: \'"k ""N x" < 5\'}', ""), {"id = 4"}),
        (("", 'indexes: {once: \'unique ("k ""N x")\'}', ""), {'"k ""N x" = 1 in 2 rows'}),
        (("", "", "unique: {once: [b]}"), {"b = 99 in 2 rows"}),
        (("", "", 'foreign_keys: {f: \'(a) references app."Ne ""W s" (id)\'}'), set()),
        (("", "", 'foreign_keys: {f: \'(b) references app."Ne ""W s" (id)\'}'), {"ctid = (0,2)", "ctid = (0,3)"}),
    ],
)
def test_what_gets_another_name_is_asked_by_the_one_that_it_has(
    each_server: ScratchServer, said: tuple[str, str, str], found: set[str]
) -> None:
    rows = answers(each_server, RENAMED % said, busy=True)
    assert rows is not None
    assert set(rows) == found


def test_a_schema_and_a_domain_under_other_names(server: ScratchServer) -> None:
    before = 'schema: app\ndomains: {\'D "d\': integer}\ntables: {t: {columns: {id: integer primary key, x: \'app."D ""d"\'}}}\n'
    after = """
    schemas: {'N "n': {renamed_from: app}}
    schema: 'N "n'
    domains: {e: {renamed_from: 'D "d', type: integer, checks: {few: value < 4}}}
    tables: {t: {columns: {id: integer primary key, x: '"N ""n".e'}}}
    """
    assert answers(server, after, before=before, rows="INSERT INTO app.t VALUES (1, 3), (2, 4)", busy=True) == ["id = 2"]


def test_where_values_change_with_the_names_nothing_is_asked(server: ScratchServer) -> None:
    before = "schema: app\nenums: {e: [a, b]}\ntables: {t: {columns: {id: integer primary key, x: app.e}}}\n"
    after = """
    schema: app
    enums: {e: {values: [c, b], renamed_values: {c: a}}}
    tables: {u: {renamed_from: t, columns: {id: integer primary key, x: app.e}, checks: {not_c: "x <> 'c'"}}}
    """
    assert answers(server, after, before=before, rows="INSERT INTO app.t VALUES (1, 'b')", busy=True) in (None, [])


def answers(
    server: ScratchServer, after: str, *, before: str = BEFORE, rows: str = ROWS, busy: bool = False, regardless: bool = False
) -> list[str] | None:
    """What the queries find; None where there are none. Without any finding, or `regardless` of it, the plan runs."""
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, state(server, before))
        conn.execute(rows.encode())
        live = introspect(conn, whole_server=True)
        live = scenario.everything_is_busy(live) if busy else live
        proposal = propose(server, live, scenario._again(state(server, after)), accepted=(EVERYTHING,))
        if not proposal.asks and not regardless:
            return None
        found = [row for ask in proposal.asks for row in rows_in_the_way(conn, ask.sql) or ()]
        if not found or regardless:
            for step in proposal.steps:
                scenario._run(conn, step)
        return found


REFERRED = """
schema: app
tables:
  m: {columns: {id: int not null, k: int not null}, primary_key: [id, k], partition_by: list (k), partitions: {'m "1': "%s", m2: default}}
  r: {columns: {id: int primary key, a: int, 'K "k': int}, foreign_keys: {f: '(a, "K ""k") references app.m (id, k)'}}
"""


@pytest.mark.parametrize("bound", ["for values in (1, 2)", None])
def test_a_partition_that_rows_refer_to_stays_attached(each_server: ScratchServer, bound: str | None) -> None:
    before = REFERRED % "for values in (1)"
    after = (
        REFERRED % bound
        if bound
        else before.replace('\'m "1\': "for values in (1)", ', "").replace(
            "tables:", "tables:\n  'm \"1': {columns: {id: int not null, k: int not null}}"
        )
    )
    rows = "INSERT INTO app.m VALUES (1, 1), (2, 1), (3, 9); INSERT INTO app.r VALUES (7, 1, 1), (8, 3, 9), (9, NULL, 1)"
    assert answers(each_server, after, before=before, rows=rows) == ["id = 7"]
