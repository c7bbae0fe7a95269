"""Another version of an extension."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(code="SC407", severity="warning", find=Judged("SC407", "the scripts of {what} run"))
