"""A check reads the whole table under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC201", severity="warning", find=Judged("SC201", "every row of {table} is read under ACCESS EXCLUSIVE to prove the check")
)
