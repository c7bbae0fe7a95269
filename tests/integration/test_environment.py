"""What may be done without a plan, and every way to get it wrong."""

from __future__ import annotations

import pytest
from plan_folder import opened
from psycopg import sql

from schemactl.applying import environment, ledger
from schemactl.errors import LockError, RefusedError
from schemactl.live.connection import Connection
from schemactl.scratch.server import ScratchServer


def allowed(conn: Connection, config_mode: str = "development", *, is_embedded: bool = False) -> None:
    marker = environment.read_marker(conn)
    environment.may_change_directly(config_mode, marker, database_is_empty=environment.is_empty(conn), is_embedded=is_embedded)


def test_an_empty_database_may_be_changed(each_database: str) -> None:
    with opened(each_database) as conn:
        assert environment.is_empty(conn)
        allowed(conn)
        conn.execute("DROP SCHEMA public")
        assert environment.is_empty(conn)


def test_the_ledger_alone_is_empty(conn: Connection) -> None:
    ledger.ensure(conn)
    assert environment.is_empty(conn)


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE public.t ()",
        "CREATE SEQUENCE public.s",
        "CREATE TYPE public.e AS ENUM ()",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE SCHEMA app",
        'CREATE COLLATION public.c (locale = "C")',
    ],
)
def test_any_object_makes_it_not_empty(conn: Connection, made: str) -> None:
    conn.execute(sql.SQL(made))  # type: ignore[arg-type]
    assert not environment.is_empty(conn)
    with pytest.raises(RefusedError, match="not empty, and nobody marked it") as caught:
        allowed(conn)
    assert "schemactl env mark development" in str(caught.value.problems[0].hint)
    allowed(conn, is_embedded=True)


def test_a_marked_database_may_be_changed(conn: Connection) -> None:
    conn.execute("CREATE TABLE public.t ()")
    environment.mark(conn, "development", by="me")
    allowed(conn)


@pytest.mark.parametrize("is_embedded", [True, False])
def test_a_protected_configuration_always_refuses(conn: Connection, is_embedded: bool) -> None:
    environment.mark(conn, "development", by="me")
    with pytest.raises(RefusedError, match="environment is protected"):
        allowed(conn, "protected", is_embedded=is_embedded)


@pytest.mark.parametrize("is_embedded", [True, False])
def test_a_protected_mark_always_refuses(conn: Connection, is_embedded: bool) -> None:
    environment.mark(conn, "protected", by="me@there")
    with pytest.raises(RefusedError, match=r"marked protected \(by me@there"):
        allowed(conn, is_embedded=is_embedded)


def test_a_protected_mark_is_taken_away_by_name_only(conn: Connection) -> None:
    environment.mark(conn, "protected", by="me")
    for wrong in (None, "", "other"):
        with pytest.raises(RefusedError, match="is marked protected"):
            environment.mark(conn, "development", by="me", confirmed_name=wrong)
    environment.mark(conn, "development", by="me", confirmed_name=conn.info.dbname)
    allowed(conn)


@pytest.mark.parametrize(("mode", "error"), [("development", "nobody marked it"), ("protected", "marked protected")])
def test_development_does_not_travel_with_a_copy_but_protected_does(
    database: str, server: ScratchServer, mode: ledger.Environment, error: str
) -> None:
    with opened(database) as conn:
        conn.execute("CREATE TABLE public.t ()")
        environment.mark(conn, mode, by="me")
        name = conn.info.dbname
    copy = f"copy_of_{name}"[:63]
    with opened(server.url("postgres")) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(name)))
        try:
            with opened(server.url(copy)) as copied, pytest.raises(RefusedError, match=error):
                allowed(copied)
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy)))


def test_marking_waits_for_whoever_applies(conn: Connection, database: str) -> None:
    from schemactl.applying.locks import advisory_lock

    with (
        opened(database) as other,
        advisory_lock(other, wait=0),
        pytest.raises(LockError, match=r"another schemactl works on this database \(pid"),
    ):
        environment.mark(conn, "development", by="me", wait=0)
