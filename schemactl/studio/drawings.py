"""Diagrams of a database: its tables are read when first asked for, and again when its catalog changed."""

from __future__ import annotations

import threading
from typing import LiteralString

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.live.introspect import rows_of
from schemactl.model.state import State
from schemactl.reports import picture, svg
from schemactl.reports.picture import Box, Picture
from schemactl.studio import addresses

_CATALOGS = ("pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_inherits", "pg_namespace", "pg_type")

# Every change of a row gives it another xmin, every row more or less another count. What tables are read from takes ten times as long.
_STAMP: LiteralString = "SELECT " + ", ".join(
    f"(SELECT pg_catalog.count(*) || '/' || pg_catalog.sum(c.xmin::pg_catalog.text::pg_catalog.int8) FROM pg_catalog.{name} c)"
    for name in _CATALOGS
)


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """`svg` needs reports.svg.STYLE beside it; `tables` and `keys` count what is drawn, `of` the tables that there are."""

    svg: str
    tables: int
    keys: int
    of: int


class Drawings:
    """One at a time: who asks for the same meanwhile waits and finds it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: tuple[object, ...] | None = None
        self._whole: Picture | None = None
        self._drawn: dict[tuple[tuple[str, ...] | None, int], Drawing] = {}

    def ready(self, conn: Connection) -> bool:
        """Is what was read the last time still so, and nobody about to read it anew?"""
        return not self._lock.locked() and self._whole is not None and _stamp(conn) == self._stamp

    def drawing(self, conn: Connection, around: tuple[str, ...] | None = None, depth: int = 1) -> Drawing | None:
        """Everything, or what is near one table; None where that table is not there. `conn` is in one snapshot."""
        with self._lock:
            whole = self._read(conn)
            if around is not None and all(box.path != around for box in whole.boxes):
                return None
            key = (around, depth)
            if key not in self._drawn:
                chosen = picture.detailed(whole if around is None else picture.around(whole, around, depth))
                self._drawn[key] = Drawing(
                    svg=svg.drawing(chosen, link=_link), tables=len(chosen.boxes), keys=len(chosen.arrows), of=len(whole.boxes)
                )
            return self._drawn[key]

    def _read(self, conn: Connection) -> Picture:
        stamp = _stamp(conn)
        if self._whole is None or stamp != self._stamp:
            # Introspection would read every kind, and who depends on whom: five times as much.
            objects = {one.id: one for name in picture.KINDS_READ for one in rows_of(conn, KINDS[name])}
            self._whole, self._stamp, self._drawn = picture.picture(State(objects=objects)), stamp, {}
        return self._whole


def _stamp(conn: Connection) -> tuple[object, ...] | None:
    return conn.execute(_STAMP).fetchone()


def _link(box: Box) -> str:
    return addresses.relation(box.path[0], box.path[1])
