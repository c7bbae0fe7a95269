"""A unique or primary key builds its index under an exclusive lock."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC204", severity="warning", find=judged("SC204", "the index of {what} is built under ACCESS EXCLUSIVE on {table}")
)
