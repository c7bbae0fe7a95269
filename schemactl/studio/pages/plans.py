"""The plans folder, and one plan as a reviewer reads it: what a terminal shows, with the SQL."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.applying import ledger, standing
from schemactl.errors import UsageError
from schemactl.plans import rehearsal
from schemactl.plans.directory import PlanFile, find_plan, list_plans
from schemactl.reports import paper
from schemactl.studio.answers import NotFoundError
from schemactl.studio.desk import Desk, desk_of


def plans(request: Request) -> Response:
    """Every plan, and what became of it here; what waits comes first."""
    desk = desk_of(request)
    files = list_plans(desk.site.project.plans)
    rows = _standing(desk, files)
    known = {one.name for one in files}
    pending = [row for row in rows if row["status"] != "applied"]
    return desk.page(request, "plans.html", rows=rows, pending=pending, known=known, meanings=standing.MEANINGS)


def plan(request: Request) -> Response:
    """One plan."""
    desk, name = desk_of(request), request.query_params.get("name", "")
    files = list_plans(desk.site.project.plans)
    try:
        file = find_plan(files, name)
    except UsageError as error:
        raise NotFoundError(f"there is no plan {name}") from error
    found = paper.of_file(file.plan(), rehearsal.read(file))
    status = next((row for row in _standing(desk, files) if row["name"] == file.name), None)
    steps = {row.step: [one for one in found.rows if one.step == row.step] for row in found.rows}
    known = {"sized": any(row.size for row in found.rows), "timed": any(row.takes for row in found.rows)}
    return desk.page(request, "plan.html", plan=found, header=file.header, standing=status, steps=steps, **known)


def _standing(desk: Desk, files: tuple[PlanFile, ...]) -> list[dict[str, object]]:
    with desk.sessions.whole() as conn:
        return list(standing.rows(files, ledger.read(conn)))


ROUTES = (Route("/plans", plans), Route("/plan", plan))
