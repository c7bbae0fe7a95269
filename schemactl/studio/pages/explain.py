"""The long text of a code: what `schemactl explain` prints."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.reports import codes
from schemactl.studio.answers import NotFoundError
from schemactl.studio.desk import desk_of


def explain(request: Request) -> Response:
    """One code."""
    code = request.query_params.get("code", "").upper()
    if not codes.known(code):
        raise NotFoundError(f"there is no code {code}")
    return desk_of(request).page(request, "explain.html", explanation=codes.all_codes()[code])


ROUTES = (Route("/explain", explain),)
