"""Durability changes."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC408", severity="warning", find=judged("SC408", "{what} is no longer safe from a crash, or no longer replicated in full")
)
