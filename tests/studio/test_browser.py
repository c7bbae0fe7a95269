"""The studio in headless Chromium: what people see and do, by mouse, by keys and without JavaScript; and that nothing leaves the machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import browsers
import pytest
from studio_visitor import Visitor
from test_hostile import hostile as hostile  # noqa: PLC0414 - a fixture
from test_write import writer as writer  # noqa: PLC0414 - a fixture

from schemactl.studio import server as studio_server
from schemactl.studio.guard import Keys

PROGRAM = browsers.chromium()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason=browsers.MISSING)

SEEN = (
    "/",
    "/schema?s=shop",
    "/relation?s=shop&n=orders",
    "/relation?s=shop&n=open_orders",
    "/rows?s=shop&n=orders&c=state&o=eq&v=open&sort=total",
    "/rows?s=shop&n=heap",
    "/row?s=shop&n=orders&k=3",
    "/search?q=o",
    "/diagram?wait=1",
    "/plans",
    "/plan?name=0001_notes",
    "/history",
    "/drift?wait=1",
    "/explain?code=SC401",
    "/nowhere",
)


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Served:
    """A studio on a real port, and what a browser's pages did there."""

    def __init__(self, address: str, base: str) -> None:
        self.address, self.base = address, base
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []

    def page(self, chromium, **options):
        """A new visitor's page, past the entrance."""
        page = chromium.new_context(viewport={"width": 1360, "height": 860}, **options).new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: (self.complaints.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith((self.base, "data:")) or self.elsewhere.append(request.url))
        page.goto(self.address)
        page.wait_for_url(f"{self.base}/")
        return page


@contextmanager
def serving(visitor: Visitor) -> Iterator[Served]:
    with studio_server.listening(0) as listener:
        keys = Keys(listener.getsockname()[1])
        server = studio_server.made(visitor.site, keys)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        found = Served(keys.address, f"http://127.0.0.1:{keys.port}")
        try:
            yield found
        finally:
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def served(shop: Visitor) -> Iterator[Served]:
    with serving(shop) as found:
        yield found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_asks_elsewhere(chromium, served: Served, scheme: str):
    page = served.page(chromium, color_scheme=scheme)
    for path in SEEN:
        page.goto(served.base + path)
    # The browser itself says so of a page that is not there.
    assert [one for one in served.complaints if "/nowhere" not in one] == []
    assert served.elsewhere == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(chromium, served: Served, scheme: str):
    script = browsers.axe()
    if script is None:
        pytest.skip(browsers.WITHOUT_AXE)
    page = served.page(chromium, color_scheme=scheme, bypass_csp=True)
    found: list[str] = []
    for path in SEEN:
        page.goto(served.base + path)
        page.evaluate(script)
        result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        for one in result["violations"]:
            if one["impact"] in ("serious", "critical"):
                found += [f"{scheme} {path}: {one['id']}: {node['html'][:150]} {node['failureSummary'][:200]}" for node in one["nodes"][:3]]
    page.context.close()
    assert not found, "\n".join(found)


def test_a_click_in_the_tree_changes_the_page_and_keeps_the_tree(chromium, served: Served):
    page = served.page(chromium)
    page.evaluate("document.querySelector('#tree').dataset.kept = 'yes'")
    page.click("#tree a:text-is('customers')")
    page.wait_for_selector("h1:has-text('customers')")
    assert page.url.endswith("/relation?s=shop&n=customers")
    assert page.title().startswith("customers")
    assert page.get_attribute("#tree", "data-kept") == "yes"
    page.wait_for_selector("#tree a[aria-current=page]:text-is('customers')")
    assert page.evaluate("document.activeElement.id") == "main"
    page.click("a:text-is('Rows')")
    page.wait_for_selector("h1:has-text('Rows of customers')")
    page.click("a[rel=next]")
    page.wait_for_selector("td:text-is('51')")
    page.go_back()
    page.wait_for_selector("td:text-is('1')")
    page.go_back()
    page.wait_for_selector("h2:has-text('Constraints')")
    page.context.close()


def test_the_keyboard_is_enough(chromium, served: Served):
    page = served.page(chromium)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("ines")
    assert page.locator("#tree a:visible").all_inner_texts() == ["lines"]
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('lines')")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.locator("#tree a:visible").count() == 6
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "heap"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('customers')")
    page.context.close()


def test_the_diagram_is_moved_enlarged_and_searched(chromium, served: Served):
    page = served.page(chromium)
    page.goto(f"{served.base}/diagram")
    page.wait_for_selector("#view svg")

    def view() -> list[float]:
        return [float(number) for number in page.get_attribute("#view svg", "viewBox").split()]

    whole = view()
    page.focus("#view")
    page.keyboard.press("+")
    assert view()[2] < whole[2]
    page.keyboard.press("ArrowRight")
    assert view()[0] > 0
    page.keyboard.press("0")
    assert view() == whole
    page.keyboard.press("/")
    page.keyboard.type("lines")
    assert page.inner_text("#count") == "1 found"
    page.keyboard.press("Enter")
    assert view() != whole
    box = page.locator("#view a .box[data-name='shop.lines']").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 30, steps=4)
    page.mouse.up()
    assert page.url.endswith("/diagram") or "/diagram?wait=1" in page.url
    page.mouse.click(middle[0] + 80, middle[1] + 30)
    page.wait_for_url("**/relation?s=shop&n=lines")
    page.context.close()


def test_it_works_without_javascript(chromium, served: Served):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address)
    page.wait_for_url(f"{served.base}/")
    page.fill("#find", "orders")
    page.keyboard.press("Enter")
    page.click("main a:text-is('shop.orders')")
    page.click("a:text-is('Rows')")
    page.select_option("select[name=c]", "state")
    page.fill("input[name=v]", "paid")
    page.click("button:text-is('Find')")
    page.wait_for_load_state()
    assert "c=state" in page.url
    assert page.locator("tbody tr").count() == 50
    page.click("a[rel=next]")
    page.wait_for_load_state()
    assert page.locator("tbody tr").count() == 27
    page.click("nav a:text-is('Diagram')")
    page.wait_for_selector("#view svg")
    context.close()


def test_a_hostile_database_runs_nothing(chromium, hostile: Visitor):
    with serving(hostile) as found:
        page = found.page(chromium)
        for link in ["/diagram?wait=1", *page.eval_on_selector_all("#tree a", "all => all.map(one => one.getAttribute('href'))")]:
            page.goto(found.base + link)
            page.goto(found.base + link.replace("/relation", "/rows"))
        page.goto(found.base)
        for number in range(page.locator("#tree a").count()):
            page.locator("#tree a").nth(number).click()
            page.wait_for_load_state("networkidle")
        assert found.complaints == []
        assert found.elsewhere == []
        page.context.close()


def test_a_page_of_somebody_else_reads_and_sends_nothing(chromium, served: Served):
    """Another server of this machine is the same site to a browser: cookies go along, and Origin and Sec-Fetch-Site say where it came from."""

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(
                f'<form method=post action="{served.base}/rows"><button>go</button></form><a href="{served.base}/">over</a>'.encode()
            )

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page = served.page(chromium)
        statuses: list[int] = []
        page.on("response", lambda response: response.url.startswith(served.base) and statuses.append(response.status))
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        told = page.evaluate(f"fetch('{served.base}/', {{credentials: 'include'}}).then(answer => answer.text(), () => 'refused')")
        assert told == "refused"
        page.click("button")
        page.wait_for_load_state()
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        page.click("a")
        page.wait_for_load_state()
        assert set(statuses) == {403}
        page.context.close()
        other.shutdown()
    served.complaints.clear()
    served.elsewhere.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_row_is_changed_added_and_deleted(chromium, writer: Visitor, javascript: bool):
    with serving(writer) as found:
        page = found.page(chromium, java_script_enabled=javascript)
        page.goto(f"{found.base}/rows?s=shop&n=customers")
        page.click("a[aria-label='Row 3']")
        page.click("a:text-is('Change it')")
        page.get_by_label("name", exact=True).fill("Ada \u202e O'Hara")
        page.get_by_label("How born is meant").select_option("null")
        page.click("button:text-is('Show the SQL')")
        assert 'UPDATE "shop"."customers" SET "name"' in page.inner_text("pre")
        assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("Customer 3",)]
        page.click("button:text-is('Change it')")
        page.wait_for_url("**/row?s=shop&n=customers&k=3")
        assert writer.sql("SELECT name, born FROM shop.customers WHERE id = 3") == [("Ada \u202e O'Hara", None)]
        page.goto(f"{found.base}/rows?s=shop&n=lines")
        page.click("a:text-is('Add a row')")
        page.get_by_label("order_id", exact=True).fill("7")
        page.get_by_label("position", exact=True).fill("99")
        page.click("button:text-is('Show the SQL')")
        page.click("button:text-is('Add it')")
        page.wait_for_url("**/row?s=shop&n=lines&k=7&k=99")
        page.click("a:text-is('Delete it')")
        page.click("button:text-is('Show the SQL')")
        assert page.inner_text("pre").startswith('DELETE FROM "shop"."lines"')
        page.click("button:text-is('Delete it')")
        page.wait_for_url("**/rows?s=shop&n=lines")
        assert writer.sql("SELECT count(*) FROM shop.lines") == [(200,)]
        assert found.complaints == []
        if javascript and (script := browsers.axe()):
            context = chromium.new_context(bypass_csp=True)
            judged = context.new_page()
            judged.goto(found.address)
            judged.wait_for_url(f"{found.base}/")
            for path in ("/edit?s=shop&n=customers&k=4", "/add?s=shop&n=orders", "/delete?s=shop&n=customers&k=4"):
                judged.goto(found.base + path)
                judged.evaluate(script)
                result = judged.evaluate("axe.run({ resultTypes: ['violations'] })")
                assert [one["id"] for one in result["violations"] if one["impact"] in ("serious", "critical")] == []
            context.close()
        page.context.close()


def test_narrow_windows_do_not_scroll_sideways(chromium, served: Served):
    page = served.page(chromium)
    page.set_viewport_size({"width": 390, "height": 800})
    for path in SEEN:
        page.goto(served.base + path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    page.context.close()
