"""A sequence that starts below what the table holds."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC510", severity="warning", find=Judged("SC510", "{what} starts again: a number that exists already makes the next insert fail")
)
