"""An index is built while writes wait."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC101", severity="warning", find=judged("SC101", "{what} is built while writes to {table} wait"))
