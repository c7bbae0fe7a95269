"""An index is rebuilt while its readers and the table's writers wait."""

from schemactl.lint.rule import Judged, StatementRule

RULE = StatementRule(
    code="SC103",
    severity="warning",
    find=Judged("SC103", "the indexes of {table} are rebuilt while readers of the index and writers of the table wait"),
)
