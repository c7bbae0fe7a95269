"""A constraint goes away."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC211", severity="warning", find=Judged("SC211", "{what} no longer holds for new rows"))
