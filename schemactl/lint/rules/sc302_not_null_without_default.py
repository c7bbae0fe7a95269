"""A NOT NULL column without a default fails on the first row."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC302", severity="warning", find=judged("SC302", "{what} is NOT NULL and has no default: it fails on a table that holds rows")
)
