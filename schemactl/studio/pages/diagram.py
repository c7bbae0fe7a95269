"""The diagram: everything, or what is near one table."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.studio import addresses
from schemactl.studio.answers import NotFoundError
from schemactl.studio.desk import desk_of

FARTHEST = 5
READING = 60
"""Seconds for one statement over the catalogs of a very large schema."""


def diagram(request: Request) -> Response:
    """A drawing that can be moved, enlarged and searched; without JavaScript it is scrolled."""
    desk, query = desk_of(request), request.query_params
    around = (query["s"], query["n"]) if "s" in query and "n" in query else None
    depth = _depth(query.get("depth", "1"))
    with desk.sessions.reading(seconds=READING) as conn:
        if "wait" not in query and not desk.drawings.ready(conn):
            return desk.page(request, "waiting.html", title="Diagram", doing="Reading the tables …", then=_waiting(query))
        found = desk.drawings.drawing(conn, around, depth)
    if found is None:
        raise NotFoundError(f"there is no table {'.'.join(around or ())} to be drawn", hint="views and partitions are not drawn")
    # reports.svg escapes every name.
    return desk.page(request, "diagram.html", drawing=found, svg=Markup(found.svg), around=around, depth=depth)  # noqa: S704


def _waiting(query: QueryParams) -> str:
    """The same page, for somebody who looks at a word about waiting meanwhile."""
    return f"{addresses.DIAGRAM}?{urlencode([*query.multi_items(), ('wait', '1')])}"


def _depth(text: str) -> int:
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() else 1


ROUTES = (Route("/diagram", diagram),)
