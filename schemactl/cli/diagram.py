"""`schemactl diagram`: tables and foreign keys as a picture; with --diff, what a plan does to them."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from schemactl.cli import sides
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import format_option, mismatch_option, out_option
from schemactl.cli.output import shown
from schemactl.cli.project import project
from schemactl.errors import UsageError
from schemactl.model.identity import dotted

if TYPE_CHECKING:
    from schemactl.model.change import Change
    from schemactl.model.state import State
    from schemactl.reports.picture import Detail, Picture


class Asked(NamedTuple):
    """The options, as the command line gave them."""

    of: str
    around: tuple[str, ...]
    depth: int
    plan: str | None
    detail: Detail | None


@click.command()
@format_option("mermaid", "dot", "svg", "html")
@click.option(
    "--of", default="schema", metavar="SIDE", show_default=True, help="What is drawn: schema, live, plans, plan@N, git:REF, a URL."
)
@click.option("--around", multiple=True, metavar="TABLE", help="Only this table and those near it. Repeatable.")
@click.option("--depth", type=click.IntRange(min=0), default=1, show_default=True, help="How many foreign keys away is near.")
@click.option("--diff", "plan", metavar="PLAN", help="What a plan adds, changes and removes, with the tables beside them.")
@click.option("--columns", "detail", type=click.Choice(["all", "keys", "none"]), help="Without it: fewer, the more tables there are.")
@mismatch_option("Read")
@out_option
@pass_app
def command(app: App, /, *, form: str, mismatch: bool, out: Path | None, **rest: str) -> None:
    """Draw tables and foreign keys.

    The schema files are drawn as they are written, without any server; `--of live` draws the database. mermaid is for Markdown, dot for Graphviz;
    svg and html need nothing else: html can be moved, enlarged and searched. Partitions are counted in their table, not drawn.
    """
    asked = Asked(**rest)  # type: ignore[arg-type]  # click gives each option its own type
    whole = _of_plan(app, asked.plan, mismatch=mismatch) if asked.plan else _of_side(app, asked.of, mismatch=mismatch)
    text = _drawn(_chosen(whole, asked), form, app.config.root.name)
    if out is None:
        app.plain(text)
    else:
        out.write_text(f"{text}\n", encoding="utf-8")
        app.note(f"Wrote {shown(out)}")


def _of_side(app: App, name: str, *, mismatch: bool) -> Picture:
    from schemactl.planning.managed import within
    from schemactl.plans.make import read_schema
    from schemactl.reports import picture

    if name == "schema":
        return picture.picture(read_schema(project(app)))
    sides.check(name)
    with sides.opened(app, (name,), mismatch=mismatch) as sources:
        side = sides.read(app, name, sources, {})
    return picture.picture(within(side.state, side.scope))


def _of_plan(app: App, name: str, *, mismatch: bool) -> Picture:
    """Where the plan leads, with marks for what it does, and what stands beside that."""
    from schemactl.reports import picture

    after, changes = _led(app, name, mismatch=mismatch)
    return picture.affected(picture.picture(after, changes))


def _led(app: App, name: str, *, mismatch: bool) -> tuple[State, list[Change]]:
    from schemactl.model.state import State
    from schemactl.planning.diff import diff
    from schemactl.planning.managed import within
    from schemactl.plans.directory import find_plan, list_plans

    plans = list_plans(app.config.plans)
    number = plans.index(find_plan(plans, name))
    earlier = (f"plan@{plans[number - 1].name}",) if number else ()
    names = (*earlier, f"plan@{plans[number].name}")
    with sides.opened(app, names, mismatch=mismatch) as sources:
        *before, after = (sides.read(app, one, sources, {}) for one in names)
    here = within(before[0].state, after.scope) if before else State(major=after.state.major)
    there = within(after.state, after.scope)
    return there, diff(here, there)


def _chosen(whole: Picture, asked: Asked) -> Picture:
    from schemactl.reports import picture

    if asked.around:
        paths = {box.path for name in asked.around for box in picture.around(whole, _named(whole, name), asked.depth).boxes}
        whole = picture.only(whole, paths)
    return picture.detailed(whole, asked.detail)


def _named(whole: Picture, name: str) -> tuple[str, ...]:
    """The table that is called so, with its schema or without."""
    found = [box.path for box in whole.boxes if name in (box.title, ".".join(box.path), box.path[-1])]
    exact = [path for path in found if name != path[-1]] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise UsageError(f"{name} is the name of several tables", hint=f"one of: {', '.join(map(dotted, exact))}")
    close = get_close_matches(name, [one for box in whole.boxes for one in (box.title, box.path[-1])], 1)
    raise UsageError(f"there is no table {name}", hint=f"did you mean {close[0]}?" if close else "write it with its schema: app.orders")


def _drawn(picture: Picture, form: str, title: str) -> str:
    from schemactl.reports import diagram_page, dot, mermaid, svg

    match form:
        case "mermaid":
            return mermaid.diagram(picture)
        case "dot":
            return dot.diagram(picture)
        case "svg":
            return svg.diagram(picture).rstrip("\n")
        case _:
            return diagram_page.diagram(picture, title)
