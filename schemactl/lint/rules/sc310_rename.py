"""A rename breaks whoever says the old name."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC310", severity="warning", find=judged("SC310", "whoever says the old name of {what} fails from the commit on"))
