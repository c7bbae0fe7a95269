"""A session in an empty database, and a folder for plans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plan_folder import PlanFolder, opened

from schemactl.live.connection import Connection


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with opened(database) as conn:
        yield conn


@pytest.fixture
def folder(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plans")
