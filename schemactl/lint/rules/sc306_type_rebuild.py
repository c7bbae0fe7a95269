"""A change of type builds indexes again or verifies checks again."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC306", severity="warning", find=judged("SC306", "{what} is built or verified again under ACCESS EXCLUSIVE on {table}")
)
