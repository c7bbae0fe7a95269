"""Durability changes."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC408", severity="warning", find=Judged("SC408", "{what} is no longer safe from a crash, or no longer replicated in full")
)
