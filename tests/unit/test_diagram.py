"""Diagrams: what is drawn, near what, with which marks; every form is well-formed, whatever the names hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from schemactl.cli import main
from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.reports import diagram_page, dot, mermaid, svg
from schemactl.reports.layout import layout
from schemactl.reports.picture import Picture, affected, around, before_and_after, detailed, picture, undone

ROOT = Path(__file__).parents[2]

BEFORE = """
schema: app
tables:
  customers:
    columns:
      id: bigint generated always as identity primary key
      name: text not null
  orders:
    columns:
      id: bigint primary key
      customer_id: bigint not null references customers
      note: text
  notes:
    columns:
      id: bigint primary key
      order_id: bigint references app.orders
  profiles:
    columns:
      id: bigint primary key
      customer_id: bigint not null unique references customers (id)
      boss: bigint references profiles
  alone: {columns: {id: int}}
  events:
    partition_by: range (at)
    columns: {at: timestamptz}
    partitions: {events_rest: default}
"""
AFTER = """
schema: app
tables:
  customers:
    columns:
      id: bigint generated always as identity primary key
      name: text not null
      mail: text
  orders:
    columns:
      id: bigint primary key
      customer_id: bigint not null references customers
      note: varchar(10)
  invoices:
    columns:
      id: bigint primary key
      order_id: bigint not null references orders
  profiles:
    columns:
      id: bigint primary key
      customer_id: bigint not null unique references customers (id)
      boss: bigint references profiles
  alone: {columns: {id: int}}
  events:
    partition_by: range (at)
    columns: {at: timestamptz}
    partitions: {events_rest: default}
"""
HOSTILE = """
schema: 'a"<b>&\\'
tables:
  '"]; x --> y <script>alert(1)</script>':
    columns:
      'I "d </text>': bigint primary key
      '-- %%{init}%% #quot;': text
      'Ünïcode 表': numeric(12, 2)
      up: bigint references "a""<b>&\\"."Ref` }"
  'Ref` }':
    columns: {id: bigint primary key}
"""


def state(text: str) -> State:
    return load_files([FileText(name="a.yaml", data=text.encode())])


def changes(before: State, after: State) -> list[Change]:
    found: list[Change] = [Dropped(one) for one in before if one.id not in after]
    found += [Added(one) for one in after if one.id not in before]
    return [
        *found,
        *(Altered(before.objects[one.id], one, ("type",)) for one in after if one.id in before and before.objects[one.id] != one),
    ]


def titles(drawn: Picture) -> list[str]:
    return [box.title for box in drawn.boxes]


def every_form(drawn: Picture) -> list[str]:
    return [mermaid.diagram(drawn), dot.diagram(drawn), svg.diagram(drawn), diagram_page.diagram(drawn, "a")]


def test_tables_columns_and_keys():
    drawn = picture(state(BEFORE))
    assert titles(drawn) == ["app.alone", "app.customers", "app.events", "app.notes", "app.orders", "app.profiles"]
    orders = next(box for box in drawn.boxes if box.title == "app.orders")
    assert [(line.name, line.keys) for line in orders.lines] == [("id", ("PK",)), ("customer_id", ("FK",)), ("note", ())]
    assert next(box for box in drawn.boxes if box.title == "app.events").folded == 1
    found = {arrow.name: (arrow.end[-1], arrow.single, arrow.optional) for arrow in drawn.arrows}
    assert found == {
        "notes_order_id_fkey": ("orders", False, True),
        "orders_customer_id_fkey": ("customers", False, False),
        "profiles_customer_id_fkey": ("customers", True, False),
        "profiles_boss_fkey": ("profiles", False, True),
    }


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (0, ["app.orders"]),
        (1, ["app.customers", "app.notes", "app.orders"]),
        (2, ["app.customers", "app.notes", "app.orders", "app.profiles"]),
    ],
)
def test_around_a_table(depth: int, expected: list[str]):
    assert titles(around(picture(state(BEFORE)), ("app", "orders"), depth)) == expected


def test_what_a_plan_does_is_marked_in_words_too():
    before, after = state(BEFORE), state(AFTER)
    drawn = affected(picture(after, changes(before, after)))
    assert {box.title: box.mark for box in drawn.boxes} == {
        "app.customers": "~",
        "app.invoices": "+",
        "app.notes": "-",
        "app.orders": "~",
        "app.profiles": "",
    }
    assert {arrow.name: arrow.mark for arrow in drawn.arrows if arrow.mark} == {"invoices_order_id_fkey": "+", "notes_order_id_fkey": "-"}
    orders = next(box for box in drawn.boxes if box.title == "app.orders")
    assert [(line.name, line.mark) for line in orders.lines if line.mark] == [("note", "~")]
    for text in every_form(drawn):
        assert all(
            f"{title} ({word})" in text for title, word in (("app.invoices", "added"), ("app.notes", "removed"), ("app.orders", "changed"))
        )


def test_before_and_after():
    before, after = state(BEFORE), state(AFTER)
    was, becomes = before_and_after(changes(before, after), after)
    assert titles(was) == ["app.customers", "app.notes", "app.orders", "app.profiles"]
    assert "app.invoices" in titles(becomes)
    assert set(undone(after, changes(before, after)).objects) == set(before.objects)


def test_a_renamed_table_is_drawn_under_its_name_then_and_now():
    after = state(AFTER)
    new, old = after.objects[ObjectId("table", ("app", "orders"))], state("schema: app\ntables: {purchases: {}}\n")
    was, becomes = before_and_after([Renamed(next(one for one in old if one.id.kind == "table"), new)], after)
    assert "app.purchases" in titles(was)
    assert next(box for box in becomes.boxes if box.title == "app.orders").mark == ">"


def test_fewer_columns_where_there_are_many_tables():
    whole = picture(state(BEFORE))
    assert [len(box.lines) for box in detailed(whole, "keys").boxes] == [0, 1, 0, 2, 2, 3]
    assert all(box.hidden and not box.lines for box in detailed(whole, "none").boxes)
    assert detailed(whole) == detailed(whole, "all")


@pytest.mark.parametrize("text", [BEFORE, HOSTILE, "schema: app\n"], ids=["usual", "hostile", "empty"])
def test_every_form_is_well_formed(text: str):
    drawn = picture(state(text))
    assert every_form(drawn) == every_form(picture(state(text)))
    root = ElementTree.fromstring(svg.diagram(drawn))
    assert not root.iter("script") or not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert len([one for one in root.iter("{http://www.w3.org/2000/svg}g") if one.get("data-name")]) == len(drawn.boxes)
    for line in mermaid.diagram(drawn).splitlines()[1:]:
        assert MERMAID.fullmatch(line), line
    assert balanced(dot.diagram(drawn))


MERMAID = re.compile(
    r'    t\d+\["[^"#<>]*"\]( \{)?|    \}|        [A-Za-z][\w\-\[\]()]* [A-Za-z][\w\-\[\]()]*( (PK|FK|UK)(, (PK|FK|UK))*)?( "[^"#<>]*")?'
    r'|    t\d+ (\|\||\|o)(--|\.\.)(o\{|o\|) t\d+ : "[^"#<>]*"'
)


def balanced(text: str) -> bool:
    """Quotes closed, braces and brackets outside of them in pairs."""
    bare = re.sub(r'"(\\.|[^"\\])*"|label=<.*?>, tooltip', "", text)
    return '"' not in bare and bare.count("{") == bare.count("}") and bare.count("[") == bare.count("]")


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag == "script" else []
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]


def test_the_page_brings_one_script_and_asks_nobody():
    reader = Scripts()
    reader.feed(diagram_page.diagram(picture(state(HOSTILE)), "<script>"))
    assert (reader.found, reader.links) == (["script"], [])


def test_boxes_do_not_lie_on_each_other():
    sizes = {("app", f"t{number}"): (100.0 + number % 7 * 20, 40.0 + number % 5 * 30) for number in range(120)}
    nodes = list(sizes)
    found = layout(sizes, [(nodes[number], nodes[number // 3]) for number in range(1, 100)])
    placed = [(*found.places[node], *sizes[node]) for node in nodes]
    for number, (x, y, width, height) in enumerate(placed):
        assert 0 <= x <= found.width - width
        assert 0 <= y <= found.height - height
        for left, top, wide, high in placed[number + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y
    assert len({node for cluster in found.clusters for node in cluster.nodes}) == 120
    assert len(found.clusters) > 2


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["-C", str(ROOT), "diagram", *words])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("form", ["mermaid", "dot", "svg", "html"])
def test_the_command_draws_the_schema_files_without_a_server(form: str, tmp_path: Path):
    assert run("--format", form, "--out", str(tmp_path / "a"))[0] == 0
    assert "gateway.machines" in (tmp_path / "a").read_text()


def test_a_table_is_named_with_its_schema_or_without():
    assert run("--around", "machines")[1] == run("--around", "gateway.machines")[1]
    code, _, said = run("--around", "machinse")
    assert code == 64
    assert "machines" in said
