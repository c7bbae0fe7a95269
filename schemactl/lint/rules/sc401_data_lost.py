"""Data is lost."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC401", severity="error", destructive=True, find=judged("SC401", "what {what} holds is lost"))
