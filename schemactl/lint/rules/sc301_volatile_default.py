"""A volatile default copies the table."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC301",
    severity="warning",
    find=Judged("SC301", "{table} is copied with all its indexes under ACCESS EXCLUSIVE: the default of {what} is computed for each row"),
)
