"""A change of type builds indexes again or verifies checks again."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC306", severity="warning", find=Judged("SC306", "{what} is built or verified again under ACCESS EXCLUSIVE on {table}")
)
