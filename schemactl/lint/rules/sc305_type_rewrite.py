"""A change of type copies the table."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC305",
    severity="warning",
    find=Judged("SC305", "{table} is copied with all its indexes under ACCESS EXCLUSIVE for the type of {what}"),
)
