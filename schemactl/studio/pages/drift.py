"""Is the database what its plans left? By fingerprint at once; what differs, object by object, by replaying the plans in scratch."""

from __future__ import annotations

from difflib import unified_diff

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.applying import drifting, environment, ledger
from schemactl.live.introspect import introspect
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.plans.directory import list_plans
from schemactl.reports import tree
from schemactl.reports.document import change as as_values
from schemactl.studio.desk import desk_of


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One changed object: its line of the tree, and each field before and after as lines of a diff."""

    mark: str
    label: str
    details: tuple[str, ...]
    inner: bool
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()


def drift(request: Request) -> Response:
    """First the waiting, since large schemas take seconds; then the answer."""
    desk = desk_of(request)
    if "wait" not in request.query_params:
        return desk.page(
            request, "waiting.html", title="Drift", doing="Comparing the database with what its plans left …", then="/drift?wait=1"
        )
    files = list_plans(desk.site.project.plans)
    with desk.sessions.whole() as conn:
        history = drifting.checked(files, ledger.read(conn))
        if not history.ran():
            return desk.page(request, "drift.html", ran=None, found=None, differences=())
        state, last = introspect(conn, whole_server=True), history.ran()[-1].name
        if drifting.is_as_left(state, history, conn.info.server_version):
            return desk.page(request, "drift.html", ran=last, found=None, differences=())
        with desk.site.scratch(conn, environment.read_marker(conn)) as server:
            found = drifting.drift(server, state, history)
    return desk.page(request, "drift.html", ran=last, found=found, differences=differences(found.changes))


def differences(changes: list[Change]) -> list[Difference]:
    """As the tree in a terminal has them, with every altered field."""
    by_id = {one.id: one for one in changes}
    return [
        Difference(mark=row.mark, label=row.label, details=row.details, inner=row.inner, fields=_fields(by_id.get(row.id)))
        for row in tree.rows(changes, ())
    ]


def _fields(change: Change | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    match change:
        case Altered():
            pairs = as_values(change)["fields"]
            return tuple((name.rstrip("_"), _lines(_text(pair["before"]), _text(pair["after"]))) for name, pair in pairs.items())
        case Added() | Dropped() | Renamed() | None:
            return ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else msgspec.json.encode(value).decode()


def _lines(before: str, after: str) -> tuple[str, ...]:
    """Lines of a diff without its head."""
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(line for number, line in enumerate(found) if number > 1)


ROUTES = (Route("/drift", drift),)
