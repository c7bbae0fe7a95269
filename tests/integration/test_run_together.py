"""Statements that are sent together: all or none of them, each a message of its own; and what a proof says where one is refused."""

from __future__ import annotations

import pytest

from schemactl.errors import ProofError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.runner import run_together
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement
from schemactl.planning import prove
from schemactl.planning.prove import rehearse
from schemactl.scratch.server import ScratchServer

TABLE = ObjectId("table", ("public", 'Odd "T s'))


def _tables(conn: Connection) -> int:
    row = conn.execute("SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = 'public'::regnamespace").fetchone()
    assert row is not None
    return int(row[0])


def test_all_of_them_run(conn: Connection) -> None:
    assert run_together(conn, [f'CREATE TABLE public."Odd ""T {number}" (id integer)' for number in range(300)])
    assert _tables(conn) == 300


@pytest.mark.parametrize(
    "last", ["CREATE TABLE public.one (id integer)", "SELECT 1; DROP TABLE public.one", "CREATE TABLE", "COPY public.one FROM stdin"]
)
def test_none_of_them_runs_where_one_is_refused(conn: Connection, last: str) -> None:
    """A second command in one text is refused, as where each is sent alone."""
    assert not run_together(conn, ["CREATE TABLE public.one (id integer)", "CREATE TABLE public.two (id integer)", last, "SELECT 1"])
    assert _tables(conn) == 0
    assert run_together(conn, ["CREATE TABLE public.one (id integer)"])


def _statements(*texts: str) -> list[Statement]:
    return [Statement(sql=sql, object_id=TABLE, verb="+") for sql in texts]


def test_what_cannot_run_together_is_proved_one_by_one(server: ScratchServer, conn: Connection) -> None:
    """A new value of an enum is usable only once committed."""
    conn.execute("CREATE TYPE public.mood AS ENUM ('a'); CREATE TABLE public.t (id integer, m public.mood)")
    made = _statements("ALTER TYPE public.mood ADD VALUE 'b'", "ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'b'")
    after = rehearse(server, introspect(conn), made).after
    assert ObjectId("default", ("public", "t", "m", "default")) in after


def test_the_statement_that_is_refused_is_named(server: ScratchServer, conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "BATCH", 2)
    texts = [
        "CREATE TABLE public.a (id integer)",
        "CREATE TABLE public.b (id integer)",
        "CREATE TABLE public.c (id integer)",
        "DROP TABLE public.d",
    ]
    with pytest.raises(ProofError, match=r"DROP TABLE public\.d") as caught:
        rehearse(server, introspect(conn), _statements(*texts))
    assert caught.value.problems[0].code == "S201"
