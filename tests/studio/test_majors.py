"""Every page on every major: what catalogs hold differs."""

from __future__ import annotations

from pathlib import Path

from studio_shop import SHOP, planned
from studio_visitor import Seen, Visitor, site
from test_pages import PATHS

from schemactl.scratch.server import ScratchServer


def test_pages_and_rows(each_database: str, each_server: ScratchServer, tmp_path: Path):
    planned(tmp_path)
    with Visitor(site(each_database, tmp_path, each_server)) as visitor:
        visitor.sql(SHOP)
        for path in PATHS:
            visitor.get(path)
        first = Seen(visitor.get("/rows", s="shop", n="orders", sort="total"))
        assert [row[1] for row in first.rows()[1:3]] == [
            str(one) for (one,) in visitor.sql("SELECT id FROM shop.orders ORDER BY total, id LIMIT 2")
        ]
        assert "51" in {row[1] for row in Seen(visitor.get(Seen(visitor.get("/rows", s="shop", n="orders")).links("next")[0])).rows()}
