"""The schema public, however it came about: its OID says nothing, only its name does."""

from __future__ import annotations

import msgspec
import pytest
from imports import unsettled
from moves import database

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.fingerprint import live_fingerprints
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.planning.diff import diff
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

RESET = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


@pytest.mark.parametrize(
    "made", [RESET, "ALTER SCHEMA public RENAME TO app", f"ALTER SCHEMA public RENAME TO app; CREATE SCHEMA public; {RESET}"]
)
def test_its_owner_comes_back(each_server: ScratchServer, made: str) -> None:
    schema = "app" if "app" in made else "public"
    assert unsettled(each_server, f'{made}; CREATE TABLE {schema}."Odd ""T x" (id integer)') == []


USUAL = "pg_database_owner"
OWNED = 'ALTER SCHEMA public OWNER TO {}; CREATE TABLE public."Odd ""T x" (id integer)'


@pytest.mark.parametrize(("has", "said"), [(USUAL, "postgres"), ("postgres", USUAL)])
def test_what_the_files_say_of_its_owner_counts(server: ScratchServer, has: str, said: str) -> None:
    assert _plan(server, has, f"schemas: {{public: {{owner: {said}}}}}") == [f"ALTER SCHEMA public OWNER TO {said}"]
    assert _plan(server, has, f"schemas: {{public: {{owner: {has}}}}}") == []


@pytest.mark.parametrize("has", [USUAL, "postgres", "pg_monitor"])
def test_an_owner_that_the_files_do_not_speak_of_stays(server: ScratchServer, has: str) -> None:
    assert _plan(server, has, "") == []


def _plan(server: ScratchServer, has: str, schemas: str) -> list[str]:
    text = f"{schemas}\ntables: {{'Odd \"T x': {{columns: {{id: integer}}, owner: postgres}}}}\n"
    with database(server) as conn:
        conn.execute(OWNED.format(has).encode())
        target = wanted(server, load_files([FileText(name="all.yaml", data=text.encode())]), Scope())
        return [one.sql for one in propose(server, introspect(conn), target).statements]


@pytest.mark.parametrize("has", [USUAL, "postgres", "pg_monitor"])
def test_no_fingerprint_counts_its_owner(server: ScratchServer, has: str) -> None:
    """What is so by itself in one database somebody said in another: Docker's first superuser is the application's owner, a service's is its own."""
    with database(server) as conn:
        usual = live_fingerprints(conn, Scope())
        conn.execute(f"ALTER SCHEMA public OWNER TO {has}".encode())
        assert live_fingerprints(conn, Scope()) == usual


def test_databases_that_came_with_other_owners_are_alike(server: ScratchServer) -> None:
    with database(server) as one, database(server) as other:
        other.execute(b"ALTER SCHEMA public OWNER TO postgres")
        assert diff(introspect(one), introspect(other)) == []
        other.execute(b"ALTER SCHEMA public OWNER TO pg_monitor")
        assert [change.id for change in diff(introspect(one), introspect(other))] == [ObjectId("owner", ("schema", "public"))]


def test_what_a_first_superuser_owns_is_as_the_files_say(server: ScratchServer) -> None:
    """In scratch it is a role like any other."""
    with database(server) as conn:
        conn.execute(b"ALTER SCHEMA public OWNER TO postgres; CREATE TABLE public.t ()")
        live = introspect(conn)
    fact = ObjectId("owner", ("schema", "public"))
    desired = msgspec.structs.replace(live, objects={**live.objects, fact: msgspec.structs.replace(live.objects[fact], initial="meant")})
    assert diff(live, desired) == diff(desired, live) == []
