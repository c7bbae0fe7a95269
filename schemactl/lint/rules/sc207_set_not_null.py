"""SET NOT NULL reads the whole table under an exclusive lock."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC207", severity="warning", find=judged("SC207", "every row of {table} is read under ACCESS EXCLUSIVE, and one NULL refuses it")
)
