"""A foreign key reads both tables while writes wait."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC202", severity="warning", find=Judged("SC202", "{table} is read while writes to both tables wait"))
