"""An index on a partitioned table is built in every partition while writes wait."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC105", severity="warning", find=Judged("SC105", "{what} is built in {table} while writes to all of the partitions wait")
)
