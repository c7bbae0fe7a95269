"""An exclusion constraint has no online form."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC206",
    severity="warning",
    find=judged("SC206", "the index of {what} is built under ACCESS EXCLUSIVE on {table}, and there is no other way"),
)
