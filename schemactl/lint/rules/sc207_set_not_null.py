"""SET NOT NULL reads the whole table under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC207", severity="warning", find=Judged("SC207", "every row of {table} is read under ACCESS EXCLUSIVE, and one NULL refuses it")
)
