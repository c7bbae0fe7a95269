"""A serial, identity or stored generated column copies the table."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC303",
    severity="warning",
    find=Judged("SC303", "{table} is copied with all its indexes under ACCESS EXCLUSIVE to compute {what}"),
)
