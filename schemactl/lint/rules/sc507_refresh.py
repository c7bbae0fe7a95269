"""REFRESH MATERIALIZED VIEW locks out readers."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC507", severity="warning", find=judged("SC507", "readers of {table} wait until it is computed again"))
