"""Another version of an extension."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(code="SC407", severity="warning", find=judged("SC407", "the scripts of {what} run"))
