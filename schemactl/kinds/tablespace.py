"""Tablespaces: folders of the server. Tables and indexes are placed in them; whether they are there is checked, none is made."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import Context, Kind
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Tablespace(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/manage-ag-tablespaces.html"""


CATALOG_SQL = """
SELECT 'pg_tablespace'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[t.spcname] AS path FROM pg_tablespace t ORDER BY t.spcname"""


def create(_: Tablespace, __: Context) -> Iterator[Statement]:
    return iter(())


def drop(_: Tablespace, __: Context) -> Iterator[Statement]:
    return iter(())


def designation(object_id: ObjectId) -> str:
    return f"TABLESPACE {name(object_id.name)}"


KIND = Kind(
    name="tablespace",
    model=Tablespace,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={},
    designation=designation,
    in_scratch=False,
    where_named=True,
    is_tablespace=True,
)
