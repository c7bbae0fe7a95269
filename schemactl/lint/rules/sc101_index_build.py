"""An index is built while writes wait."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC101", severity="warning", find=Judged("SC101", "{what} is built while writes to {table} wait"))
