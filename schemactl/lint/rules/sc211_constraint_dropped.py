"""A constraint goes away."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC211", severity="warning", find=judged("SC211", "{what} no longer holds for new rows"))
