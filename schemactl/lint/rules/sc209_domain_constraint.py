"""A domain's constraint is proved in every table that uses it."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC209", severity="warning", find=judged("SC209", "{table} is read to prove {what}, and writes to it wait"))
