"""A partition is attached or made under a lock that keeps others waiting."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC505", severity="warning", find=judged("SC505", "{table} is read or indexed under ACCESS EXCLUSIVE"))
