"""An exclusion constraint has no online form."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC206",
    severity="warning",
    find=Judged("SC206", "the index of {what} is built under ACCESS EXCLUSIVE on {table}, and there is no other way"),
)
