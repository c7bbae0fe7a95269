"""Dropping a column takes more with it."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC404", severity="warning", find=Judged("SC404", "{what} goes with the column without a word"))
