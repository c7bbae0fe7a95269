"""A change of type may lose precision."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC307", severity="warning", find=judged("SC307", "the new type of {what} cannot hold everything that the old one did")
)
