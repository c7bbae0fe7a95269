"""A role is dropped."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC410",
    severity="error",
    destructive=True,
    find=Judged("SC410", "{what} goes, with its memberships, in every database of the server"),
)
