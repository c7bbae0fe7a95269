"""A serial, identity or stored generated column copies the table."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC303",
    severity="warning",
    find=judged("SC303", "{table} is copied with all its indexes under ACCESS EXCLUSIVE to compute {what}"),
)
