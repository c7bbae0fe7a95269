"""DROP and what goes with it: which relations are locked because something of theirs, or something that hangs on it, is dropped."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.index import Index
from schemactl.lint.catalog import GOES_WITH_COLUMN, KEYS, RELATIONS, Catalog
from schemactl.lint.facts import Facts, Loss
from schemactl.lint.forms.indexes import drop_statistics
from schemactl.lint.tree import Node, Path, named
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

KINDS_OF = {
    "OBJECT_TABLE": ("table",),
    "OBJECT_VIEW": ("view",),
    "OBJECT_MATVIEW": ("materialized_view",),
    "OBJECT_FOREIGN_TABLE": ("foreign_table",),
    "OBJECT_SEQUENCE": ("sequence",),
    "OBJECT_TYPE": ("enum", "composite_type", "range_type", "base_type", "domain"),
    "OBJECT_DOMAIN": ("domain",),
    "OBJECT_FUNCTION": ("function", "aggregate"),
    "OBJECT_PROCEDURE": ("procedure",),
    "OBJECT_ROUTINE": ("function", "procedure", "aggregate"),
    "OBJECT_AGGREGATE": ("aggregate",),
    "OBJECT_SCHEMA": ("schema",),
    "OBJECT_EXTENSION": ("extension",),
    "OBJECT_TRIGGER": ("trigger",),
    "OBJECT_POLICY": ("policy",),
    "OBJECT_RULE": ("rule",),
    "OBJECT_STATISTIC_EXT": ("statistics_object",),
    "OBJECT_PUBLICATION": ("publication",),
}
LOSSES = {
    "table": Loss.DATA,
    "foreign_table": Loss.COMPATIBILITY,
    "sequence": Loss.DATA,
    "schema": Loss.DATA,
    "extension": Loss.DATA,
    "view": Loss.COMPATIBILITY,
    "materialized_view": Loss.DERIVED,
    "function": Loss.COMPATIBILITY,
    "procedure": Loss.COMPATIBILITY,
    "aggregate": Loss.COMPATIBILITY,
    "trigger": Loss.BEHAVIOUR,
    "rule": Loss.BEHAVIOUR,
    "policy": Loss.VISIBILITY,
    "publication": Loss.REPLICATION,
}
_ON_A_TABLE = ("OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE")


def drop(node: Node, facts: Facts) -> None:
    """DROP of anything that hangs in no other object but its schema, and of triggers, policies and rules."""
    remove = node["removeType"]
    for one in node["objects"]:
        if remove == "OBJECT_INDEX":
            _drop_index(named(one), node, facts)
        else:
            _drop(remove, _whole(remove, named(one), facts.catalog), node["behavior"] == "DROP_CASCADE", facts)


def _whole(remove: str, path: Path, catalog: Catalog) -> Path:
    if remove in ("OBJECT_SCHEMA", "OBJECT_EXTENSION", "OBJECT_PUBLICATION") or len(path) != (2 if remove in _ON_A_TABLE else 1):
        return path
    return (*catalog.resolve(path[:-1]), path[-1]) if remove in _ON_A_TABLE else catalog.resolve(path)


def _drop(remove: str, path: Path, cascade: bool, facts: Facts) -> None:
    kinds = KINDS_OF.get(remove, ())
    found = [one for one in facts.catalog.state.objects if one.kind in kinds and one.path[: len(path)] == path and _same_depth(one, path)]
    about = found[0] if found else ObjectId(kinds[0] if kinds else remove, path)
    if remove in ("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE"):
        facts.lock(path, Lock.ACCESS_EXCLUSIVE)
    if remove in _ON_A_TABLE:
        facts.lock(path[:2], Lock.ACCESS_EXCLUSIVE)
    if remove == "OBJECT_TRIGGER" and facts.catalog.partitioned(path[:2]) and not _fires_once(about, facts):
        for each in facts.catalog.heirs(path[:2]):
            facts.lock(each, Lock.ACCESS_EXCLUSIVE)
    if remove == "OBJECT_STATISTIC_EXT":
        drop_statistics(path, facts)
    if facts.there(path):
        lock_what_goes(going(facts.catalog, [about], cascade=cascade), facts)
        _lose(about, cascade, facts)
        facts.so_far.gone.add(facts.so_far.before(path))


def _fires_once(trigger: ObjectId, facts: Facts) -> bool:
    """For each statement: there is none in the partitions."""
    return getattr(facts.catalog.state.objects.get(trigger), "for_each", "row") == "statement"


def _same_depth(one: ObjectId, path: Path) -> bool:
    return len(one.path) == len(path) or one.kind in ("function", "procedure", "aggregate")


def _lose(about: ObjectId, cascade: bool, facts: Facts) -> None:
    """What columns hold of a type that CASCADE takes along is lost, a type that nothing uses is not."""
    if about.kind in LOSSES:
        loss = LOSSES[about.kind]
        facts.lose(loss, about, None if _holds_nothing(about, cascade, facts) else _code(loss))
    elif about.kind in KINDS_OF["OBJECT_TYPE"] and cascade and facts.catalog.tables_with_type(about):
        facts.lose(Loss.DATA, about, "SC401")


def _holds_nothing(about: ObjectId, cascade: bool, facts: Facts) -> bool:
    """A schema that PostgreSQL drops only when it is empty, a partitioned table without its partitions, what was copied by the plan."""
    catalog, so_far = facts.catalog, facts.so_far
    before = so_far.before(about.path)
    parts = catalog.heirs(before)
    left = bool(set(parts) - so_far.gone) or not (parts and catalog.partitioned(before))
    return before in so_far.carried or not left or (about.kind == "schema" and not cascade)


def _code(loss: Loss) -> str | None:
    if loss is Loss.DATA:
        return "SC401"
    return "SC406" if loss is Loss.VISIBILITY else None


def going(catalog: Catalog, dropped: Iterable[ObjectId], *, cascade: bool) -> set[ObjectId]:
    """The objects and all that is dropped with them: what lies inside, what hangs on a column, and with CASCADE whoever depends on any of them."""
    todo, gone = list(dropped), set[ObjectId]()
    while todo:
        one = todo.pop()
        if one in gone:
            continue
        gone.add(one)
        todo += [obj.id for obj in catalog.inside(one.path)] if one.kind in RELATIONS else []
        todo += [
            user
            for user in catalog.used_by.get(one, ())
            if (cascade and not _is_beside(user)) or _goes_along(user, one) or (one.kind == "table" and user.kind == "partition")
        ]
        if one.kind == "table":
            todo += [ObjectId("table", heir) for heir in catalog.heirs(one.path) if catalog.partitioned(one.path)]
    return gone


def _is_beside(user: ObjectId) -> bool:
    """An owner or a privilege is about an object, nothing that others read."""
    return user.kind in ("owner", "privilege", "comment")


def _goes_along(user: ObjectId, used: ObjectId) -> bool:
    return used.kind == "column" and user.kind in GOES_WITH_COLUMN and user.path[:2] == used.path[:2]


def lock_what_goes(gone: set[ObjectId], facts: Facts) -> None:
    """ACCESS EXCLUSIVE on whatever is dropped or loses a part."""
    for one in gone:
        match one.kind:
            case "table" | "view" | "materialized_view" | "foreign_table" | "sequence":
                facts.lock(one.path, Lock.ACCESS_EXCLUSIVE)
            case "foreign_key":
                _lock_key(one, facts)
            case "partition":
                for parent in facts.catalog.parents(one.path[:2]):
                    facts.lock(parent, Lock.ACCESS_EXCLUSIVE)
            case "column" | "default" | "index" | "check" | "primary_key" | "unique" | "exclusion" | "trigger" | "policy" | "rule":
                facts.lock(one.path[:2], Lock.ACCESS_EXCLUSIVE)


def _lock_key(one: ObjectId, facts: Facts) -> None:
    key = facts.catalog.state.objects[one]
    facts.lock(one.path[:2], Lock.ACCESS_EXCLUSIVE)
    if isinstance(key, ForeignKey):
        facts.lock(facts.catalog.referenced(key), Lock.ACCESS_EXCLUSIVE)


def _drop_index(path: Path, node: Node, facts: Facts) -> None:
    catalog = facts.catalog
    index = catalog.index(catalog.resolve(path))
    about = index.id if index else ObjectId("index", path)
    concurrently = node.get("concurrent", False)
    facts.transactional = facts.transactional and not concurrently
    facts.lock(catalog.resolve(path), Lock.ACCESS_EXCLUSIVE)
    facts.lose(Loss.PERFORMANCE, about)
    if index is None:
        return
    table = index.id.path[:2]
    if concurrently:
        facts.lock(table, Lock.SHARE_UPDATE_EXCLUSIVE)
    else:
        for one in (table, *(catalog.heirs(table) if _has_heirs(index, catalog) else ())):
            facts.lock(one, Lock.ACCESS_EXCLUSIVE)


def _has_heirs(index: Index, catalog: Catalog) -> bool:
    return any(index.id in parents for parents in catalog.state.inherited.values())


def drop_constraint(table: Path, name: str, cascade: bool, facts: Facts) -> None:
    """ALTER TABLE … DROP CONSTRAINT: a foreign key locks both tables; with CASCADE so do those that hang on a key."""
    facts.lock_with_heirs(table, Lock.ACCESS_EXCLUSIVE)
    found = facts.catalog.constraint(table, name)
    if found is None:
        return
    lock_what_goes(going(facts.catalog, [found.id], cascade=cascade), facts)
    if found.id.kind in KEYS:
        facts.lock((table[0], name), Lock.ACCESS_EXCLUSIVE)
    facts.lose(Loss.INTEGRITY, found.id, "SC211")


def drop_column(table: Path, name: str, cascade: bool, facts: Facts) -> None:
    """ALTER TABLE … DROP COLUMN, with all its heirs'."""
    facts.lock_with_heirs(table, Lock.ACCESS_EXCLUSIVE)
    column = ObjectId("column", (*table, name))
    gone = going(facts.catalog, [column], cascade=cascade)
    lock_what_goes(gone, facts)
    if facts.there(table):
        _lose_column(table, name, facts)
        for one in sorted(gone - {column}):
            if one.kind in ("index", *KEYS, "check") and _is_of_more(one, facts.catalog):
                facts.lose(Loss.INTEGRITY, one, "SC404")


def _lose_column(table: Path, name: str, facts: Facts) -> None:
    """What is computed can be computed again; a foreign table's rows are elsewhere."""
    before = facts.so_far.before(table)
    column = facts.catalog.column(before, facts.so_far.before((*table, name))[-1])
    computed = column is not None and column.generated is not None
    kept = computed or facts.catalog.find(("foreign_table",), before) is not None
    facts.lose(Loss.DERIVED if kept else Loss.DATA, ObjectId("column", (*table, name)), None if kept else "SC401")


def _is_of_more(one: ObjectId, catalog: Catalog) -> bool:
    """Is it about other columns too?"""
    return len([used for used in catalog.state.uses[one] if used.kind == "column"]) > 1


FORMS = {"DropStmt": drop}
