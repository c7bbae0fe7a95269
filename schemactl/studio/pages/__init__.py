"""The pages, one module each with its ROUTES; a new page is one file and one line here."""

from __future__ import annotations

from starlette.routing import Route

from schemactl.studio.pages import diagram, drift, edit, explain, history, home, plans, relation, rows

_PAGES = (home, relation, rows, edit, diagram, plans, history, drift, explain)

ROUTES: tuple[Route, ...] = tuple(route for page in _PAGES for route in page.ROUTES)
