"""Dropping a column takes more with it."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC404", severity="warning", find=judged("SC404", "{what} goes with the column without a word"))
