"""A NOT NULL column without a default fails on the first row."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC302", severity="warning", find=Judged("SC302", "{what} is NOT NULL and has no default: it fails on a table that holds rows")
)
