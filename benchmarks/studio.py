"""`./dev paint`: how long people wait for a page of the studio, in headless Chromium: from the request to the first paint, medians.

./dev paint                     the example of this repository, and GitLab's schema where its dump is beside this project
./dev paint --rows 10000000     also pages of a table of so many rows, over HTTP: the first, one in the middle, sorted, filtered
./dev paint --pictures FOLDER   the pictures of docs/images, drawn anew
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import schemas
import server as servers
from server import Server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browsers  # noqa: E402 - of the tests

RUNS = 7
BARS = {"example": 300, "gitlab": 1000}
"""Milliseconds to the first paint of the first page."""

_LONGEST = 60_000

_PAINT = """() => new Promise((done) => {
  const known = performance.getEntriesByName('first-contentful-paint')[0];
  if (known) return done(known.startTime);
  new PerformanceObserver((list) => { const found = list.getEntriesByName('first-contentful-paint')[0]; if (found) done(found.startTime); })
    .observe({ type: 'paint', buffered: true });
  setTimeout(() => done(NaN), 60000);
})"""


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev paint", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, help="also a table of so many rows")
    parser.add_argument("--pictures", type=Path, help="write pictures of the example here")
    asked = parser.parse_args(words)
    program = browsers.chromium()
    if program is None:
        print(browsers.MISSING, file=sys.stderr)
        return 69
    from playwright.sync_api import sync_playwright

    with servers.running() as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        late = 0
        for name, paths in _schemas(server):
            with studio(server.url(name)) as address:
                late += _paint(chromium, name, address, paths)
                if name == "example" and asked.pictures:
                    _pictures(chromium, address, asked.pictures)
        if asked.rows:
            _rows(server, asked.rows)
        chromium.close()
    return 1 if late else 0


def _schemas(server: Server) -> Iterator[tuple[str, list[str]]]:
    server.create("example")
    environment = [sys.executable, "-m", "schemactl", "-C", str(ROOT), "-e", "dev", "--no-input", "-u", server.url("example")]
    subprocess.run([*environment, "apply", "--yes", "--allow-uncommitted"], check=True, capture_output=True)
    server.load("example", [_FILLED])
    yield "example", ["/", "/relation?s=gateway&n=machines", "/rows?s=gateway&n=machines", "/diagram?wait=1", "/plans"]
    if dump := schemas.real("gitlab"):
        server.create("gitlab")
        server.load_file("gitlab", dump)
        yield "gitlab", ["/", "/relation?s=public&n=projects", "/rows?s=public&n=projects", "/schema?s=public", "/diagram?wait=1"]


_FILLED = """
INSERT INTO gateway.organizations (slug, name, seats) SELECT 'org-' || n, (ARRAY['Borealis Labs', 'Harbour & Sons', 'Cinder Works', 'Ostrich Post', 'Fennel'])[1 + n % 5] || ' ' || n, 5 + n
  FROM generate_series(1, 40) n;
INSERT INTO gateway.users (organization_id, email, display_name) SELECT 1 + n % 40, 'person' || n || '@example.org', (ARRAY['Ada Lindqvist', 'Mo Farrow', 'Jun Park', 'Irene Costa'])[1 + n % 4]
  FROM generate_series(1, 400) n;
INSERT INTO gateway.machines (organization_id, hostname, address, enrolled_by)
  SELECT 1 + n % 40, 'host-' || n || '.example.org', ('10.0.' || n % 250 || '.' || 1 + n % 200)::inet, CASE WHEN n % 7 > 0 THEN 1 + n % 400 END FROM generate_series(1, 900) n;
ANALYZE;
"""


@contextmanager
def studio(url: str) -> Iterator[str]:
    """The command, as people run it; its address."""
    command = [sys.executable, "-m", "schemactl", "-C", str(ROOT), "-e", "dev", "--no-input", "-q", "-u", url, "studio"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[1]
        process.terminate()


def _paint(chromium: Any, name: str, address: str, paths: list[str]) -> int:
    base, late = address.partition("/enter")[0], 0
    for path in paths:
        found = []
        for _ in range(RUNS):
            context = chromium.new_context(viewport={"width": 1360, "height": 860})
            page = context.new_page()
            page.set_default_timeout(_LONGEST)
            page.goto(address)
            page.wait_for_url(f"{base}/")
            page.goto(base + path)
            found.append(page.evaluate(_PAINT))
            context.close()
        bar = BARS[name] if path == "/" else None
        middle = statistics.median(found)
        late += bool(bar and middle > bar)
        print(
            f"{name:8} {path:34} first paint {middle:6.0f} ms  (from {min(found):.0f} to {max(found):.0f})"
            + (f"   bar {bar} ms" if bar else ""),
            flush=True,
        )
    return late


def _pictures(chromium: Any, address: str, folder: Path) -> None:
    base = address.partition("/enter")[0]
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(address)
    page.wait_for_url(f"{base}/")
    for name, path in (("studio-table", "/relation?s=gateway&n=machines"), ("studio-diagram", "/diagram?wait=1")):
        page.goto(base + path)
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}.png")


def _rows(server: Server, count: int) -> None:
    server.create("large")
    server.load("large", [_LARGE.format(count=count)])
    with studio(server.url("large")) as address:
        base = address.partition("/enter")[0]
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        browser.open(address)
        for what, path in (
            ("first page", ""),
            ("in the middle", f"&k={count // 2}"),
            ("last page", "&desc=1"),
            ("sorted by an index", "&sort=at&desc=1"),
            ("sorted, in the middle", f"&sort=at&k=2026-01-01+00:00:{30:02}%2B00&k={count // 2}"),
            ("one row by its key", f"&c=id&o=eq&v={count - 3}"),
            ("sorted without an index", "&sort=note"),
        ):
            took = []
            for _ in range(RUNS):
                started = time.perf_counter()
                try:
                    browser.open(f"{base}/rows?s=public&n=large{path}").read()
                    said = ""
                except urllib.error.HTTPError as error:
                    said = f"   ended by the studio: {error.code}"
                took.append((time.perf_counter() - started) * 1000)
                if said:
                    break
            print(f"{count:,} rows: {what:26} {statistics.median(took):6.0f} ms{said}", flush=True)


_LARGE = """
CREATE TABLE public.large (id bigint PRIMARY KEY, at timestamptz, note text);
INSERT INTO public.large SELECT n, timestamptz '2026-01-01 00:00:00+00' + n % 60 * interval '1 second', md5(n::text) FROM generate_series(1, {count}) n;
CREATE INDEX ON public.large (at);
ANALYZE public.large;
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
