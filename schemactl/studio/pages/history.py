"""What ran in this database, when, how long, by whom: its ledger, and what people decided about plans that stopped."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.applying import environment, ledger
from schemactl.applying.repairs import repairs
from schemactl.plans.directory import list_plans
from schemactl.studio.desk import desk_of


def history(request: Request) -> Response:
    """The last first."""
    desk = desk_of(request)
    with desk.sessions.whole() as conn:
        state, marker, decided = ledger.read(conn), environment.read_marker(conn), repairs(conn)
    rows = sorted(state.plans, key=lambda row: row.started_at, reverse=True)
    known = {one.name for one in list_plans(desk.site.project.plans)}
    return desk.page(request, "history.html", rows=rows, repairs=decided, marker=marker, known=known, steps=state.steps_of)


ROUTES = (Route("/history", history),)
