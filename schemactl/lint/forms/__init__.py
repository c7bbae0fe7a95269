"""What each form of statement does: locks, work, loss, by the tag of its parse tree. One explicit list."""

from __future__ import annotations

from collections.abc import Callable

from schemactl.lint.facts import Facts
from schemactl.lint.forms import alter_table, alter_type, creating, dropping, indexes, objects, renaming, rows, tables
from schemactl.lint.tree import Node

Form = Callable[[Node, Facts], None]

FORMS: dict[str, Form] = {
    **alter_table.FORMS,
    **alter_type.FORMS,
    **creating.FORMS,
    **dropping.FORMS,
    **indexes.FORMS,
    **renaming.FORMS,
    **rows.FORMS,
    **tables.FORMS,
    **objects.FORMS,
}
