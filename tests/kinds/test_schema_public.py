"""The schema public, however it came about: its OID says nothing, only its name does."""

from __future__ import annotations

import pytest
from imports import unsettled

from schemactl.scratch.server import ScratchServer

RESET = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


@pytest.mark.parametrize(
    "made", [RESET, "ALTER SCHEMA public RENAME TO app", f"ALTER SCHEMA public RENAME TO app; CREATE SCHEMA public; {RESET}"]
)
def test_its_owner_comes_back(each_server: ScratchServer, made: str) -> None:
    schema = "app" if "app" in made else "public"
    assert unsettled(each_server, f'{made}; CREATE TABLE {schema}."Odd ""T x" (id integer)') == []
