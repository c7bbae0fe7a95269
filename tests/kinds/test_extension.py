"""Extensions on real servers: versions, and what moves along with a schema."""

from __future__ import annotations

import pytest
from imports import unsettled
from moves import state_of

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.kinds import extension
from schemactl.kinds.extension import Extension
from schemactl.live.fingerprint import fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.importing import import_state
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer


def _wanted(server: ScratchServer, text: str) -> Wanted:
    return wanted(server, load_files([FileText(name="e.yaml", data=f"extensions:\n  {text}".encode())]), Scope())


def _said(server: ScratchServer, live: State, text: str) -> list[str]:
    return [one.sql for one in propose(server, live, _wanted(server, text)).statements]


def _old(server: ScratchServer) -> tuple[str, State] | None:
    """An extension in a version that is not the newest; the embedded server has none such."""
    with server.database() as conn:
        row = conn.execute("SELECT version FROM pg_available_extension_versions WHERE name = 'hstore' AND version = '1.4'").fetchone()
    return ("hstore", state_of(server, "CREATE EXTENSION hstore SCHEMA public VERSION '1.4'")) if row else None


def test_without_a_version_any_is_right(each_server: ScratchServer) -> None:
    name, live = _old(each_server) or ("vector", state_of(each_server, "CREATE EXTENSION vector SCHEMA public"))
    target = _wanted(each_server, f"{name}: {{schema: public}}")
    assert diff(live, target.state) == []
    assert propose(each_server, live, target).statements == []
    assert fingerprints(live, Scope()) == fingerprints(target.state, Scope())
    assert "version" not in import_state(each_server, live, Scope()).files["_database.yaml"]


def test_a_pinned_version_is_updated_to(each_server: ScratchServer) -> None:
    if (old := _old(each_server)) is None:
        live = state_of(each_server, "CREATE EXTENSION vector SCHEMA public")
        version = getattr(live.objects[ObjectId("extension", ("vector",))], "installed", "")
        assert _said(each_server, live, f"vector: {{schema: public, version: '{version}'}}") == []
        return
    _, live = old
    assert _said(each_server, live, "hstore: {schema: public, version: '1.4'}") == []
    assert _said(each_server, live, "hstore: {schema: public, version: '1.5'}") == ["ALTER EXTENSION hstore UPDATE TO '1.5'"]
    newer = state_of(each_server, "CREATE EXTENSION hstore SCHEMA public VERSION '1.6'")
    with pytest.raises(RefusedError, match=r"hstore cannot be updated from version 1\.6 to 1\.5: it can become 1\.7"):
        _said(each_server, newer, "hstore: {schema: public, version: '1.5'}")


def test_a_version_that_nothing_leads_to() -> None:
    before = Extension(id=ObjectId("extension", ("E x",)), installed="1.0")
    after = Extension(id=before.id, version="2.0")
    with pytest.raises(RefusedError, match=r'extension "E x" cannot be updated from version 1\.0 to 2\.0: the server knows no other'):
        list(extension.set_version(before, after, None))  # type: ignore[arg-type]


def test_plpgsql_is_everywhere(each_server: ScratchServer) -> None:
    """It comes with every database: naming it says nothing more, and one that was made again is the same."""
    trigger = "CREATE FUNCTION public.\"Odd f\"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    assert unsettled(each_server, f"DROP EXTENSION plpgsql; CREATE EXTENSION plpgsql; {trigger}") == []
    live = state_of(each_server, "SELECT")
    assert _said(each_server, live, "plpgsql:") == []
    assert _said(each_server, live, "plpgsql: {schema: pg_catalog}") == []
