"""Site and secrets → the application: pages, files, errors told as pages, and the guard around all of it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import psycopg
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from schemactl.errors import ConnectError, SchemactlError
from schemactl.live.connection import connection_lost, database_error
from schemactl.studio import answers, guard
from schemactl.studio.desk import ASSETS, Desk, asset, desk_of
from schemactl.studio.guard import Guard, Keys
from schemactl.studio.pages import ROUTES
from schemactl.studio.sessions import SECONDS
from schemactl.studio.site import Site


def application(site: Site, keys: Keys) -> ASGIApp:
    """The ASGI application of one run."""
    desk = Desk(site, keys)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    def enter(request: Request) -> Response:
        return guard.enter(request, keys)

    app = Starlette(
        routes=[Route(guard.ENTER, enter), Route("/static/{name}", static), *ROUTES],
        exception_handlers={SchemactlError: _told, psycopg.Error: _database_said, HTTPException: _http},
        lifespan=lifespan,
    )
    app.state.desk = desk
    # Around the whole, so that even an answer to a mistake of ours bears its headers.
    return Guard(app, keys)


def static(request: Request) -> Response:
    """A file of ours; addresses change with the content."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(asset(name), media_type=ASSETS[name][2], headers={"Cache-Control": "private, max-age=86400"})


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, SchemactlError)
    status = answers.status(error)
    desk = desk_of(request)
    try:
        return desk.page(request, "problem.html", http=status, code=status, problems=error.problems)
    except (SchemactlError, psycopg.Error):
        # The tree needs the database as well.
        return PlainTextResponse("\n".join(problem.message for problem in error.problems) + "\n", status)


def _database_said(request: Request, error: Exception) -> Response:
    assert isinstance(error, psycopg.Error)
    if isinstance(error, psycopg.errors.QueryCanceled):
        hint = (
            f"pages stop after {SECONDS} s, so that looking never burdens the database: sort by an indexed column, or narrow the conditions"
        )
        return _told(request, database_error(error, hint=hint))
    if connection_lost(error):
        return _told(
            request, ConnectError(f"the connection was lost: {str(error).strip()}", hint="load the page again when the server is back")
        )
    return _told(request, database_error(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _told(request, answers.NotFoundError(f"there is no page {request.url.path}"))
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
