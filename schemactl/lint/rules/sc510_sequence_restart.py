"""A sequence that starts below what the table holds."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC510", severity="warning", find=judged("SC510", "{what} starts again: a number that exists already makes the next insert fail")
)
