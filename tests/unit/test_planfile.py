"""Plan files: what is written is what is read, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import IntegrityError, SchemactlError
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.statement import Batches, Hazard, Lock, Statement, Step
from schemactl.plans.batched import misfit
from schemactl.plans.escaping import escaped, unescaped, unseen, visible
from schemactl.plans.planfile import Plan, PlanHeader, PlanStatement, PlanStep, parse, parse_edited, plan_steps, read_header, render

FILE = "plans/0001_first.sql"
HEADER = PlanHeader(
    parent="-",
    before=Fingerprints(full="18/5f1c", structure="77ab"),
    after=Fingerprints(full="18/9a0d", structure="1c9e"),
    changes=3,
    scope=Scope(schemas=("public",)),
)


def plan_of(*steps: PlanStep, header: PlanHeader = HEADER) -> Plan:
    return Plan(name="0001_first", header=header, steps=steps)


def statement(sql: str, label: str = "table public.t") -> PlanStatement:
    return PlanStatement(sql=sql, label=label, verb="+")


def reread(plan: Plan) -> Plan:
    return parse(render(plan), plan.name, FILE)


EXAMPLE = """\
-- schemactl plan 1
-- parent: -
-- from: 18/5f1c  to: 18/9a0d
-- structure: 77ab → 1c9e
-- changes: 3   accepted: -
-- scope: {"schemas":["public"],"ignore":[],"owners":true,"grants":true,"roles":"checked"}
-- search_path: -
-- body: sha256:BODY

-- step 1: transaction
BEGIN;
-- statement 1.1 + table public.orders
CREATE TABLE public.orders (id bigint);

-- statement 1.2 ~ table public.users  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC401]
ALTER TABLE public.users DROP COLUMN b;
COMMIT;

-- step 2: no transaction
-- statement 2.1 + index public.orders_open_idx  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
CREATE INDEX CONCURRENTLY orders_open_idx ON public.orders (id);

-- step 3: data
BEGIN;
-- statement 3.1 ! users
UPDATE public.users SET a = 1;
COMMIT;
"""


def example() -> Plan:
    hazards = (Hazard(code="SC305", message="m"), Hazard(code="SC401", message="m", destructive=True), Hazard(code="SC305", message="n"))
    orders, users = ObjectId("table", ("public", "orders")), ObjectId("table", ("public", "users"))
    index = ObjectId("index", ("public", "orders_open_idx"))
    concurrently = "CREATE INDEX CONCURRENTLY orders_open_idx ON public.orders (id)"
    drop = "ALTER TABLE public.users DROP COLUMN b"
    steps = plan_steps(
        [
            Step(
                statements=(
                    Statement(sql="CREATE TABLE public.orders (id bigint)", object_id=orders, verb="+"),
                    Statement(sql=drop, object_id=users, verb="~", lock=Lock.ACCESS_EXCLUSIVE, hazards=hazards),
                )
            ),
            Step(
                statements=(Statement(sql=concurrently, object_id=index, verb="+", lock=Lock.SHARE_UPDATE_EXCLUSIVE, transactional=False),),
                transaction=False,
            ),
            Step(statements=(Statement(sql="UPDATE public.users SET a = 1", object_id=ObjectId("users", ()), verb="!"),)),
        ]
    )
    return plan_of(*steps)


def test_the_format_is_the_one_of_the_design() -> None:
    lines = render(example()).decode().splitlines()
    expected = EXAMPLE.splitlines()
    expected[7] = lines[7]
    expected[-3] = lines[-3]
    assert lines == expected
    assert lines[7].startswith("-- body: sha256:")


def test_an_example_round_trips() -> None:
    assert reread(example()) == example()
    assert render(reread(example())) == render(example())


def test_every_header_field_round_trips() -> None:
    header = PlanHeader(
        parent="a" * 64,
        before=Fingerprints(full="17/0a", structure="0b"),
        after=Fingerprints(full="17/1a", structure="1b"),
        changes=0,
        accepted=('SC401:public."a, b\u202e\n"', "SC406"),
        scope=Scope(schemas=("a\u2028", "b_*"), ignore=("table:x",), owners=False),
        search_path=("app", 'we"ird', "public"),
        proved_on=16,
    )
    plan = plan_of(header=header)
    assert reread(plan) == plan
    assert read_header(render(plan), FILE) == header


AWKWARD = [
    "select 1 -- no end",
    "select 1 -- end\n",
    "select 1;",
    "select 1;\n",
    "select 1\n\n\n",
    "\n\nselect 1",
    "  select 1  ",
    "COMMIT;\nBEGIN;",
    "select 1\n;\nCOMMIT",
    "select '\n-- step 2: transaction\nBEGIN;\n'",
    "select $$\n-- statement 1.2 + table x\n$$",
    "-- statement 1.1 + table x  lines: 99\nselect 1",
    "-- step 1: data\nselect 1 --",
    "CREATE FUNCTION f() RETURNS int AS $$\r\nselect 1\r\n$$ LANGUAGE sql",
    "select 'é🦉\u00a0%s %(x)s'",
    "--\tSTEP",
    "\x0c select 1",
]


@pytest.mark.parametrize("mode", ["transaction", "no transaction", "data"])
@pytest.mark.parametrize("sql", AWKWARD)
def test_awkward_sql_round_trips(sql: str, mode: str) -> None:
    count = 1 if mode == "no transaction" else 2
    step = PlanStep(statements=(statement(sql),) * count, mode=mode)  # type: ignore[arg-type]
    plan = plan_of(step, step)
    assert reread(plan) == plan
    assert parse_edited(render(plan), plan.name, FILE) == plan


fragments = st.sampled_from(
    ["-- statement 1.1 + x", "-- step 1: data", "\n", "BEGIN;", "COMMIT;", ";", "--", "$$", "'", "-- ", "step", "lines: 3", "\r\n", "  "]
)
sql_text = (
    st.lists(st.one_of(fragments, st.text(max_size=6)), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: unseen(text) is None and text.strip() != "")
)
statements = st.builds(
    PlanStatement,
    sql=sql_text,
    label=st.text(min_size=1, max_size=20),
    verb=st.sampled_from(["+", "-", "~", "!"]),
    lock=st.sampled_from(list(Lock)),
    codes=st.lists(st.sampled_from(["SC101", "SC401"]), unique=True, max_size=2).map(tuple),
)
steps = st.one_of(
    st.builds(PlanStep, statements=st.lists(statements, min_size=1, max_size=3).map(tuple), mode=st.sampled_from(["transaction", "data"])),
    st.builds(PlanStep, statements=statements.map(lambda one: (one,)), mode=st.just("no transaction")),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, max_size=4))
def test_any_sql_round_trips(some: list[PlanStep]) -> None:
    plan = plan_of(*some)
    data = render(plan)
    assert parse(data, plan.name, FILE) == plan
    assert parse_edited(data, plan.name, FILE) == plan


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_escaped_names_stay_on_their_line_and_come_back(name: str) -> None:
    text = escaped(name)
    assert unescaped(text) == name
    assert unseen(text) is None
    assert "\n" not in text
    assert "  " not in text


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\r"])
def test_characters_that_hide_what_runs_are_refused_in_sql(character: str) -> None:
    with pytest.raises(SchemactlError, match=f"U\\+{ord(character):04X}") as caught:
        render(plan_of(PlanStep(statements=(statement(f"select '{character}x'"),))))
    assert caught.value.problems[0].code == "S603"


@pytest.mark.parametrize(
    ("printed", "escaped"),
    [
        ("SELECT replace(a, '\r'::text, 'x\\y''')", r"SELECT replace(a, E'\r'::text, 'x\y''')"),
        ("COMMENT ON TABLE \"Odd \"\"T\u2028x\" IS 'a''\\\ufeffé\x1b'", r"""COMMENT ON TABLE U&"Odd ""T\2028x" IS E'a''\\\uFEFFé\u001B'"""),
        ("SELECT E'\\\\\r\\\u2028\\n', é'\x85'", r"SELECT E'\\\r\u2028\n', é E'\u0085'"),
        ("SELECT $$\r$$, N'\r', U&'\r' -- \r", "SELECT $$\r$$, N'\r', U&'\r' -- \r"),
        ("SELECT '\r\n', '\x00\r'", "SELECT '\r\n', '\x00\r'"),
    ],
)
def test_what_hides_in_a_constant_or_a_name_is_an_escape(printed: str, escaped: str) -> None:
    """What a comment, a body between dollars or a constant of another form holds stays, and is refused."""
    assert visible(printed) == escaped


def test_empty_sql_is_a_bug() -> None:
    with pytest.raises(ValueError, match="empty statement"):
        render(plan_of(PlanStep(statements=(statement(" \n"),))))


def sealed() -> bytes:
    return render(example())


def spoil(old: bytes, new: bytes) -> bytes:
    assert old in sealed()
    return sealed().replace(old, new, 1)


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"\x7fELF\x00\xff", "not UTF-8", 1),
        (b"", "first line", 1),
        (b"CREATE TABLE a ();\n", "first line", 1),
        (b"\xef\xbb\xbf" + sealed(), "U\\+FEFF", 1),
        (sealed().replace(b"\n", b"\r\n"), "Windows line ends", 1),
        (spoil(b"plan 1", b"plan 2"), "plan format 2", 1),
        (spoil(b"parent: -", b"parent: xyz"), "`parent:`", 2),
        (spoil(b"-- changes", b"-- chances"), "line 5 .* does not belong", 5),
        (spoil(b"-- search_path: -\n", b""), "lacks `search_path:`", 7),
        (spoil(b"search_path: -", b"search_path: [1]"), "`search_path:`", 7),
        (spoil(b'{"schemas"', b'{"schemas": 1, "x"'), "`scope:`", 6),
        (spoil(b"orders (id bigint)", b"orders (id int)"), "was edited", 8),
        (sealed()[:-20], "cut off", 26),
        (sealed().rsplit(b"\n-- step 3", 1)[0], "was edited", 8),
        (sealed()[:100], "lacks|cut off|`structure:`|does not belong", None),
        (sealed() + b"\n", "was edited", 8),
        (spoil(b"bigint", b"big\x00nt"), "U\\+0000", 13),
        (spoil(b"bigint", b"big\rint"), "U\\+000D", 13),
    ],
)
def test_anything_else_is_refused_with_its_place(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(IntegrityError, match=message) as caught:
        parse(data, "0001_first", FILE)
    where = caught.value.problems[0].where
    assert where is not None
    assert where.file == FILE
    assert line is None or where.line == line


def resealed(body: str) -> bytes:
    """A file whose seal fits a body that `render` would not write."""
    from hashlib import sha256

    head = sealed().decode().split("-- body:")[0]
    return f"{head}-- body: sha256:{sha256(body.encode()).hexdigest()}\n\n{body}".encode()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("select 1;\n", "here a step begins"),
        ("-- step 2: transaction\nBEGIN;\n-- statement 1.1 + a\nx;\nCOMMIT;\n", "expected 1"),
        ("-- step 1: transaction\n-- statement 1.1 + a\nx;\nCOMMIT;\n", "begins with BEGIN;"),
        ("-- step 1: transaction\nBEGIN;\n-- statement 1.1 + a\nx;\n", "does not end with COMMIT;"),
        ("-- step 1: transaction\nBEGIN;\nCOMMIT;\n", "step 1 is empty"),
        ("-- step 1: transaction\nBEGIN;\nselect 1;\nCOMMIT;\n", "here a statement begins"),
        ("-- step 1: transaction\nBEGIN;\n-- statement 1.2 + a\nx;\nCOMMIT;\n", "expected \\(1, 1\\)"),
        ("-- step 1: transaction\nBEGIN;\n-- statement 1.1 + a\nx\nCOMMIT;\n", "semicolon"),
        ("-- step 1: transaction\nBEGIN;\n-- statement 1.1 + a  lines: 9\nx;\nCOMMIT;\n", "does not end with COMMIT;|semicolon"),
        ("-- step 1: no transaction\n-- statement 1.1 + a\n;\n", "is empty"),
        ("-- step 1: no transaction\n-- statement 1.1 + a\nx;\n-- statement 1.2 + a\nx;\n", "more than one statement"),
        ("-- step: data\nselect 1;\n", "expected 1"),
    ],
)
def test_a_sealed_body_has_one_shape(body: str, message: str) -> None:
    with pytest.raises(IntegrityError, match=message):
        parse(resealed(body), "0001_first", FILE)


def edited(body: str) -> tuple[PlanStep, ...]:
    return parse_edited(resealed(body), "0001_first", FILE).steps


def data(*sqls: str) -> PlanStep:
    return PlanStep(statements=tuple(PlanStatement(sql=sql, label="data", verb="!") for sql in sqls), mode="data")


@pytest.mark.parametrize(
    ("body", "sqls"),
    [
        ("-- step: data\nselect 1;\n", ["select 1"]),
        ("-- step: data\nselect 1\n", ["select 1"]),
        ("-- step: data\nBEGIN;\nselect 1;\nCOMMIT;\n", ["select 1"]),
        ("-- step 7: data\n\n-- first\nselect ';' ;\n\n-- second\nselect 2;\n", ["-- first\nselect ';'", "-- second\nselect 2"]),
        ("-- step: data\n-- statement\nselect 1;\n-- statement\nselect 2\n", ["select 1", "select 2"]),
        ("-- step: data\ndo $$\nbegin\n  perform 1;\nend $$;\n", ["do $$\nbegin\n  perform 1;\nend $$"]),
    ],
)
def test_a_person_may_write_data_steps(body: str, sqls: list[str]) -> None:
    assert edited(body) == (data(*sqls),)


def test_an_edited_plan_is_numbered_and_sealed_again() -> None:
    body = sealed().decode().split("\n\n", 1)[1]
    between = body.replace("-- step 2", "-- step: data\nUPDATE public.users SET a = 0;\n\n-- step 2")
    plan = parse_edited(resealed(between), "0001_first", FILE)
    assert [step.mode for step in plan.steps] == ["transaction", "data", "no transaction", "data"]
    assert b"-- step 4: data\nBEGIN;\n-- statement 4.1 !" in render(plan)
    assert reread(plan) == plan


@pytest.mark.parametrize("body", ["-- step: data\nselec 1;\n", "-- step: data\n-- nothing yet\n", "-- step: date\nselect 1;\n"])
def test_a_wrong_edit_names_its_place(body: str) -> None:
    with pytest.raises(IntegrityError, match="cannot be read") as caught:
        edited(body)
    assert caught.value.problems[0].where is not None


def test_a_steps_hash_is_about_what_runs() -> None:
    step = PlanStep(statements=(statement("a"), statement("b")))
    assert step.sha256 == PlanStep(statements=(statement("a", "x"), statement("b", "y"))).sha256
    assert step.sha256 != PlanStep(statements=step.statements, mode="data").sha256
    assert step.sha256 != PlanStep(statements=(statement("b"), statement("a"))).sha256


BATCHES = Batches(table='public."Odd ""T x"', key=('"a, b"', "id"), size=500)
BATCH = 'UPDATE public."Odd ""T x" SET c = 1 WHERE c IS NULL AND ("a, b", id) >= ($1, $2) AND ("a, b", id) <= ($3, $4)'


def backfill(sql: str = BATCH, batches: Batches = BATCHES, label: str = "column t.c") -> PlanStep:
    return PlanStep(statements=(PlanStatement(sql=sql, label=label, verb="!"),), mode="backfill", batches=batches)


def test_a_backfill_names_table_key_and_size() -> None:
    plan = plan_of(backfill())
    assert '-- step 1: backfill  table: public."Odd ""T x"  key: "a, b", id  batch: 500\n-- statement 1.1 !' in render(plan).decode()
    assert reread(plan) == plan


@pytest.mark.parametrize("name", ["two  spaces", "a\nb", "key: x", '"', ",", "  key: a  batch: 1"])
def test_names_in_a_backfills_line_come_back(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    plan = plan_of(backfill("UPDATE t SET a = 1 WHERE b BETWEEN $1 AND $2", Batches(table=quoted, key=(quoted, quoted), size=1)))
    assert reread(plan) == plan


@pytest.mark.parametrize(
    "line",
    [
        "-- step 1: backfill",
        "-- step 1: backfill  table: t  key: id",
        "-- step 1: backfill  table: t  key: id  batch: 0",
        "-- step 1: backfill  table: t  key: id,  batch: 5",
        "-- step 1: transaction  table: t  key: id  batch: 5",
    ],
)
def test_a_backfill_without_one_of_them_is_refused(line: str) -> None:
    with pytest.raises(IntegrityError, match="here a step begins"):
        edited(f"{line}\nUPDATE t SET a = 1 WHERE id >= $1 AND id <= $2;\n")


def test_a_person_may_write_a_backfill() -> None:
    step = "-- step: backfill  table: public.t  key: id  batch: 10\nDELETE FROM public.t WHERE old AND id >= $1 AND id <= $2;\n"
    batches = Batches(table="public.t", key=("id",), size=10)
    assert edited(step) == (backfill("DELETE FROM public.t WHERE old AND id >= $1 AND id <= $2", batches, "data"),)


def test_the_size_of_a_batch_is_no_part_of_a_steps_hash() -> None:
    assert backfill().sha256 == backfill(batches=Batches(table=BATCHES.table, key=BATCHES.key, size=1)).sha256
    assert backfill().sha256 != backfill(batches=Batches(table=BATCHES.table, key=("id",), size=500)).sha256


@pytest.mark.parametrize(
    ("sql", "batches", "words"),
    [
        (BATCH, BATCHES, None),
        ("SELECT $1, $2, $3, $4", BATCHES, "one UPDATE"),
        ("UPDATE t SET a = 1 WHERE id >= $1", BATCHES, "does not hold"),
        (BATCH, Batches(table="t; DROP TABLE t", key=BATCHES.key, size=1), "no table and columns"),
        (BATCH, Batches(table="t, u", key=BATCHES.key, size=1), "no table and columns"),
        (BATCH, Batches(table="t WHERE true", key=BATCHES.key, size=1), "no table and columns"),
        (BATCH, Batches(table="t", key=("id", "setval('s',1)"), size=1), "no table and columns"),
    ],
)
def test_a_backfills_statement_takes_the_bounds_of_a_batch(sql: str, batches: Batches, words: str | None) -> None:
    found = misfit(sql, batches)
    assert (found is None) if words is None else (found is not None and words in found)
