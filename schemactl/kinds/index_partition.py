"""Which index of its parent a partition's index belongs to, where it does not follow from what they are.

Elsewhere PostgreSQL finds it by itself: making the parent's index takes over the partition's that matches.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, made
from schemactl.kinds.catalog import BY_NAME, USER_NAMESPACE
from schemactl.kinds.constraint import attaching
from schemactl.kinds.index_alike import INDEXES
from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class IndexPartition(Object, frozen=True, kw_only=True):
    """Path: the index's, and the word `partition_of`. `of`: the parent's index as SQL."""

    of: str


# Whether the parent's index needs it is asked once for each, not once for each of its partitions.
CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, x.oid AS objid, -2 AS subid, ARRAY[n.nspname, c.relname, x.relname, 'partition_of'] AS path,
  format('%I.%I', pn.nspname, p.relname) AS of
FROM pg_inherits h JOIN pg_class x ON x.oid = h.inhrelid AND x.relkind IN ('i', 'I') JOIN pg_index i ON i.indexrelid = x.oid
JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND {USER_NAMESPACE}
JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE p.oid IN (SELECT pi.indexrelid FROM pg_class pc JOIN pg_index pi ON pi.indexrelid = pc.oid WHERE pc.relkind = 'I' AND {BY_NAME.format("pi")})
ORDER BY n.nspname, c.relname, x.relname"""


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The table has to be a partition."""
    yield from ((one, ObjectId("partition", (*one.path[:2], "partition_of"))) for one in state.objects if one.kind == KIND.name)


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The parent's index has to be there, made without looking for partitions' ones; where it goes, one of its name is another."""
    if mine := [obj for obj in state if isinstance(obj, IndexPartition)]:
        by_name = {qualified((one.path[0], one.name)): one for one in state.objects if one.kind in INDEXES}
        yield from ((obj.id, by_name[obj.of]) for obj in mine if obj.of in by_name)


def host(part: IndexPartition, state: State) -> ObjectId:
    """The partition's index or constraint."""
    return next(one for kind in INDEXES if (one := ObjectId(kind, part.id.path[:-1])) in state)


def create(part: IndexPartition, ctx: Context) -> Iterator[Statement]:
    index = host(part, ctx.desired)
    of = ctx.desired.inherited.get(index, ())
    if not of or ctx.makes(index) or any(map(ctx.makes, of)) or ctx.live.inherited.get(index) != of:
        yield made(part, attaching(part.of, index), lock=Lock.ACCESS_EXCLUSIVE)


def drop(_: IndexPartition, __: Context) -> Iterator[Statement]:
    # PostgreSQL has no DETACH for indexes: it goes with the index.
    return iter(())


def designation(object_id: ObjectId) -> str:
    return f"INDEX {qualified((object_id.path[0], object_id.path[2]))}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str):
        raise ValueError("partition_of is the name of the parent's index")
    return {"of": raw}


def write(part: IndexPartition, _: dict[str, Raw]) -> Raw:
    return part.of


KIND = Kind(
    name="index_partition",
    model=IndexPartition,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'I'",
    create=create,
    drop=drop,
    alter={"of": REPLACE},  # no DETACH for indexes
    designation=designation,
    parents=INDEXES,
    follows=follows,
    edges=edges,
    yaml=Yaml(key="partition_of", single=True, read=read, write=write, path=lambda parent, _, __: (*parent, "partition_of")),
    widens=widening.added,
)
