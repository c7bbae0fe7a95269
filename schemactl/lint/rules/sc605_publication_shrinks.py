"""Subscribers no longer receive a table."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC605", severity="warning", find=Judged("SC605", "subscribers of {what} no longer receive everything they did"))
