"""A plan as Markdown, HTML and JSON: complete, self-contained, and unable to be anything but text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from click.testing import CliRunner

from schemactl.cli import main
from schemactl.errors import Problem, Where
from schemactl.kinds import KINDS
from schemactl.lint.estimates import Estimate
from schemactl.live.sizes import Size
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement, Step, Verb
from schemactl.reports import document, markdown, paper, plan_page, problems, text
from schemactl.reports.figures import Figures

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(resources.files("schemactl.reports").joinpath("plan-v1.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
EVIL = '</code><script>alert(1)</script> ```` | [x](javascript:y) @all "\u202e\x1b[31m'


def table(name: str, **fields: Any) -> Object:
    return KINDS["table"].model(id=ObjectId("table", ("app", name)), **fields)


CHANGES: list[Change] = [
    Added(table("orders")),
    Dropped(table(EVIL)),
    Altered(table("a"), table("a", unlogged=True, with_=(("fillfactor", "70"),)), ("unlogged", "with_")),
    Renamed(table("b"), table("c")),
]
LOSS = Hazard(code="SC401", message=f"drops {EVIL}", destructive=True)
STEPS = [
    Step(
        statements=(
            Statement(sql="CREATE TABLE app.orders (\n  id bigint\n)", object_id=ObjectId("table", ("app", "orders")), verb="+"),
            Statement(
                sql=f'DROP TABLE app."{EVIL}"',
                object_id=ObjectId("table", ("app", EVIL)),
                verb="-",
                lock=Lock.ACCESS_EXCLUSIVE,
                hazards=(LOSS,),
            ),
        )
    ),
    Step(
        statements=(
            Statement(
                sql="CREATE INDEX CONCURRENTLY i ON app.orders (id)",
                object_id=ObjectId("index", ("app", "orders", "i")),
                verb="+",
                lock=Lock.SHARE_UPDATE_EXCLUSIVE,
                transactional=False,
            ),
        ),
        transaction=False,
    ),
]
NEEDED = [f'SC401:app."{EVIL}"']
PAPER = paper.of_proposal("0002_evil", CHANGES, STEPS, needed=NEEDED)


class Page(HTMLParser):
    """What a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text, self.links = "", []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "onclick", "onload")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_says_everything_and_brings_nothing():
    page = Page(plan_page.report(PAPER))
    for word in ("0002_evil", "CREATE INDEX CONCURRENTLY", "ACCESS EXCLUSIVE", "SC401", "loses data", "Needs approval", "no transaction"):
        assert word in page.text
    assert (page.tags.count("script"), page.links) == (0, [])
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_the_comment_says_everything():
    said = markdown.report(PAPER)
    for word in (
        "0002\\_evil",
        "CREATE INDEX CONCURRENTLY",
        "ACCESS EXCLUSIVE",
        "SC401",
        "**loses data**",
        "Needs approval",
        "<details><summary>SQL",
    ):
        assert word in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_text_of_the_schema_stays_in_its_cell_and_its_fence():
    said = markdown.report(PAPER)
    rows = [line for line in said.splitlines() if line.startswith("| ") and "DROP TABLE" in line]
    (row,) = rows
    assert row.replace(r"\|", "").count("|") == 6
    fences = [line for line in said.splitlines() if line.startswith("```")]
    assert all(len(line.rstrip("abcdefghijklmnopqrstuvwxyz")) >= 5 for line in fences if line.endswith("sql"))


def test_a_comment_is_never_longer_than_github_takes():
    many = [
        Step(
            statements=tuple(
                Statement(sql=f"SELECT {'x' * 900}", object_id=ObjectId("table", ("app", str(n))), verb="~") for n in range(400)
            )
        )
    ]
    assert len(markdown.report(paper.of_proposal("a", [], many))) < 65_536


def test_documents_are_what_their_schema_says():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    made = {
        "format_version": 1,
        "plan": "a",
        "file": None,
        "recorded": False,
        "unmodelled": [],
        **document.plan(CHANGES, STEPS, needed=NEEDED),
    }
    VALIDATOR.validate(json.loads(json.dumps(made)))
    error = problems.error_json([Problem(code="S014", message="m", where=Where(file="a", line=1, column=2))], exit_code=1)
    VALIDATOR.validate(json.loads(error))
    assert not VALIDATOR.is_valid({"format_version": 1, "plan": "a"} | {"changes": []})
    assert not VALIDATOR.is_valid({**made, "format_version": 2})


@pytest.mark.parametrize("verb", get_args(Verb))
def test_every_verb_has_a_word_on_the_page(verb: Verb):
    """A step that looks for rows in the way has one of its own."""
    step = Step(statements=(Statement(sql="SELECT 1", object_id=ObjectId("table", ("a", "b")), verb=verb),), transaction=True)
    assert "SELECT 1" in plan_page.report(paper.of_proposal("a", [], [step]))
    VALIDATOR.validate({"format_version": 1, "plan": "a", "file": None, "recorded": False, "unmodelled": [], **document.plan([], [step])})


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(ROOT), *words])
    return result.exit_code, result.stdout


@pytest.mark.parametrize("plan", sorted(one.stem for one in (ROOT / "plans").glob("*.sql")))
def test_plans_of_files_in_every_form(plan: str):
    code, said = run("show", plan, "--json")
    assert code == 0
    VALIDATOR.validate(json.loads(said))
    assert run("show", plan, "--format", "json")[1] == said
    assert plan in Page(run("show", plan, "--format", "html")[1]).text
    assert plan.replace("_", "\\_") in run("show", plan, "--format", "markdown")[1]


def test_the_schema_is_published():
    assert json.loads(run("json-schema", "--of", "plan")[1]) == SCHEMA


def test_a_plan_on_a_terminal_fits_eighty_columns():
    said = text.plan(CHANGES, STEPS)
    table_lines = said[said.index("  #") :].split("\n\n")[0].splitlines()
    assert max(map(len, table_lines)) <= 80
    assert all(word in said for word in ("ACCESS EXCLUSIVE", "reads, writes", "to add", "to destroy"))


def test_a_long_plan_shows_its_first_statements_and_how_many_there_are_more():
    """Without a column for what nobody knows, and nothing that draws on the terminal."""
    every = [
        Statement(sql=f"SELECT {number}, '\x1b[31m\u202e'", object_id=ObjectId("table", ("a", "b")), verb="+") for number in range(250)
    ]
    said = text.statements_table([Step(statements=tuple(every))], sizes=[""] * 250, times=[""] * 250).splitlines()
    assert said[0].split() == ["#", "statement", "lock", "blocks", "step"]
    assert said[1].split()[1:3] == ["SELECT", "0,"]
    assert "\\u001b[31m\\u202e" in said[1]
    assert len(said) == text.LIMIT + 2
    assert said[-1].strip() == "… and 50 more: schemactl show lists them all"


SIZES = {("app", EVIL): Size(12 << 30, 84_000_000), ("app", "orders"): Size(5 << 20, 0)}
FIGURES = Figures(sizes=SIZES, estimates=[None, Estimate(240.0, True, (("rewrite", ("public", "us er")),)), None])


def test_sizes_and_times_stand_in_every_report():
    """What the terminal says of a statement, a reviewer of the pull request and a program are told as well."""
    told = paper.of_proposal("a", CHANGES, STEPS, figures=FIGURES)
    assert [(row.size, row.takes) for row in told.rows] == [("", ""), ("12 GB", "about 4 min"), ("5 MB", "")]
    said = markdown.report(told)
    head, bars, *rows = [line for line in said.splitlines() if line.startswith("|")]
    assert head == "| # | statement | lock | others cannot | size | takes | findings |"
    assert {line.replace(r"\|", "").count("|") for line in (head, bars, *rows)} == {8}
    assert "| 12 GB | about 4 min |" in rows[1]
    page = Page(plan_page.report(told))
    assert (page.tags.count("th"), page.tags.count("td")) == (9, 27)
    assert "12 GB" in page.text
    assert "about 4 min" in page.text
    made = {"format_version": 1, "plan": "a", "file": None, "recorded": False, "unmodelled": []}
    found = {**made, **document.plan(CHANGES, STEPS, figures=FIGURES)}
    VALIDATOR.validate(found)
    statements = [each for step in found["steps"] for each in step["statements"]]
    assert [one["size"] for one in statements] == [
        None,
        {"bytes": 12 << 30, "rows": 84_000_000, "written_per_second": None},
        {"bytes": 5 << 20, "rows": None, "written_per_second": None},
    ]
    assert statements[1]["estimate"] == {"seconds": 240.0, "measured": True}
    assert statements[1]["work"] == [{"what": "rewrite", "relation": 'public."us er"'}]
    broken = json.loads(json.dumps(found))
    broken["steps"][0]["statements"][0]["size"] = "12 GB"
    assert not VALIDATOR.is_valid(broken)


def test_what_nobody_knows_has_no_column():
    assert "| size |" not in markdown.report(PAPER)
    assert "<th>takes</th>" not in plan_page.report(PAPER)
    assert not {"size", "estimate", "work"} & set(document.plan(CHANGES, STEPS)["steps"][0]["statements"][0])
    # Asked, and nothing is there: a program can tell that from not asked.
    assert document.plan(CHANGES, STEPS, figures=Figures(sizes={}))["steps"][0]["statements"][0]["size"] is None


def test_rows_that_nobody_counted_are_not_none():
    (_, dropped, _) = [each for step in STEPS for each in step.statements]
    uncounted = Figures(sizes={("app", EVIL): Size(8192, 0)})
    assert uncounted.fields(dropped, 1) == {"size": {"bytes": 8192, "rows": None, "written_per_second": None}}
    assert Figures(sizes={("app", EVIL): Size(0, 0)}).fields(dropped, 1) == {"size": None}
