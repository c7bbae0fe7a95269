"""Statements are written while the server works on those before them: nothing is lost where one is refused, and nothing is left where that ends early."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from test_prepared import databases_of, own_server

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError, SchemaError
from schemactl.live.connection import Connection
from schemactl.live.runner import begin
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning import canonical, compose
from schemactl.scratch.server import ScratchServer

TABLES = 120


def _written(extra: str = "") -> State:
    tables = "".join(f"  'Odd \"T {number}': {{columns: {{id: integer}}}}\n" for number in range(TABLES))
    return load_files([FileText(name="schema/a.yaml", data=f"tables:\n{tables}{extra}".encode())])


@pytest.fixture
def after_sixty(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Writing the statements ends with this error, when the server has got the first ones."""

    def failing(error: BaseException) -> None:
        together = compose._together
        written = list[Statement]()

        def fail(*arguments: Any) -> Iterator[Statement]:
            for statement in together(*arguments):
                written.append(statement)
                if len(written) > canonical.BATCH + 10:
                    raise error
                yield statement

        monkeypatch.setattr(compose, "_together", fail)

    return failing


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RefusedError("this cannot be written")])
def test_what_ends_while_the_server_works_leaves_no_database(
    server: ScratchServer, after_sixty: Callable[[BaseException], None], error: BaseException
) -> None:
    after_sixty(error)
    with own_server(server) as own:
        with pytest.raises(type(error)):
            canonical.built_alone(own, _written(), ())
        assert databases_of(server, own) == []


def test_what_is_refused_in_one_batch_is_told_behind_the_last(server: ScratchServer) -> None:
    wrong = '  wrong: {columns: {id: no_such_type, name: text}}\n  "after it": {columns: {id: integer}}\n'
    with pytest.raises(SchemaError) as caught:
        canonical.canonical(server, _written(wrong))
    (problem,) = caught.value.problems
    assert "no_such_type" in problem.message
    assert problem.where is not None


def test_everything_is_made(server: ScratchServer) -> None:
    made = canonical.built_alone(server, _written(), ())
    assert sum(one.kind == "table" for one in made.objects) == TABLES


def test_a_text_that_is_sent_is_waited_for_later(conn: Connection) -> None:
    end = begin(conn, "CREATE TABLE public.one (id integer); CREATE TABLE public.two (id integer)")
    end()
    with pytest.raises(Exception, match="already exists"):
        begin(conn, "CREATE TABLE public.three (id integer); CREATE TABLE public.one (id integer)")()
    row = conn.execute("SELECT to_regclass('public.two') IS NOT NULL, to_regclass('public.three') IS NULL").fetchone()
    assert row == (True, True)
