"""A constraint inside of ADD COLUMN is proved under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC208",
    severity="warning",
    find=Judged("SC208", "the constraint of the new column {what} is proved for every row of {table} under ACCESS EXCLUSIVE"),
)
