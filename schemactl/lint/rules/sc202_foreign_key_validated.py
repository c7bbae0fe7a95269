"""A foreign key reads both tables while writes wait."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC202", severity="warning", find=judged("SC202", "{table} is read while writes to both tables wait"))
