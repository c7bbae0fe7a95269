"""What this folder's tests share: a server's catalogs, the kinds' queries, and the database that was built twice. Once per major."""

from __future__ import annotations

import pytest
from building import Both
from lineage import Catalogs, Lineage
from tables import catalogs, lineages

from schemactl.scratch.server import ScratchServer


@pytest.fixture(scope="session")
def known(each_server: ScratchServer) -> Catalogs:
    with each_server.database() as conn:
        return catalogs(conn)


@pytest.fixture(scope="session")
def queries(each_server: ScratchServer, known: Catalogs) -> dict[str, Lineage]:
    return lineages(known, each_server.major)


@pytest.fixture(scope="session")
def both(each_server: ScratchServer) -> Both:
    return Both(each_server)
