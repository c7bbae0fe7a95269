"""1,400 tables: GitLab's schema where it is at hand, otherwise as many that are generated. What pages ask of the catalog stays little."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from studio_visitor import Seen, Visitor, site

from schemactl.scratch import binaries
from schemactl.scratch.server import ScratchServer

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import schemas

TABLES = 1400


@pytest.fixture(scope="module")
def many(server: ScratchServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with server.database() as conn:
        url = server.url(conn.info.dbname)
        if dump := schemas.real("gitlab"):
            psql = next(one for one in binaries.embedded() if one.major == server.major).folder / "psql"
            subprocess.run([str(psql), "-X", "-q", "-d", url, "-f", str(dump)], capture_output=True, check=False, timeout=300)
        else:
            for text in schemas.generated(TABLES):
                conn.execute(text.encode())
        conn.close()
        with Visitor(site(url, tmp_path_factory.mktemp("many"), server)) as found:
            yield found


def test_every_table_is_in_the_tree_and_its_page_opens(many: Visitor):
    links = [link for link in Seen(many.get("/")).links() if link.startswith("/relation")]
    assert len(set(links)) >= 900
    for link in links[:: len(links) // 10]:
        page = Seen(many.get(link)).text
        assert "Columns" in page
        assert "It has no rows" in Seen(many.get(link.replace("/relation", "/rows"))).text


def test_the_diagram_holds_them_all_and_is_kept(many: Visitor):
    first = many.get("/diagram?wait=1")
    assert first.count('<g class="box') >= 900
    assert many.get("/diagram") == first


def test_a_page_swapped_in_leaves_the_tree_where_it_is(many: Visitor):
    link = next(one for one in Seen(many.get("/")).links() if one.startswith("/relation"))
    whole, alone = many.get(link), many.client.get(link, headers={"hx-request": "true"}).text
    assert len(alone) < len(whole) / 3
