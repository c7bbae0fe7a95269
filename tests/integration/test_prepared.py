"""An empty scratch database that the server makes while somebody does something else; and a database that is looked at meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from schemactl.live.connection import Connection
from schemactl.live.digest import begun, digest
from schemactl.planning.seen import Seen
from schemactl.scratch.server import MajorMismatch, ScratchServer, scratch_server


@contextmanager
def own_server(server: ScratchServer) -> Iterator[ScratchServer]:
    """On the same server, with databases that bear a name of their own: others come and go meanwhile."""
    with scratch_server(
        scratch_url=server.url("postgres"), development_target=None, major=server.major, mismatch=MajorMismatch.REFUSE
    ) as own:
        yield own


def databases_of(server: ScratchServer, own: ScratchServer) -> list[str]:
    with closing(server.connect("postgres")) as conn:
        found = conn.execute("SELECT datname FROM pg_database WHERE strpos(datname, %s) > 0", [own._databases._token]).fetchall()
    return [name for (name,) in found]


def _name(conn: Connection) -> str:
    return str(conn.info.dbname)


def test_whoever_needs_one_next_has_it(server: ScratchServer) -> None:
    with own_server(server) as own:
        own.prepare()
        own.ensure_roles(["somebody"])  # the session is asked for something else before
        (prepared,) = databases_of(server, own)
        with own.database() as first, own.database() as second:
            assert _name(first) == prepared
            assert _name(second) != prepared
        assert databases_of(server, own) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("something else")])
def test_what_nobody_needed_is_gone_afterwards(server: ScratchServer, error: BaseException) -> None:
    with pytest.raises(type(error)), own_server(server) as own:  # noqa: PT012 - what is left behind is looked at outside
        own.prepare()
        own.prepare()
        raise error
    assert databases_of(server, own) == []


def test_where_it_cannot_be_made_whoever_needs_one_makes_it(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with own_server(server) as own:
        with monkeypatch.context() as patch:
            patch.setattr(own._databases, "_locale", " LOCALE 'no such \"L x'")
            own.prepare()
        with own.database() as conn:
            assert _name(conn) in databases_of(server, own)


def test_a_clone_is_not_what_was_prepared(server: ScratchServer) -> None:
    def build(conn: Connection) -> None:
        conn.execute('CREATE TABLE public."Odd ""T x" (id integer)')

    with own_server(server) as own:
        template = own.template("of the test of what is prepared", build)
        own.prepare()
        with own.database(template) as conn:
            assert conn.execute("SELECT count(*) FROM pg_class WHERE relname = 'Odd \"T x'").fetchone() == (1,)


def test_a_digest_is_the_same_whenever_it_is_asked_for(conn: Connection) -> None:
    conn.execute('CREATE TABLE public."Odd ""T x" (id integer)')
    begun_before = begun(conn)
    found = begun_before()
    assert found == digest(conn)
    conn.execute('ALTER TABLE public."Odd ""T x" ADD COLUMN note text')
    assert digest(conn) != found


def test_a_session_is_free_for_others_once_its_digest_is_there(conn: Connection) -> None:
    seen = Seen(conn, begun(conn))
    assert seen.conn.execute("SELECT 1").fetchone() == (1,)
    assert seen.digest == digest(seen.conn)


def test_a_session_is_looked_at_at_once_where_nothing_else_is_to_be_done(conn: Connection) -> None:
    seen = Seen(conn)
    conn.execute('CREATE TABLE public."Odd ""T x" (id integer)')
    assert seen.digest != digest(conn)


def test_a_look_that_fails_says_so_when_it_is_asked_for(conn: Connection, server: ScratchServer) -> None:
    seen = Seen(conn, begun(conn))
    with closing(server.connect("postgres")) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])
    # What came before the end may have been there already.
    with pytest.raises(psycopg.OperationalError):
        seen.conn.execute("SELECT 1")
