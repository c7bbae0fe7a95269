"""A published table changes its columns, and subscribers do not know."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.column import Column
from schemactl.kinds.publication import Publication
from schemactl.kinds.publication_schema import PublicationSchema
from schemactl.kinds.publication_table import PublicationTable
from schemactl.kinds.sql import qualified
from schemactl.lint.rule import PlanRule, Said
from schemactl.model.change import Added, Altered
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State
from schemactl.planning.diff import diff


def find(before: State, after: State) -> Iterator[Said]:
    publishing = [one for one in before if isinstance(one, (Publication, PublicationSchema, PublicationTable))]
    for change in diff(before, after) if publishing else ():
        if change.id.kind != "column" or change.id in after.inherited or ObjectId("table", change.id.path[:2]) not in before:
            continue
        by = ", ".join(dotted((one,)) for one in sorted(_sending(change.id.path, publishing)))
        match change:
            case Added(Column()) if by:
                yield Said(f"{by} sends it to subscribers that do not have it: add it there first, or replication stops", change.id)
            case Altered(Column(), Column(), fields) if by and "type" in fields:
                yield Said(f"{by} sends its values to subscribers that have the other type: change it there as well", change.id)


def _sending(column: tuple[str, ...], publishing: list[Publication | PublicationSchema | PublicationTable]) -> set[str]:
    """Publications that send this column, by name."""
    schema, table, name = column
    found = set()
    for one in publishing:
        match one:
            case Publication(all_tables=True):
                found.add(one.id.name)
            case PublicationSchema() if one.id.path[1] == schema:
                found.add(one.id.path[0])
            case PublicationTable() if one.id.path[1] == qualified((schema, table)) and (not one.columns or name in one.columns):
                found.add(one.id.path[0])
    return found


RULE = PlanRule(code="SC605", severity="warning", find=find)
