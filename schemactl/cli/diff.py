"""`schemactl diff`: any two states, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli import sides
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import exit_code_option, json_option, mismatch_option
from schemactl.cli.project import report_unmodelled

if TYPE_CHECKING:
    from schemactl.model.change import Change

DIFFERENCES = 2


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@mismatch_option("Compare")
@exit_code_option
@json_option
@pass_app
def command(app: App, /, *, before: str, after: str, mismatch: bool, exit_code: bool, as_json: bool) -> int:
    """Say what would turn A into B.

    Each is one of: live (the environment's database), schema (the schema files), plans (where they lead), plan@N (where plan N leads),
    git:REF (the schema files of a commit, branch or tag), a URL, a file that ends in .sql.
    """
    from schemactl.reports import document, text

    for name in (before, after):
        sides.check(name)
    changes, unmodelled = _changes(app, before, after, mismatch=mismatch)
    report_unmodelled(app, unmodelled)
    if as_json:
        app.json({"from": _masked(before), "to": _masked(after), "changes": [document.change(one) for one in changes]})
    elif changes:
        app.result(f"{text.changes_tree(changes)}\n\n{text.summary(changes).replace('Plan:', 'Difference:', 1)}")
    else:
        app.result("No difference.")
    return DIFFERENCES if changes and exit_code else 0


def _changes(app: App, before: str, after: str, *, mismatch: bool) -> tuple[list[Change], tuple[str, ...]]:
    """What differs within what both sides speak of."""
    from schemactl.planning.diff import diff
    from schemactl.planning.managed import unspoken, within

    with sides.opened(app, (before, after), mismatch=mismatch) as sources:
        # Schema files say whose rows are compared; without them none are.
        known = {name: sides.read(app, name, sources, {}) for name in (before, after) if sides.is_of_files(name)}
        contents = next(iter(known.values())).state.contents if known else {}
        one, other = (known.get(name) or sides.read(app, name, sources, contents) for name in (before, after))
    scope = one.scope if sides.is_of_files(before) or (one.own_scope and not other.own_scope) else other.scope
    here, there = within(one.state, scope), within(other.state, scope)
    if sides.is_of_files(before):
        unspoken(here, there)
    if sides.is_of_files(after):
        unspoken(there, here)
    return diff(here, there), tuple(dict.fromkeys((*one.state.unmodelled, *other.state.unmodelled)))


def _masked(name: str) -> str:
    from schemactl.live.connection import masked

    return masked(name)
