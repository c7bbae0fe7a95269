"""Subscribers no longer receive a table."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC605", severity="warning", find=judged("SC605", "subscribers of {what} no longer receive everything they did"))
