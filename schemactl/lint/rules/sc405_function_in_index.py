"""A function that an index, a check or a generated column uses is replaced."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC405", severity="warning", find=Judged("SC405", "what was stored by {what} stays as it was computed before"))
