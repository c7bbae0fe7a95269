"""A volatile default copies the table."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC301",
    severity="warning",
    find=judged("SC301", "{table} is copied with all its indexes under ACCESS EXCLUSIVE: the default of {what} is computed for each row"),
)
