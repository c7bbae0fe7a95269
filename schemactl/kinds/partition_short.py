"""Partitions in short form, inside their parent: made by CREATE TABLE … PARTITION OF with everything the parent has.

They are only ever written. What PostgreSQL makes of one is a table with columns, constraints, indexes and a bound, and read as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.sql import qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class PartitionShort(Object, frozen=True, kw_only=True):
    """`bound`: `for values from (…) to (…)` or `default`. The partition stands in its parent's schema."""

    bound: SqlText
    partition_by: SqlText | None = None


CATALOG_SQL = """
SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, ARRAY[]::text[] AS path, '' AS bound, NULL::text AS partition_by WHERE false"""


def _table(partition: PartitionShort) -> str:
    return qualified((partition.id.path[0], partition.id.name))


def create(partition: PartitionShort, _: Context) -> Iterator[Statement]:
    by = f" PARTITION BY {partition.partition_by}" if partition.partition_by else ""
    yield made(partition, f"CREATE TABLE {_table(partition)} PARTITION OF {qualified(partition.id.path[:-1])} {partition.bound}{by}")


def drop(partition: PartitionShort, _: Context) -> Iterator[Statement]:
    yield dropped(partition, f"DROP TABLE {_table(partition)}")


def designation(object_id: ObjectId) -> str:
    return f"TABLE {qualified((object_id.path[0], object_id.name))}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"bound": raw} if isinstance(raw, str) else mapping(raw)


KIND = Kind(
    name="partition_short",
    model=PartitionShort,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"bound": REPLACE, "partition_by": REPLACE},  # never read from a catalog, so never altered
    designation=designation,
    parents=("table",),
    yaml=Yaml(key="partitions", read=read, unmanaged=True),
)
