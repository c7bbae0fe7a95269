"""ALTER TABLE and its kin, subcommand by subcommand: the strongest lock of all of them holds for the whole."""

from __future__ import annotations

from collections.abc import Callable

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.forms import columns, constraints, partitions
from schemactl.lint.forms.dropping import drop_column, drop_constraint
from schemactl.lint.tree import Node, Path, named, relation, type_name
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

Subcommand = Callable[[Path, Node, Facts], None]
AX, SRX, SUX = Lock.ACCESS_EXCLUSIVE, Lock.SHARE_ROW_EXCLUSIVE, Lock.SHARE_UPDATE_EXCLUSIVE

# Storage parameters that nobody has to wait for (reloptions.c); every other one takes ACCESS EXCLUSIVE.
ONLINE_OPTIONS = frozenset(
    {"fillfactor", "toast_tuple_target", "parallel_workers", "vacuum_truncate", "vacuum_index_cleanup", "log_autovacuum_min_duration"}
    | {"deduplicate_items", "n_distinct", "n_distinct_inherited", "seq_page_cost", "random_page_cost", "effective_io_concurrency"}
    | {"vacuum_max_eager_freeze_failure_rate", "maintenance_io_concurrency", "autovacuum_enabled"}
)


def alter_table(node: Node, facts: Facts) -> None:
    """ALTER TABLE, INDEX, VIEW, SEQUENCE, FOREIGN TABLE and composite types: the grammar has one node for them."""
    path = facts.catalog.resolve(relation(node["relation"]))
    kind = node.get("objtype", "OBJECT_TABLE")
    for one in node["cmds"]:
        command = one["AlterTableCmd"]
        subtype = command.get("subtype", "AT_AddColumn")
        if kind == "OBJECT_TYPE":
            _composite(path, command, facts)
        elif kind == "OBJECT_INDEX" and subtype == "AT_AttachPartition":
            partitions.attach_index(path, command, facts)
        elif known := SUBCOMMANDS.get(subtype):
            known(path, command | {"only": not node["relation"].get("inh", False)}, facts)
        else:
            facts.lock(path, AX)
            facts.unknown = subtype


def _composite(path: Path, command: Node, facts: Facts) -> None:
    """A composite type has a relation of its own; where a table has a column of it, PostgreSQL refuses what would change rows."""
    facts.lock(path, AX)
    about = ObjectId("composite_type", path)
    if command.get("subtype") == "AT_DropColumn":
        facts.lose(Loss.DATA, about, "SC401")
    elif command.get("subtype") == "AT_AlterColumnType":
        facts.lose(Loss.COMPATIBILITY, about)


def _locks(mode: Lock) -> Subcommand:
    """Nothing but the catalog changes."""
    return lambda path, _, facts: facts.lock(path, mode)


def _locks_heirs(mode: Lock) -> Subcommand:
    def subcommand(path: Path, command: Node, facts: Facts) -> None:
        facts.lock(path, mode) if command["only"] else facts.lock_with_heirs(path, mode)

    return subcommand


def _loses(loss: Loss, mode: Lock = AX, code: str | None = None) -> Subcommand:
    def subcommand(path: Path, _: Node, facts: Facts) -> None:
        facts.lock(path, mode)
        facts.lose(loss, ObjectId("table", path), code)

    return subcommand


def _copies(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, AX)
    if path not in facts.catalog.index_names and not _is_same_method(path, command, facts):
        facts.rewrite(path, "SC509")


def _is_same_method(path: Path, command: Node, facts: Facts) -> bool:
    table = facts.catalog.table(path)
    now = (table.access_method if table else None) or "heap"
    return command["subtype"] == "AT_SetAccessMethod" and command.get("name") == now


def _unlogged(path: Path, command: Node, facts: Facts) -> None:
    _copies(path, command, facts)
    facts.lose(Loss.DURABILITY, ObjectId("table", path), "SC408")


def _options(path: Path, command: Node, facts: Facts) -> None:
    names = [(one["DefElem"].get("defnamespace"), one["DefElem"]["defname"]) for one in command["def"]["List"]["items"]]
    online = all(name in ONLINE_OPTIONS or name.startswith("autovacuum_") for _, name in names)
    facts.lock(path, SUX if online else AX)


def _replica_identity(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, AX)
    wanted = command["def"]["ReplicaIdentityStmt"]
    if wanted["identity_type"] == "n":
        facts.lose(Loss.REPLICATION, ObjectId("table", path), "SC408")
    if wanted["identity_type"] == "i":
        facts.lock((path[0], wanted["name"]), Lock.SHARE)


def _cluster_on(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, SUX)
    facts.lock((path[0], command["name"]), SUX)


def _inherit(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, AX)
    parent = facts.catalog.resolve(named(command["def"]))
    facts.lock(parent, SUX if command["subtype"] == "AT_AddInherit" else Lock.ACCESS_SHARE)


def _of_type(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, AX)
    facts.lock(facts.catalog.resolve(type_name(command["def"]["TypeName"]).names), Lock.ACCESS_SHARE)


def _trigger_off(path: Path, command: Node, facts: Facts) -> None:
    facts.lock(path, SRX)
    every = command["subtype"] in ("AT_DisableTrigAll", "AT_DisableTrigUser")
    facts.lose(Loss.INTEGRITY if every else Loss.BEHAVIOUR, ObjectId("table", path), "SC406" if every else None)


def _drop_column(path: Path, command: Node, facts: Facts) -> None:
    drop_column(path, command["name"], command["behavior"] == "DROP_CASCADE", facts)


def _drop_constraint(path: Path, command: Node, facts: Facts) -> None:
    drop_constraint(path, command["name"], command["behavior"] == "DROP_CASCADE", facts)


SUBCOMMANDS: dict[str, Subcommand] = {
    "AT_AddColumn": columns.add_column,
    "AT_DropColumn": _drop_column,
    "AT_AlterColumnType": columns.alter_type,
    "AT_ColumnDefault": _locks_heirs(AX),
    "AT_SetNotNull": columns.set_not_null,
    "AT_DropNotNull": columns.drop_not_null,
    "AT_SetExpression": columns.set_expression,
    "AT_DropExpression": _locks_heirs(AX),
    "AT_AddIdentity": _locks_heirs(AX),
    "AT_SetIdentity": columns.set_identity,
    "AT_DropIdentity": columns.drop_identity,
    "AT_SetStatistics": _locks_heirs(SUX),
    "AT_SetOptions": _locks(SUX),
    "AT_ResetOptions": _locks(SUX),
    "AT_SetStorage": _locks_heirs(AX),
    "AT_SetCompression": _locks(AX),
    "AT_AlterColumnGenericOptions": _locks(AX),
    "AT_GenericOptions": _locks(AX),
    "AT_AddConstraint": constraints.add,
    "AT_ValidateConstraint": constraints.validate,
    "AT_AlterConstraint": constraints.alter,
    "AT_DropConstraint": _drop_constraint,
    "AT_AttachPartition": partitions.attach,
    "AT_DetachPartition": partitions.detach,
    "AT_DetachPartitionFinalize": partitions.finalize,
    "AT_SetRelOptions": _options,
    "AT_ResetRelOptions": _options,
    "AT_ClusterOn": _cluster_on,
    "AT_DropCluster": _locks(SUX),
    "AT_SetLogged": _copies,
    "AT_SetUnLogged": _unlogged,
    "AT_SetTableSpace": _copies,
    "AT_SetAccessMethod": _copies,
    "AT_ChangeOwner": _loses(Loss.PRIVILEGE),
    "AT_ReplicaIdentity": _replica_identity,
    "AT_AddInherit": _inherit,
    "AT_DropInherit": _inherit,
    "AT_AddOf": _of_type,
    "AT_DropOf": _locks(AX),
    "AT_EnableTrig": _locks(SRX),
    "AT_EnableAlwaysTrig": _locks(SRX),
    "AT_EnableReplicaTrig": _locks(SRX),
    "AT_EnableTrigAll": _locks(SRX),
    "AT_EnableTrigUser": _locks(SRX),
    "AT_DisableTrig": _trigger_off,
    "AT_DisableTrigAll": _trigger_off,
    "AT_DisableTrigUser": _trigger_off,
    "AT_EnableRule": _locks(AX),
    "AT_EnableAlwaysRule": _locks(AX),
    "AT_EnableReplicaRule": _locks(AX),
    "AT_DisableRule": _loses(Loss.BEHAVIOUR),
    "AT_EnableRowSecurity": _loses(Loss.VISIBILITY),
    "AT_ForceRowSecurity": _loses(Loss.VISIBILITY),
    "AT_DisableRowSecurity": _loses(Loss.SECURITY, code="SC406"),
    "AT_NoForceRowSecurity": _loses(Loss.SECURITY, code="SC406"),
}

FORMS = {"AlterTableStmt": alter_table}
