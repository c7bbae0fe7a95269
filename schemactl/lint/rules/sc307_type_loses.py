"""A change of type may lose precision."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC307", severity="warning", find=Judged("SC307", "the new type of {what} cannot hold everything that the old one did")
)
