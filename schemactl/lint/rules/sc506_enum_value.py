"""A new value of an enum."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC506",
    severity="warning",
    find=Judged("SC506", "the new value of {what} is usable only once committed, and can never be removed"),
)
