"""Every column of every catalog of each major is read by a kind's field, or said not to be schema; what is claimed is proved from the queries."""

from __future__ import annotations

from collections import Counter

from lineage import Catalogs, Lineage
from tables import columns, compared, said_of

from schemactl.kinds import KINDS
from schemactl.scratch.server import ScratchServer

WORDS = {
    "read": "by the kinds and fields named",
    "address": "an object's number, another one in every database",
    "edges": "dependencies: they order a plan, and follow from what objects say",
    "derived": "PostgreSQL makes it of other columns",
    "physical": "files and pages",
    "runtime": "changes by itself, or while a command runs",
    "statistics": "of ANALYZE and VACUUM",
    "rows": "is of the rows, not of the schema",
    "secret": "must not stand in files",
    "database": "of the database as a whole, set where it is made",
    "cluster": "of the whole cluster",
}


def test_every_column_is_accounted_for(each_server: ScratchServer, known: Catalogs) -> None:
    live = {f"{catalog}.{column}" for catalog, names in known.columns.items() for column in names}
    said = {row.name for row in said_of(each_server.major)}
    assert live - said == set(), "new in the catalogs: say in catalog_columns.csv which kind and field reads it, or why it is not schema"
    assert said - live == set(), "no longer in the catalogs"


def test_rows_are_whole() -> None:
    rows = columns()
    assert [name for name, number in Counter(row.name for row in rows).items() if number > 1] == []
    assert {row.what for row in rows} - set(WORDS) == set(), "these words are not explained"
    assert [row.name for row in rows if (row.what == "read") != bool(row.read_by)] == [], "read, and by whom: both or neither"
    assert [row.name for row in rows if row.what == "derived" and not row.why] == [], "derived from what?"


def test_fields_exist() -> None:
    """A field that is there and makes a difference: what is derived is not compared."""
    fields = {f"{kind.name}.{field}" for kind in KINDS for field in compared(kind)} | {kind.name for kind in KINDS}
    claimed = {claim.partition("@")[0] for row in columns() for claim in row.read_by.split()}
    assert claimed - fields == set()


def test_claims_are_true(each_server: ScratchServer, queries: dict[str, Lineage]) -> None:
    """The field's expression reads the column, by itself or through a function of functions.csv."""
    untrue = [
        f"{row.name} by {claim}"
        for row in said_of(each_server.major)
        for claim in row.claims(each_server.major)
        if not _reads(queries, claim, row.name)
    ]
    assert untrue == []


def test_every_row_is_claimed_on_its_majors(each_server: ScratchServer) -> None:
    unread = [row.name for row in said_of(each_server.major) if row.what == "read" and not row.claims(each_server.major)]
    assert unread == []


def test_what_is_not_schema_is_not_compared(each_server: ScratchServer, queries: dict[str, Lineage]) -> None:
    """What is said to be of no interest no field reads."""
    found = {
        f"{row.name} by {kind.name}.{field}"
        for row in said_of(each_server.major)
        if row.what not in ("read", "address", "edges")
        for kind in KINDS
        for field in compared(kind)
        if any(row.name in sources for name, sources in queries[kind.name].outputs if name == field)
    }
    assert found == set()


def _reads(queries: dict[str, Lineage], claim: str, column: str) -> bool:
    kind, _, field = claim.partition(".")
    query = queries[kind]
    if not field:
        return column in query.conditions
    if field == "id" and KINDS[kind].about:
        return any(query.reads(column, part) for part in ("classid", "objid", "subid", "path"))
    return query.reads(column, "path" if field == "id" else field)
