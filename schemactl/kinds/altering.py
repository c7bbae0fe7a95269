"""What leads from one version of an object to another one where it stands, as the rules of its kind say."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import Alter, Context, Replace
from schemactl.model.state import Object
from schemactl.model.statement import Statement


def changed(before: Object, after: Object, ctx: Context) -> Iterator[Statement]:
    """Each rule once; what would have to be made anew stays as it is."""
    called = []
    for field, rule in ctx.kind(after.id).alter.items():
        function = rule.function if isinstance(rule, Alter) else rule
        if getattr(before, field) != getattr(after, field) and function not in called and not isinstance(function, Replace):
            called.append(function)
            outcome = function(before, after, ctx)
            yield from () if isinstance(outcome, Replace) else outcome
