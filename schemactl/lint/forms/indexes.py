"""CREATE INDEX, REINDEX, CREATE STATISTICS."""

from __future__ import annotations

from schemactl.lint.catalog import KEYS
from schemactl.lint.facts import Facts
from schemactl.lint.tree import Node, Path, relation, switched_on
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock


def create_index(node: Node, facts: Facts) -> None:
    """CREATE INDEX lets nobody write meanwhile; CONCURRENTLY does, reads twice, and needs to be alone."""
    catalog = facts.catalog
    table = catalog.resolve(relation(node["relation"]))
    concurrently = node.get("concurrent", False)
    facts.transactional = facts.transactional and not concurrently
    mode = Lock.SHARE_UPDATE_EXCLUSIVE if concurrently else Lock.SHARE
    facts.lock(table, mode)
    if node.get("if_not_exists") and catalog.index((table[0], node.get("idxname", ""))):
        return
    if catalog.partitioned(table):
        if not node["relation"].get("inh"):
            return
        facts.lock_with_heirs(table, mode)
    code = None if concurrently else "SC105" if catalog.partitioned(table) else "SC101"
    facts.build(table, code, ObjectId("index", (*table, node.get("idxname", ""))))


def reindex(node: Node, facts: Facts) -> None:
    """REINDEX: readers of the index wait, writers of the table."""
    concurrently = switched_on(node.get("params", []), "concurrently")
    kind = node["kind"]
    whole = kind in ("REINDEX_OBJECT_SCHEMA", "REINDEX_OBJECT_DATABASE", "REINDEX_OBJECT_SYSTEM")
    code = None if concurrently else "SC103"
    if whole:
        facts.transactional = False
        for table in _tables_in(node.get("name") if kind == "REINDEX_OBJECT_SCHEMA" else None, facts):
            _reindex_table(table, concurrently, code, facts)
        return
    path = facts.catalog.resolve(relation(node["relation"]))
    facts.transactional = facts.transactional and not concurrently
    if kind == "REINDEX_OBJECT_INDEX":
        _reindex_index(path, concurrently, code, facts)
    else:
        _reindex_table(path, concurrently, code, facts)


def _reindex_index(path: Path, concurrently: bool, code: str | None, facts: Facts) -> None:
    index = facts.catalog.index(path)
    table = index.id.path[:2] if index else _of_key(path, facts)
    facts.lock(path, Lock.ACCESS_EXCLUSIVE)
    if table is None:
        return
    if facts.catalog.partitioned(table):
        facts.locks.pop(path, None)
    _lock_reindexed(table, concurrently, facts)
    facts.build(table, code, index.id if index else None)


def _lock_reindexed(table: Path, concurrently: bool, facts: Facts) -> None:
    """Of a partitioned table, the table itself while its partitions are listed; each of them is done in a transaction of its own."""
    mode = Lock.SHARE_UPDATE_EXCLUSIVE if concurrently else Lock.SHARE
    if facts.catalog.partitioned(table):
        facts.transactional = False
        facts.lock_with_heirs(table, mode)
    else:
        facts.lock(table, mode)


def _of_key(path: Path, facts: Facts) -> Path | None:
    found = (one for one in facts.catalog.state.objects if one.kind in KEYS and (one.path[0], one.name) == path)
    return next((one.path[:2] for one in found), None)


def _reindex_table(table: Path, concurrently: bool, code: str | None, facts: Facts) -> None:
    _lock_reindexed(table, concurrently, facts)
    if facts.catalog.inside(table, "index", *KEYS):
        facts.build(table, code)


def _tables_in(schema: str | None, facts: Facts) -> list[Path]:
    kinds = ("table", "materialized_view")
    found = [one for one in facts.catalog.state.objects if one.kind in kinds and schema in (None, one.path[0])]
    return [one.path for one in found if not facts.catalog.partitioned(one.path)]


def statistics(node: Node, facts: Facts) -> None:
    """CREATE STATISTICS."""
    for one in node.get("relations", ()):
        facts.lock(facts.catalog.resolve(relation(one["RangeVar"])), Lock.SHARE_UPDATE_EXCLUSIVE)


def alter_statistics(node: Node, facts: Facts) -> None:
    """ALTER STATISTICS touches the object alone."""


def refresh(node: Node, facts: Facts) -> None:
    """REFRESH MATERIALIZED VIEW reads what its query reads."""
    path = facts.catalog.resolve(relation(node["relation"]))
    concurrently = node.get("concurrent", False)
    facts.lock(path, Lock.EXCLUSIVE if concurrently else Lock.ACCESS_EXCLUSIVE)
    for used in _read_by(path, facts):
        facts.lock(used, Lock.ACCESS_SHARE)
        facts.scan(used)
    if concurrently:
        facts.scan(path)
    else:
        facts.rewrite(path, "SC507", ObjectId("materialized_view", path))


def _read_by(path: Path, facts: Facts) -> set[Path]:
    found = facts.catalog.find(("materialized_view",), path)
    uses = facts.catalog.state.uses[found.id] if found else set()
    return {one.path[:2] for one in uses if one.kind in ("table", "column")}


def cluster(node: Node, facts: Facts) -> None:
    """CLUSTER copies the table in an index's order."""
    if "relation" not in node:
        facts.transactional = False
        return
    path = facts.catalog.resolve(relation(node["relation"]))
    facts.lock(path, Lock.ACCESS_EXCLUSIVE)
    facts.rewrite(path, "SC509")


def vacuum(node: Node, facts: Facts) -> None:
    """VACUUM and ANALYZE."""
    vacuums = node.get("is_vacuumcmd", False)
    full = vacuums and switched_on(node.get("options", []), "full")
    facts.transactional = facts.transactional and not vacuums
    for one in node.get("rels", ()):
        path = facts.catalog.resolve(relation(one["VacuumRelation"]["relation"]))
        facts.lock(path, Lock.ACCESS_EXCLUSIVE if full else Lock.SHARE_UPDATE_EXCLUSIVE)
        if full:
            facts.rewrite(path, "SC509")
        elif vacuums:
            facts.scan(path)


def drop_statistics(path: Path, facts: Facts) -> None:
    """DROP STATISTICS locks the tables it is about."""
    found = facts.catalog.find(("statistics_object",), path)
    for used in facts.catalog.state.uses[found.id] if found else ():
        if used.kind in ("table", "column"):
            facts.lock(used.path[:2], Lock.SHARE_UPDATE_EXCLUSIVE)


FORMS = {
    "IndexStmt": create_index,
    "ReindexStmt": reindex,
    "CreateStatsStmt": statistics,
    "AlterStatsStmt": alter_statistics,
    "RefreshMatViewStmt": refresh,
    "ClusterStmt": cluster,
    "VacuumStmt": vacuum,
}
