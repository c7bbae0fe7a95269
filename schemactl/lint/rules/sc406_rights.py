"""Who may see or do what changes."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC406", severity="warning", find=judged("SC406", "{what}: who may see or do what changes"))
