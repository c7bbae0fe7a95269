"""A role is dropped."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC410",
    severity="error",
    destructive=True,
    find=judged("SC410", "{what} goes, with its memberships, in every database of the server"),
)
