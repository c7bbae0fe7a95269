"""An index on a partitioned table is built in every partition while writes wait."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC105", severity="warning", find=judged("SC105", "{what} is built in {table} while writes to all of the partitions wait")
)
