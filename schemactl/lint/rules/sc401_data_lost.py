"""Data is lost."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC401", severity="error", destructive=True, find=Judged("SC401", "what {what} holds is lost"))
