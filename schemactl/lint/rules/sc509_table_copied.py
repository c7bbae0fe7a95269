"""The table is copied under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC509", severity="warning", find=Judged("SC509", "{table} is copied while nobody can read it"))
