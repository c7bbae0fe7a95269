"""A partition is attached or made under a lock that keeps others waiting."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC505", severity="warning", find=Judged("SC505", "{table} is read or indexed under ACCESS EXCLUSIVE"))
