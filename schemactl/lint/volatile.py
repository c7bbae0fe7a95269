"""Is an expression computed anew for every row? A default that is makes ADD COLUMN copy the table."""

from __future__ import annotations

from schemactl.kinds.function import Function
from schemactl.lint.catalog import Catalog
from schemactl.lint.tree import Node, parse, strings, walk

# pg_proc.provolatile = 'v' in pg_catalog, as far as somebody would write one into a column; and what the extensions of contrib bring.
VOLATILE = frozenset(
    {
        "array_sample",
        "array_shuffle",
        "clock_timestamp",
        "currval",
        "gen_random_bytes",
        "gen_random_uuid",
        "gen_salt",
        "lastval",
        "lo_create",
        "nextval",
        "pg_advisory_lock",
        "pg_current_wal_insert_lsn",
        "pg_current_wal_lsn",
        "pg_notify",
        "pg_sleep",
        "random",
        "random_normal",
        "set_config",
        "setseed",
        "setval",
        "timeofday",
        "txid_current",
        "pg_current_xact_id",
        "uuid_generate_v1",
        "uuid_generate_v1mc",
        "uuid_generate_v4",
        "uuidv4",
        "uuidv7",
    }
)
MOST_NESTED = 8


def is_volatile(expression: Node, catalog: Catalog, depth: int = 0) -> bool:
    """What the planner would find after it put the bodies of simple SQL functions in their place; unknown functions of other schemas count as volatile."""
    return depth > MOST_NESTED or any(_calls_volatile(inner, catalog, depth) for tag, inner in walk(expression) if tag == "FuncCall")


def _calls_volatile(call: Node, catalog: Catalog, depth: int) -> bool:
    names = strings(call["funcname"])
    if names[-1] in VOLATILE:
        return True
    found = catalog.functions(names)
    if not found:
        return len(names) > 1 and names[0] != "pg_catalog"
    return any(one.volatility == "volatile" and not _vanishes(one, catalog, depth) for one in found)


def _vanishes(function: Function, catalog: Catalog, depth: int) -> bool:
    """A SQL function that is one SELECT of one expression is put in its place (inline_function)."""
    plain = function.language == "sql" and not function.security_definer and not function.configuration and not function.strict
    if not plain or function.body is None:
        return False
    try:
        trees = parse(function.body)
    except ValueError:
        return False
    simple = len(trees) == 1 and trees[0].tag == "SelectStmt" and len(trees[0].node.get("targetList", ())) == 1
    clauses = {"fromClause", "whereClause", "groupClause", "sortClause", "withClause", "limitCount", "valuesLists"}
    if not simple or clauses & set(trees[0].node):
        return False
    return not is_volatile(trees[0].node["targetList"][0]["ResTarget"]["val"], catalog, depth + 1)
