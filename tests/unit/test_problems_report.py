"""What people read: problems with their place, the plan on screen, the texts of codes. Literal, because the text is the product."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

import schemactl
from schemactl import errors
from schemactl.cli import main
from schemactl.errors import Problem, SchemactlError, Where
from schemactl.live.sizes import Size
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement, Step, Verb
from schemactl.reports import codes, document, problems, text
from schemactl.reports.figures import Figures

YAML = ["tables:", "  customers:", "    columns:", "      name: text notnull"]


def show(*found: Problem, lines: list[str] | None = YAML) -> str:
    return problems.text(found, lines=lambda _file: lines)


def test_a_problem_in_rustcs_form() -> None:
    where = Where(file="schema/app/orders.yaml", line=4, column=18, length=7)
    problem = Problem(code="S014", message='syntax error at or near "notnull"', where=where, hint="write `text not null`")
    assert show(problem) == "\n".join(
        [
            'error[S014]: syntax error at or near "notnull"',
            " --> schema/app/orders.yaml:4:18",
            "  |",
            "4 |       name: text notnull",
            "  |                  ^^^^^^^",
            "  = help: write `text not null`",
            "  = more: schemactl explain S014",
        ]
    )


@pytest.mark.parametrize(
    ("message", "column", "length"),
    [
        ('syntax error at or near "notnull"', 18, 7),
        ('syntax error at or near "notnull" (write `not null`) in column app.customers.name', 18, 7),
        ('syntax error at or near "null"', 13, 12),  # no word of its own there
        ("syntax error at end of input", 13, 12),
    ],
)
def test_the_word_that_the_parser_stopped_at_is_underlined(message: str, column: int, length: int) -> None:
    """The value is the place that is known; the word in it is found where it stands once."""
    where = Where(file="a.yaml", line=4, column=13, length=12)
    lines = show(Problem(code="S999", message=message, where=where)).split("\n")
    assert lines[1] == f" --> a.yaml:4:{column}"
    assert lines[-1] == f"  | {' ' * (column - 1)}{'^' * length}"


def test_a_word_that_stands_twice_is_not_guessed() -> None:
    where = Where(file="a.yaml", line=1, column=4, length=9)
    assert "a.yaml:1:4" in show(Problem(code="S999", message='syntax error at or near "x"', where=where), lines=["a: x and x"])


def test_without_a_place_and_without_a_long_text() -> None:
    assert (
        show(Problem(code="S999", message="it failed\nand why", hint="a\nb"))
        == "error[S999]: it failed\n  and why\n  = help: a\n          b"
    )


@pytest.mark.parametrize(("line", "lines"), [(9, YAML), (1, None), (0, YAML)])
def test_a_place_that_cannot_be_shown_is_named(line: int, lines: list[str] | None) -> None:
    assert (
        show(Problem(code="S999", message="x", where=Where(file="a.yaml", line=line, column=1)), lines=lines)
        == f"error[S999]: x\n --> a.yaml:{line}:1"
    )


def marked(line: str, column: int, length: int = 1) -> tuple[str, str]:
    shown = show(Problem(code="S999", message="x", where=Where(file="a", line=1, column=column, length=length)), lines=[line])
    _, _, _, source, carets = shown.split("\n")
    return source, carets


def test_the_mark_stands_under_the_place() -> None:
    assert marked("\tname: x", 2) == ("1 |     name: x", "  |     ^")
    assert marked("名前: x", 5) == ("1 | 名前: x", "  |       ^")
    assert marked("ab", 3) == ("1 | ab", "  |   ^")
    assert marked("ab", 1, length=9)[1] == "  | ^^"


def test_long_lines_are_shown_around_the_place() -> None:
    source, carets = marked("x" * 500 + "HERE" + "y" * 500, 501, length=4)
    assert len(source) == 124
    assert source[carets.index("^") : carets.rindex("^") + 1] == "HERE"


def test_files_cannot_draw_on_the_terminal() -> None:
    assert marked("a\x1b[31mb\u202ec", 1)[0] == "1 | a\\u001b[31mb\\u202ec"
    assert "\x1b" not in show(Problem(code="S999", message="a\x1b]0;x\x07"))


def test_all_problems_at_once() -> None:
    shown = show(Problem(code="S998", message="a"), Problem(code="S999", message="b"))
    assert shown == "error[S998]: a\n\nerror[S999]: b\n\n2 errors"


def test_problems_as_json() -> None:
    where = Where(file="a", line=1, column=2, length=3)
    found = json.loads(problems.error_json([Problem(code="S001", message="m", where=where)], exit_code=1))
    assert found == {
        "format_version": 1,
        "error": {
            "code": "S001",
            "exit_code": 1,
            "problems": [{"code": "S001", "message": "m", "where": {"file": "a", "line": 1, "column": 2, "length": 3}, "hint": None}],
        },
    }


PACKAGE = Path(schemactl.__file__).parent
PAGES = (*PACKAGE.parent.glob("*.md"), *(PACKAGE.parent / "docs").rglob("*.md"))
CODE = re.compile(r"\bSC?\d{3}\b")
NOQA = re.compile(r"# noqa: .*")  # ruff has codes of the same form


def codes_in(files: Iterable[Path]) -> set[str]:
    """Wherever they stand: alone, in a message, a template, a script."""
    return {code for file in files for code in CODE.findall(NOQA.sub("", file.read_text(encoding="utf-8")))}


def of_package(*endings: str) -> list[Path]:
    return [file for file in PACKAGE.rglob("*") if file.suffix in endings and file.name != "codes.md"]


def test_every_code_that_can_be_shown_has_a_long_text() -> None:
    used = codes_in(of_package(".py", ".html", ".js", ".toml", ".md", ".yml", ".json"))
    assert len(used) > 100
    assert used - set(codes.all_codes()) == set()


def test_every_code_that_a_page_names_has_a_long_text() -> None:
    assert codes_in(PAGES) - set(codes.all_codes()) == set()


def test_every_long_text_is_of_a_code_that_can_be_shown() -> None:
    assert set(codes.all_codes()) - codes_in(of_package(".py")) == set()


def test_explain_prints_every_code() -> None:
    for code, one in codes.all_codes().items():
        result = CliRunner().invoke(main, ["explain", code.lower()])
        assert (result.exit_code, result.stdout.split("\n")[0]) == (0, f"{code}: {one.title}")


def test_long_texts_are_sorted_and_say_something() -> None:
    texts = codes.all_codes()
    assert list(texts) == sorted(texts, key=lambda code: (code.startswith("SC"), code))
    assert not [one.code for one in texts.values() if len(one.text) < 60 or one.title.endswith(".")]


def test_exit_codes_are_those_of_the_table() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, SchemactlError)]
    assert {one.exit_code for one in classes} == {1, 3, 4, 5, 6, 7, 8, 64, 78, 130, 143}


class Table(Object, frozen=True, kw_only=True):
    """A stand-in: reports read fields by name."""

    query: str = ""


class Column(Object, frozen=True, kw_only=True):
    """A stand-in with the two fields that the tests change."""

    type: str = "text"
    not_null: bool = False


def table(*path: str) -> Table:
    return Table(id=ObjectId("table", path))


def column(*path: str, type: str = "text", not_null: bool = False) -> Column:  # noqa: A002 - the field's name
    return Column(id=ObjectId("column", path), type=type, not_null=not_null)


def statement(sql: str, verb: Verb, object_id: ObjectId, lock: Lock = Lock.ACCESS_EXCLUSIVE, *hazards: Hazard) -> Statement:
    return Statement(sql=sql, verb=verb, object_id=object_id, lock=lock, hazards=hazards)


INDEX = ObjectId("index", ("app", "orders", "orders_open_idx"))
VIEW = ObjectId("view", ("app", "order_totals"))
AUDIT = ObjectId("table", ("app", "legacy_audit"))
LOSS = Hazard(code="SC401", message="drops table app.legacy_audit and its rows", destructive=True)


def changes() -> list[Change]:
    total = ("app", "orders", "total")
    return [
        Added(column("app", "orders", "note")),
        Altered(column(*total, type="numeric(10,2)"), column(*total, type="numeric(12,2)", not_null=True), ("type", "not_null")),
        Added(Table(id=INDEX)),
        Dropped(table("app", "legacy_audit")),
        Dropped(column("app", "legacy_audit", "id")),
        Renamed(table("app", "purchases"), table("app", "invoices")),
        Added(table("app", "Odd Name")),
        Added(column("app", "Odd Name", "id")),
        Added(column("app", "Odd Name", "b")),
    ]


def steps() -> list[Step]:
    note = ObjectId("column", ("app", "orders", "note"))
    first = (
        statement("DROP VIEW app.order_totals", "-", VIEW),
        statement("ALTER TABLE app.orders ADD COLUMN note text", "~", note),
        statement("CREATE VIEW app.order_totals AS\n  SELECT 1", "+", VIEW, Lock.NONE),
        statement("DROP TABLE app.legacy_audit", "-", AUDIT, Lock.ACCESS_EXCLUSIVE, LOSS),
    )
    index = statement(
        "CREATE INDEX CONCURRENTLY orders_open_idx ON app.orders (placed_at) WHERE status = 'open'", "+", INDEX, Lock.SHARE_UPDATE_EXCLUSIVE
    )
    return [Step(statements=first), Step(statements=(index,), transaction=False)]


def test_the_plan_on_screen() -> None:
    assert text.plan(changes(), steps(), notes={("app", "legacy_audit"): "1.2 M rows"}, needed=["SC401:app.legacy_audit"]).split("\n") == [
        "  ~ app.orders",
        "      + note text",
        "      ~ total                                    numeric(10,2) → numeric(12,2)",
        "          not null: no → yes",
        "      + index orders_open_idx",
        "  - app.legacy_audit                             1 column",
        "      ! drops table app.legacy_audit and its rows [SC401]",
        "      1.2 M rows",
        "  > app.purchases → app.invoices",
        '  + app."Odd Name"                               2 columns',
        "-/+ view app.order_totals",
        "",
        "  #  statement                           lock                blocks         step",
        "  1  DROP VIEW app.order_totals          ACCESS EXCLUSIVE    reads, writes  1",
        "  2  ALTER TABLE app.orders ADD COLUMN…  ACCESS EXCLUSIVE    reads, writes  1",
        "  3  CREATE VIEW app.order_totals AS S…  -                   nothing        1",
        "  4  DROP TABLE app.legacy_audit         ACCESS EXCLUSIVE    reads, writes  1",
        "  5  CREATE INDEX CONCURRENTLY orders_…  SHARE UPDATE EXCL.  DDL            2",
        "",
        "Plan: 3 to add, 1 to change, 1 to rename, 1 to destroy, 1 to recreate.",
        "1 finding needs approval:",
        "  --accept SC401:app.legacy_audit",
    ]


def test_how_large_the_locked_tables_are_stands_beside_the_statements() -> None:
    figures = Figures(sizes={("app", "orders"): Size(12 << 30, 0), ("app", "order_totals"): Size(1 << 30, 0)})
    sizes = [figures.size(one) for step in steps() for one in step.statements]
    shown = text.statements_table(steps(), sizes=sizes).split("\n")
    assert shown == [
        "  #  statement                    lock                blocks         size   step",
        "  1  DROP VIEW app.order_totals   ACCESS EXCLUSIVE    reads, writes  1 GB   1",
        "  2  ALTER TABLE app.orders ADD…  ACCESS EXCLUSIVE    reads, writes  12 GB  1",
        "  3  CREATE VIEW app.order_tota…  -                   nothing               1",
        "  4  DROP TABLE app.legacy_audit  ACCESS EXCLUSIVE    reads, writes         1",
        "  5  CREATE INDEX CONCURRENTLY …  SHARE UPDATE EXCL.  DDL            12 GB  2",
    ]
    assert max(map(len, shown)) == text.WIDTH


def test_nothing_to_do() -> None:
    assert text.plan([], []) == "Plan: nothing to do."


def test_no_line_is_wider_than_a_terminal() -> None:
    assert max(map(len, text.plan(changes(), steps()).split("\n"))) <= text.WIDTH
    table = text.statements_table(steps(), sizes=["", "12 GB", "", "", "12 GB"], times=["", "", "", "under a second?", "about 4 min?"])
    assert max(map(len, table.split("\n"))) <= text.WIDTH


def test_a_flag_can_be_copied_into_a_shell() -> None:
    assert text.summary(changes(), needed=['SC401:app."Odd Name"', "SC401:a.it's"]).split("\n")[1:] == [
        "2 findings need approval:",
        "  --accept 'SC401:app.\"Odd Name\"'",
        "  --accept 'SC401:a.it'\\''s'",
    ]


def test_big_plans_are_cut_and_say_so() -> None:
    many = [Added(table("app", f"t{number}")) for number in range(1000)]
    built = [Step(statements=tuple(statement("CREATE TABLE x ()", "+", change.id) for change in many))]
    shown = text.plan(many, built).split("\n")
    assert "  … and 800 more lines: schemactl show lists them all" in shown
    assert "  … and 800 more: schemactl show lists them all" in shown
    assert shown[-1] == "Plan: 1000 to add."


def test_facts_about_an_object_stand_below_it() -> None:
    fact = ObjectId("table", ("app", "orders")).about("comment")
    grant = ObjectId("table", ("app", "orders")).about("privilege", "app_rw")
    schema = ObjectId("schema", ("app",)).about("owner")
    shown = text.changes_tree([Added(Table(id=fact)), Added(Table(id=grant)), Dropped(Table(id=schema))])
    assert shown == "  ~ app.orders\n      + comment\n      + privilege app_rw\n  ~ schema app\n      - owner"


def test_long_values_only_say_that_they_change() -> None:
    before, after = Table(id=VIEW, query="select 1\nfrom a"), Table(id=VIEW, query="select 2\nfrom a")
    assert text.changes_tree([Altered(before, after, ("query",))]).split() == ["~", "view", "app.order_totals", "query", "changes"]


def test_the_target_line() -> None:
    line = text.target("shop @ db.internal:5432", version="17.10", user="app_owner", environment="production", mode="protected")
    assert line == "Target  shop @ db.internal:5432  PostgreSQL 17.10  as app_owner   env=production (protected)"


def test_the_plan_for_programs() -> None:
    found = document.plan(changes(), steps(), needed=["SC401:app.legacy_audit"])
    assert found["changes"][1] == {
        "verb": "alter",
        "kind": "column",
        "object": "app.orders.total",
        "fields": {"type": {"before": "numeric(10,2)", "after": "numeric(12,2)"}, "not_null": {"before": False, "after": True}},
    }
    assert found["changes"][5] == {"verb": "rename", "kind": "table", "object": "app.invoices", "before": "app.purchases"}
    last = found["steps"][0]["statements"][3]
    assert last["hazards"] == [{"code": "SC401", "message": LOSS.message, "destructive": True}]
    assert (last["lock"], last["blocks"], last["object"]) == ("ACCESS EXCLUSIVE", "reads, writes", "app.legacy_audit")
    assert found["needs_approval"] == ["SC401:app.legacy_audit"]
    assert not found["steps"][1]["transaction"]
    json.dumps(found)


def test_sizes_are_words_that_fit() -> None:
    assert text.size(12 << 30, 84_000_000) == "12 GB, 84 M rows"
    assert text.size(8192, 0) == "8 kB, 0 rows"
    assert text.size(1536 << 10, 1234) == "1.5 MB, 1.2 k rows"
    assert text.size(12 << 30, 84_000_000, 349.6) == "12 GB, 84 M rows, 350 rows/s written"
    assert text.size(8192, 0, 0.4) == "8 kB, 0 rows"
