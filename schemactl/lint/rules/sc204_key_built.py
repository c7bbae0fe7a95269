"""A unique or primary key builds its index under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC204", severity="warning", find=Judged("SC204", "the index of {what} is built under ACCESS EXCLUSIVE on {table}")
)
