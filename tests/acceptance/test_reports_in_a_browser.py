"""The reports that are files, in headless Chromium: a plan and a diagram, light, dark and on paper; nobody is asked, and nothing is complained about."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browsers
import pytest

from schemactl.kinds import KINDS
from schemactl.lint.estimates import Estimate
from schemactl.live.sizes import Size
from schemactl.model.change import Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard, Lock, Statement, Step
from schemactl.reports import diagram_page, paper, plan_page
from schemactl.reports.figures import Figures
from schemactl.reports.picture import Arrow, Box, Line, Picture

PROGRAM = browsers.chromium()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason=browsers.MISSING)

SHEET = 718
"""Pixels that a sheet of A4 has between its margins."""


def chain(length: int) -> Picture:
    """Each table refers to the one before: as wide as it can be."""
    paths = [("app", f"table_number_{number}") for number in range(length)]
    boxes = tuple(Box(path=path, lines=(Line("id", "bigint", ("PK",)),), mark="~" if path == paths[0] else "") for path in paths)
    arrows = tuple(Arrow(name="fk", start=after, end=before, columns=("id",)) for before, after in itertools.pairwise(paths))
    return Picture(boxes=boxes, arrows=arrows)


def table(name: str, **fields: Any) -> Any:
    return KINDS["table"].model(id=ObjectId("table", ("app", name)), **fields)


CHANGES: list[Change] = [Dropped(table("gone")), Altered(table("t"), table("t", unlogged=True), ("unlogged",))]
LOSS = Hazard(code="SC401", message="drops table app.gone and its rows", destructive=True)
STEPS = [
    Step(
        statements=(
            Statement(
                sql="DROP TABLE app.gone",
                object_id=ObjectId("table", ("app", "gone")),
                verb="-",
                lock=Lock.ACCESS_EXCLUSIVE,
                hazards=(LOSS,),
            ),
            Statement(
                sql=f"ALTER TABLE app.t ADD CONSTRAINT c CHECK ({' AND '.join(['a_rather_long_name IS NOT NULL'] * 9)})",
                object_id=ObjectId("table", ("app", "t")),
                verb="~",
                lock=Lock.ACCESS_EXCLUSIVE,
            ),
        )
    )
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    figures = Figures(sizes={("app", "gone"): Size(12 << 30, 84_000_000)}, estimates=[Estimate(240.0, measured=True), None])
    drawn = chain(14)
    made = paper.of_proposal("0002_change", CHANGES, STEPS, needed=["SC401:app.gone"], drawn=(drawn, drawn), figures=figures)
    texts = {"plan": plan_page.report(made), "diagram": diagram_page.diagram(drawn, "shop")}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("name", ["plan", "diagram"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_asks_nobody_and_complains_of_nothing(chromium: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files[name].as_uri())
    assert (complaints, asked) == ([], [files[name].as_uri()])
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert back == {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}[scheme]
    context.close()


@pytest.mark.parametrize("name", ["plan", "diagram"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(chromium: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    script = browsers.axe()
    if script is None:
        pytest.skip(browsers.WITHOUT_AXE)
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(files[name].as_uri())
    page.evaluate(script)
    result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    found = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in result["violations"] if one["impact"] in ("serious", "critical")]
    context.close()
    assert found == []


@pytest.mark.parametrize("name", ["plan", "diagram"])
def test_on_paper_it_is_dark_on_white_and_nothing_is_cut(chromium: Any, files: dict[str, Path], name: str) -> None:
    """Also of somebody who prefers dark screens: colours for a dark ground are hard to read on a white sheet."""
    context = chromium.new_context(viewport={"width": SHEET, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    page.goto(files[name].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    widths = page.evaluate(
        "[...document.querySelectorAll('svg, table, pre, section, main')].map(one => [one.tagName, Math.ceil(one.getBoundingClientRect().right)])"
    )
    assert [one for one in widths if one[1] > SHEET] == []
    assert page.evaluate("document.querySelector('svg').getBoundingClientRect().height") > 0
    if name == "plan":
        assert page.evaluate("getComputedStyle(document.querySelector('.del')).color") == "rgb(207, 34, 46)"
        assert page.evaluate("document.querySelector('details').open")
    assert page.evaluate("getComputedStyle(document.querySelector('svg .changed text, svg text.changed')).fill") == "rgb(154, 103, 0)"
    assert page.pdf(format="A4").startswith(b"%PDF")
    context.close()


def many() -> Picture:
    """Neighbourhoods of thirty tables, forty of them, each around a table of its own; some refer elsewhere as well."""
    order = (0, *reversed(range(1, 30)))
    paths = [("app", f"{'' if table else 'hub_'}a{hood}_{table}") for hood in reversed(range(40)) for table in order]
    boxes = tuple(Box(path=path, hidden=12, folded=64 if number % 7 == 0 else 0) for number, path in enumerate(paths))
    arrows = [
        Arrow(name="fk", start=path, end=paths[number - number % 30], columns=("a",)) for number, path in enumerate(paths) if number % 30
    ]
    arrows += [Arrow(name="far", start=path, end=paths[(number * 31) % len(paths)], columns=("b",)) for number, path in enumerate(paths)]
    return Picture(boxes=boxes, arrows=tuple(arrows))


@pytest.fixture
def crowd(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """1,200 tables on a screen."""
    file = tmp_path / "many.html"
    file.write_text(diagram_page.diagram(many(), "shop"), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def test_neighbourhoods_of_very_many_tables_have_names_that_can_be_read_from_afar(crowd: Any) -> None:
    sizes = crowd.evaluate("[...document.querySelectorAll('.frame-title')].map(one => one.getBoundingClientRect().height)")
    assert len(sizes) > 20
    assert sorted(sizes)[len(sizes) // 2] >= 7, sizes
    # A title stays in its frame, and over its tables.
    frames = crowd.evaluate("[...document.querySelectorAll('.frame')].map(one => one.getBoundingClientRect().toJSON())")
    titles = crowd.evaluate("[...document.querySelectorAll('.frame-title')].map(one => one.getBoundingClientRect().toJSON())")
    for frame, title in zip(frames, titles, strict=True):
        assert title["right"] <= frame["right"] + 1
        assert frame["top"] - 1 <= title["top"]
    over = crowd.evaluate(
        """[...document.querySelectorAll('.box')].some(one => [...document.querySelectorAll('.frame-title')].some(title => {
             const a = one.getBBox(), b = title.getBBox();
             return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height - 14 && b.y + 14 < a.y + a.height }))"""
    )
    assert not over


def test_what_is_said_of_a_table_stays_in_its_box(crowd: Any) -> None:
    wide = crowd.evaluate(
        """[...document.querySelectorAll('.box')].filter(one => {
             const box = one.querySelector('rect').getBBox();
             return [...one.querySelectorAll('text')].some(text => text.getBBox().x + text.getBBox().width > box.x + box.width) }).length"""
    )
    assert wide == 0


def test_the_drawing_has_the_whole_window_and_search_goes_to_the_very_name_first(crowd: Any) -> None:
    assert crowd.evaluate("document.querySelector('#view').getBoundingClientRect().width") == 1400
    crowd.keyboard.press("/")
    crowd.keyboard.type("a3_2")
    assert int(crowd.inner_text("#count").split()[0]) == 11
    crowd.keyboard.press("Enter")
    middle = crowd.evaluate(
        """(() => { const at = document.querySelector('[data-name="app.a3_2"]').getBoundingClientRect();
             return [at.x + at.width / 2, at.y + at.height / 2] })()"""
    )
    assert abs(middle[0] - 700) < 60
    assert abs(middle[1] - 475) < 60
