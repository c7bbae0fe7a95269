"""Who may see or do what changes."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC406", severity="warning", find=Judged("SC406", "{what}: who may see or do what changes"))
