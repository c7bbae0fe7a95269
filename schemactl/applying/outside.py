"""Which commands PostgreSQL runs outside of transactions only; every other one is safer inside of one, with its ledger row."""

from __future__ import annotations

from schemactl.applying.statements import Command, commands

# https://www.postgresql.org/docs/current/sql-commands.html: "cannot be executed inside a transaction block", always or in some form.
# A procedure or a DO block may commit by itself, and nobody can tell before it runs.
_ALONE = frozenset(
    {
        "AlterDatabaseStmt",
        "AlterSubscriptionStmt",
        "AlterSystemStmt",
        "CallStmt",
        "CheckPointStmt",
        "ClusterStmt",
        "CreateSubscriptionStmt",
        "CreateTableSpaceStmt",
        "CreatedbStmt",
        "DoStmt",
        "DropSubscriptionStmt",
        "DropTableSpaceStmt",
        "DropdbStmt",
        "ReindexStmt",
        "VacuumStmt",
    }
)


def must_run_alone(sql: str) -> bool:
    """Can the statement not be trusted to run in a transaction?"""
    found = commands(sql)
    return found is None or len(found) != 1 or found[0].type in _ALONE or concurrent(found[0])


def concurrent(command: Command) -> bool:
    """CREATE INDEX, DROP INDEX and DETACH PARTITION with CONCURRENTLY, which commit in between."""
    match command.type:
        case "IndexStmt" | "DropStmt":
            return bool(command.node.get("concurrent"))
        case "AlterTableStmt":
            subcommands = [one["AlterTableCmd"] for one in command.node["cmds"]]
            return any(one.get("def", {}).get("PartitionCmd", {}).get("concurrent") for one in subcommands)
    return False


def queues(sql: str) -> bool:
    """Would readers or writers queue up behind it while it waits? For what people wrote by hand and did not say the lock of."""
    command = (commands(sql) or (None,))[0]
    if command is None:
        return False
    options = {one["DefElem"]["defname"] for one in command.node.get("params", ())}
    match command.type:
        case "ClusterStmt":
            return True
        case "ReindexStmt":
            return "concurrently" not in options
        case "VacuumStmt":
            return "full" in {one["DefElem"]["defname"] for one in command.node.get("options", ())}
    return False
