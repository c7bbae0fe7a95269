"""REFRESH MATERIALIZED VIEW locks out readers."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC507", severity="warning", find=Judged("SC507", "readers of {table} wait until it is computed again"))
