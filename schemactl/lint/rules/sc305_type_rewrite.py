"""A change of type copies the table."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC305",
    severity="warning",
    find=judged("SC305", "{table} is copied with all its indexes under ACCESS EXCLUSIVE for the type of {what}"),
)
