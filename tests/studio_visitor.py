"""A studio on a test's database, and somebody who looks at its pages: without a browser, as HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from starlette.testclient import TestClient

from schemactl.live.connection import target
from schemactl.plans.make import Project
from schemactl.scratch.server import ScratchServer
from schemactl.studio.application import application
from schemactl.studio.guard import Keys
from schemactl.studio.site import Site

PORT = 4711
BASE = f"http://127.0.0.1:{PORT}"


def site(url: str, folder: Path, server: ScratchServer, **more: Any) -> Site:
    """A development environment, unless `more` says otherwise."""

    @contextmanager
    def scratch(_conn: object, _marker: object) -> Iterator[ScratchServer]:
        yield server

    project = Project(root=folder, schema=folder / "schema", plans=folder / "plans")
    known: dict[str, Any] = {"environment": "dev", "mode": "development", "project": project, "scratch": scratch}
    return Site(target=target(url, source="the test"), **(known | more))


class Visitor:
    """`client` has the cookie; `stranger` has none."""

    def __init__(self, made: Site) -> None:
        self.site, self.keys = made, Keys(PORT)
        self.application = application(made, self.keys)
        self.client, self.stranger = self._client(), self._client()
        assert self.client.get("/enter", params={"token": self.keys.token}).status_code == 200

    def __enter__(self) -> Visitor:
        self.client.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.__exit__(None, None, None)

    def _client(self) -> TestClient:
        return TestClient(self.application, base_url=BASE, follow_redirects=False, raise_server_exceptions=True)

    def get(self, path: str, /, status: int = 200, **parameters: str) -> str:
        """The text of a page."""
        answer = self.client.get(f"{path}?{urlencode(parameters)}" if parameters else path)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text[-2000:]}"
        return answer.text

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database answers, to everybody."""
        with psycopg.connect(self.site.target.conninfo, autocommit=True) as conn:
            cursor = conn.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


class Seen(HTMLParser):
    """A page's elements, its text, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.cells: list[list[str]] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th") and self.cells:
            self.cells[-1].append("")
        if tag in ("td", "th", "script", "style"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1] in ("td", "th") and self.cells and self.cells[-1]:
            self.cells[-1][-1] += data

    def links(self, word: str | None = None) -> list[str]:
        """Addresses; of elements with this `rel`."""
        return [
            attrs["href"] or ""
            for tag, attrs in self.elements
            if tag == "a" and attrs.get("href") and (word is None or attrs.get("rel") == word)
        ]

    def rows(self) -> list[list[str]]:
        """The cells of all tables, without heads."""
        return [[cell.strip() for cell in row] for row in self.cells if row]
