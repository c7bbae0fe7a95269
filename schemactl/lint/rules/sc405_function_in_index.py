"""A function that an index, a check or a generated column uses is replaced."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC405", severity="warning", find=judged("SC405", "what was stored by {what} stays as it was computed before"))
