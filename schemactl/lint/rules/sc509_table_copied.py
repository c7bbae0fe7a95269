"""The table is copied under an exclusive lock."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC509", severity="warning", find=judged("SC509", "{table} is copied while nobody can read it"))
