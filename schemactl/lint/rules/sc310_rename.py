"""A rename breaks whoever says the old name."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC310", severity="warning", find=Judged("SC310", "whoever says the old name of {what} fails from the commit on"))
