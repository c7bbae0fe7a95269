"""A project of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_project import CliProject

from schemactl.scratch.server import ScratchServer


@pytest.fixture
def project(tmp_path: Path, database: str, server: ScratchServer) -> CliProject:
    """An empty database, an empty folder `schema`, a configuration."""
    return CliProject(tmp_path, database, server.url("postgres"))
