"""Statements that touch no relation that others use, each named here: a form that stands nowhere is not judged, and SC604 says so."""

from __future__ import annotations

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node
from schemactl.model.identity import ObjectId


def quiet(node: Node, facts: Facts) -> None:
    """New objects, or words in a catalog."""


def alone(_: Node, facts: Facts) -> None:
    """Refused inside of a transaction."""
    facts.transactional = False


def drop_role(node: Node, facts: Facts) -> None:
    """Its memberships go with it, in every database."""
    for one in node["roles"]:
        facts.lose(Loss.PRIVILEGE, ObjectId("role", (one["RoleSpec"].get("rolename", ""),)), "SC410")


def drop_owned(node: Node, facts: Facts) -> None:
    """Whatever the role owns."""
    for one in node["roles"]:
        facts.lose(Loss.DATA, ObjectId("role", (one["RoleSpec"].get("rolename", ""),)), "SC401")


def drop_database(node: Node, facts: Facts) -> None:
    """All of it."""
    facts.transactional = False
    facts.lose(Loss.DATA, ObjectId("database", (node["dbname"],)), "SC401")


def drop_subscription(node: Node, facts: Facts) -> None:
    """Where it stood in the publisher's changes is lost."""
    facts.lose(Loss.REPLICATION, ObjectId("subscription", (node["subname"],)), "SC401")


def drop_tablespace(_: Node, facts: Facts) -> None:
    """PostgreSQL drops only an empty one."""
    facts.transactional = False


def unknown(_: Node, facts: Facts) -> None:
    """Whatever the code inside does."""
    facts.unknown = "DO"


_QUIET = (
    "AlterCollationStmt",
    "AlterDatabaseRefreshCollStmt",
    "AlterDatabaseSetStmt",
    "AlterDatabaseStmt",
    "AlterEventTrigStmt",
    "AlterExtensionContentsStmt",
    "AlterFdwStmt",
    "AlterForeignServerStmt",
    "AlterObjectDependsStmt",
    "AlterOpFamilyStmt",
    "AlterOperatorStmt",
    "AlterRoleSetStmt",
    "AlterRoleStmt",
    "AlterTSConfigurationStmt",
    "AlterTSDictionaryStmt",
    "AlterTypeStmt",
    "AlterUserMappingStmt",
    "CheckPointStmt",
    "CompositeTypeStmt",
    "ConstraintsSetStmt",
    "CreateAmStmt",
    "CreateCastStmt",
    "CreateConversionStmt",
    "CreateDomainStmt",
    "CreateEnumStmt",
    "CreateEventTrigStmt",
    "CreateExtensionStmt",
    "CreateFdwStmt",
    "CreateForeignServerStmt",
    "CreateForeignTableStmt",
    "CreateOpClassStmt",
    "CreateOpFamilyStmt",
    "CreatePLangStmt",
    "CreateRangeStmt",
    "CreateRoleStmt",
    "CreateSchemaStmt",
    "CreateTransformStmt",
    "CreateUserMappingStmt",
    "DefineStmt",
    "DiscardStmt",
    "DropUserMappingStmt",
    "ExplainStmt",
    "GrantRoleStmt",
    "ImportForeignSchemaStmt",
    "ListenStmt",
    "LoadStmt",
    "NotifyStmt",
    "ReassignOwnedStmt",
    "TransactionStmt",
    "UnlistenStmt",
    "VariableSetStmt",
    "VariableShowStmt",
)
FORMS = {
    **dict.fromkeys(_QUIET, quiet),
    **dict.fromkeys(
        (
            "AlterSystemStmt",
            "AlterTableSpaceOptionsStmt",
            "CreateTableSpaceStmt",
            "CreatedbStmt",
        ),
        alone,
    ),
    **dict.fromkeys(
        (
            "CreateSubscriptionStmt",
            "AlterSubscriptionStmt",
        ),
        quiet,
    ),
    **dict.fromkeys(
        (
            "DoStmt",
            "CallStmt",
        ),
        unknown,
    ),
    "DropSubscriptionStmt": drop_subscription,
    "DropRoleStmt": drop_role,
    "DropOwnedStmt": drop_owned,
    "DropdbStmt": drop_database,
    "DropTableSpaceStmt": drop_tablespace,
}
