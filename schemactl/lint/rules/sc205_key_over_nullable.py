"""A primary key over columns that may be null reads the table under an exclusive lock."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC205",
    severity="warning",
    find=Judged("SC205", "{table} is read under ACCESS EXCLUSIVE: nothing proves yet that the key's columns hold no NULL"),
)
