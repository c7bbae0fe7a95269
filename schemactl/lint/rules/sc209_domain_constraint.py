"""A domain's constraint is proved in every table that uses it."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC209", severity="warning", find=Judged("SC209", "{table} is read to prove {what}, and writes to it wait"))
