"""A constraint inside of ADD COLUMN is proved under an exclusive lock."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC208",
    severity="warning",
    find=judged("SC208", "the constraint of the new column {what} is proved for every row of {table} under ACCESS EXCLUSIVE"),
)
