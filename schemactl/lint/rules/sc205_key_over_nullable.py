"""A primary key over columns that may be null reads the table under an exclusive lock."""

from schemactl.lint.rule import StatementRule, judged

RULE = StatementRule(
    code="SC205",
    severity="warning",
    find=judged("SC205", "{table} is read under ACCESS EXCLUSIVE: nothing proves yet that the key's columns hold no NULL"),
)
