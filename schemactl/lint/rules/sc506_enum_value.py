"""A new value of an enum."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC506",
    severity="warning",
    find=judged("SC506", "the new value of {what} is usable only once committed, and can never be removed"),
)
