"""A new column of a domain with a constraint copies the table."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC304",
    severity="warning",
    find=Judged("SC304", "{table} is copied with all its indexes under ACCESS EXCLUSIVE: the domain of {what} is checked for each row"),
)
