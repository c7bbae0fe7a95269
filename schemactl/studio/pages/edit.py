"""Rows are changed: a form, the SQL of what it asks for, and only then the change, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import psycopg
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from schemactl.live.connection import Connection, connection_lost
from schemactl.studio import addresses, editing
from schemactl.studio.answers import StaleError
from schemactl.studio.columns import Table, table
from schemactl.studio.desk import Desk, desk_of
from schemactl.studio.editing import Edit, Field
from schemactl.studio.forms import FORM_KEY, sent
from schemactl.studio.pages.rows import found_row
from schemactl.studio.paging import Line

TEXT, WAY = "v:", "w:"


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One way to change rows: its address, its words, and what it makes of a form. `line` is the row that it is about; a new one has none."""

    path: str
    title: str
    doing: str
    done: str
    made: Callable[[Table, Line | None, Mapping[str, Field]], Edit | None]
    about_row: bool = True


def _update(found: Table, line: Line | None, form: Mapping[str, Field]) -> Edit | None:
    assert line is not None
    return editing.update(found, line, form)


def _delete(found: Table, line: Line | None, _: Mapping[str, Field]) -> Edit:
    assert line is not None
    return editing.delete(found, line.key)


def _insert(found: Table, _: Line | None, form: Mapping[str, Field]) -> Edit:
    return editing.insert(found, form)


ACTIONS = (
    Action(path="edit", title="Change a row", doing="Change it", done="row", made=_update),
    Action(path="add", title="Add a row", doing="Add it", done="row", made=_insert, about_row=False),
    Action(path="delete", title="Delete a row", doing="Delete it", done="rows", made=_delete),
)


class _Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request: the action, and what its address and its form say."""

    action: Action
    schema: str
    name: str
    key: tuple[str, ...]
    fields: QueryParams

    def form(self) -> dict[str, Field]:
        """By column."""
        names = [name.removeprefix(TEXT) for name in self.fields if name.startswith(TEXT)]
        return {name: Field(text=self.fields[TEXT + name], way=self.fields.get(WAY + name, editing.WRITTEN)) for name in names}

    def found(self, desk: Desk, conn: Connection) -> tuple[Table, Line | None]:
        """The relation and the row, where they may be changed; StaleError where the form was made from another row."""
        relation = table(conn, self.schema, self.name)
        editing.check(desk.site, conn, relation)
        line = found_row(conn, relation, self.key) if self.action.about_row else None
        if line is not None and "seen" in self.fields:
            editing.check_seen(line, self.fields["seen"])
        return relation, line


def _route(action: Action) -> list[Route]:
    async def form(request: Request) -> Response:
        return await run_in_threadpool(_form, request, _ask(action, request, QueryParams()))

    async def post(request: Request) -> Response:
        ask = _ask(action, request, await sent(request))
        return await run_in_threadpool(_run if "confirmed" in ask.fields else _shown, request, ask)

    return [Route(f"/{action.path}", form, methods=["GET"]), Route(f"/{action.path}", post, methods=["POST"])]


def _ask(action: Action, request: Request, fields: QueryParams) -> _Ask:
    query = request.query_params
    return _Ask(action=action, schema=query.get("s", ""), name=query.get("n", ""), key=tuple(query.getlist("k")), fields=fields)


def _form(request: Request, ask: _Ask, wrong: str = "") -> Response:
    """The fields of a row; of what was sent already, as it was sent."""
    desk = desk_of(request)
    with desk.sessions.reading() as conn:
        found, line = ask.found(desk, conn)
    columns = editing.changeable(found) if ask.action.about_row else editing.insertable(found)
    values = dict(zip((one.name for one in found.shown), line.values, strict=True)) if line else {}
    fields = [
        {
            "column": one,
            "value": values.get(one.name),
            "text": ask.fields.get(TEXT + one.name, (values[one.name].text or "") if one.name in values else ""),
            "way": ask.fields.get(WAY + one.name, editing.WRITTEN),
        }
        for one in columns
        if ask.action.path != "delete"
    ]
    return desk.page(
        request,
        "edit.html",
        http=400 if wrong else 200,
        action=ask.action,
        table=found,
        line=line,
        fields=fields,
        ways=editing.WAYS,
        wrong=wrong,
        seen=editing.seen(line) if line else "",
        address=addresses.row(ask.schema, ask.name, ask.key, ask.action.path),
    )


def _shown(request: Request, ask: _Ask) -> Response:
    """The SQL, and what runs it."""
    desk = desk_of(request)
    with desk.sessions.reading() as conn:
        found, line = ask.found(desk, conn)
    edit = ask.action.made(found, line, ask.form())
    if edit is None:
        return _form(request, ask, "Nothing was changed in the form.")
    kept = [(name, value) for name, value in ask.fields.multi_items() if name not in (FORM_KEY, "confirmed")]
    return desk.page(
        request,
        "confirm.html",
        action=ask.action,
        table=found,
        line=line,
        edit=edit,
        kept=kept,
        address=addresses.row(ask.schema, ask.name, ask.key, ask.action.path),
    )


def _run(request: Request, ask: _Ask) -> Response:
    """The change itself: everything is looked at anew, in the transaction that makes it."""
    desk = desk_of(request)
    try:
        returned, found = _changed(desk, ask)
    except psycopg.errors.SerializationFailure as error:
        raise StaleError("the row was changed meanwhile", hint="look at it again, then change it") from error
    except psycopg.Error as error:
        if connection_lost(error) or isinstance(error, psycopg.errors.QueryCanceled):
            raise
        return _form(request, ask, _reason(error))
    key = returned or ask.key
    to = addresses.row(ask.schema, ask.name, _key(found, ask, key)) if ask.action.done == "row" else addresses.rows(ask.schema, ask.name)
    return RedirectResponse(to, status_code=303)


def _changed(desk: Desk, ask: _Ask) -> tuple[tuple[str, ...], Table]:
    with desk.sessions.writing() as conn:
        found, line = ask.found(desk, conn)
        edit = ask.action.made(found, line, ask.form())
        if edit is None or edit.digest != ask.fields["confirmed"]:
            raise StaleError("what would run is not what was shown", hint="look at it again, then change it")
        return editing.run(conn, edit), found


def _key(found: Table, ask: _Ask, key: tuple[str, ...]) -> tuple[str, ...]:
    """The row's own address, where its key was changed."""
    form: Mapping[str, Any] = ask.form() if ask.action.path == "edit" else {}
    return tuple(
        form[name].text if name in form and form[name].way == editing.WRITTEN else value for name, value in zip(found.key, key, strict=True)
    )


def _reason(error: psycopg.Error) -> str:
    return "; ".join(part for part in (error.diag.message_primary or str(error), error.diag.message_detail) if part)


ROUTES = tuple(route for action in ACTIONS for route in _route(action))
