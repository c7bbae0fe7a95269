"""`schemactl show`: a plan, or what the schema files say about an object: its SQL, its YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemactl.cli import plan_report
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option, mismatch_option, out_option
from schemactl.cli.project import project, scratch
from schemactl.errors import UsageError
from schemactl.model.identity import dotted
from schemactl.model.state import Object, State, fields
from schemactl.reports.problems import printable, printable_lines

if TYPE_CHECKING:
    from schemactl.plans.directory import PlanFile
    from schemactl.plans.plan import Plan
    from schemactl.plans.rehearsal import Rehearsal
    from schemactl.scratch.server import ScratchServer


@click.command()
@click.argument("what", metavar="[PLAN|OBJECT]", required=False)
@click.option("--sql", "form", flag_value="sql", help="SQL alone.")
@click.option("--yaml", "form", flag_value="yaml", help="An object as `import` would write it.")
@click.option(
    "--format",
    "printed",
    type=click.Choice(["human", "sql", "yaml", "json", "markdown", "html"]),
    help="How to print it; markdown and html are for plans.",
)
@out_option
@mismatch_option("Read objects")
@json_option
@pass_app
def command(
    app: App, /, *, what: str | None, form: str | None, printed: str | None, mismatch: bool, as_json: bool, out: Path | None
) -> None:
    """Show a plan (2, 0002, 0002_add_orders; the last one without a name), or the SQL of an object (app.orders).

    An object is shown as the schema files describe it, printed by PostgreSQL; no plan and no database is needed.
    """
    from schemactl.plans.directory import find_plan, list_plans

    form = "json" if as_json else printed or form
    plans = list_plans(app.config.plans)
    if what is None and not plans:
        raise UsageError("there is no plan yet; name an object", hint="schemactl show public.users")
    if what is None or _names_a_plan(what, plans):
        _show_plan(app, find_plan(plans, what) if what else plans[-1], form, out)
        return
    if form in ("markdown", "html") or out is not None:
        raise UsageError("--format markdown, --format html and --out are for plans")
    with scratch(app, mismatch=mismatch) as server:
        _show_object(app, server, what, form)


def _names_a_plan(what: str, plans: Sequence[PlanFile]) -> bool:
    name = what.removesuffix(".sql")
    return what.isdigit() or what.endswith(".sql") or any(plan.name == name for plan in plans)


def _show_plan(app: App, file: PlanFile, form: str | None, out: Path | None) -> None:
    plan_report.written(app, _printed_plan(file, form or "human"), out, form or "human")


def _printed_plan(file: PlanFile, form: str) -> str:
    from schemactl.plans import rehearsal
    from schemactl.reports import markdown, paper, plan_page

    match form:
        case "sql":
            return printable_lines(file.data.decode().rstrip("\n"))
        case "json":
            return plan_report.as_json({**_plan_document(file.plan()), "rehearsal": _rehearsal(file)})
        case "markdown":
            return markdown.report(paper.of_file(file.plan(), rehearsal.read(file)))
        case "html":
            return plan_page.report(paper.of_file(file.plan(), rehearsal.read(file)))
        case "yaml":
            raise UsageError("a plan has no YAML", hint="--sql or --json")
        case _:
            return "\n".join(_plan_text(file.plan(), rehearsal.read(file)))


def _plan_text(plan: Plan, rehearsal: Rehearsal | None) -> Iterator[str]:
    from schemactl.plans.marker import step_line
    from schemactl.reports import rehearsals

    header = plan.header
    accepted = f", accepted: {', '.join(header.accepted)}" if header.accepted else ""
    yield printable(
        f"Plan  {plan.name}   {header.changes} change{'s' if header.changes != 1 else ''}{accepted}   PostgreSQL {header.after.major}"
    )
    if rehearsal:
        yield f"{rehearsals.sentence(rehearsal)}\n{rehearsals.table(rehearsal.statements)}"
    for number, step in enumerate(plan.steps, 1):
        yield f"\n{printable(step_line(number, step.mode, step.batches))}"
        for position, statement in enumerate(step.statements, 1):
            codes = f"   [{', '.join(statement.codes)}]" if statement.codes else ""
            lock = f"   lock: {statement.lock.value}   blocks: {statement.lock.blocks}" if statement.lock.value != "none" else ""
            yield printable(f"-- {number}.{position} {statement.verb} {statement.label}{lock}{codes}")
            yield f"{printable_lines(statement.sql)};"


def _rehearsal(file: PlanFile) -> dict[str, Any] | None:
    from schemactl.plans import rehearsal
    from schemactl.reports import rehearsals

    found = rehearsal.read(file)
    return rehearsals.document(found) if found else None


def _plan_document(plan: Plan) -> dict[str, Any]:
    from schemactl.reports.document import batches

    header = plan.header
    return {
        "plan": plan.name,
        "parent": header.parent,
        "from": header.before.full,
        "to": header.after.full,
        "changes": header.changes,
        "accepted": list(header.accepted),
        "steps": [
            {
                "mode": step.mode,
                **batches(step.batches),
                "statements": [
                    {"sql": one.sql, "verb": one.verb, "object": one.label, "lock": one.lock.value, "hazards": list(one.codes)}
                    for one in step.statements
                ],
            }
            for step in plan.steps
        ],
    }


def _show_object(app: App, server: ScratchServer, what: str, form: str | None) -> None:
    from schemactl.planning.describing import belonging, called, making
    from schemactl.planning.work import wanted
    from schemactl.plans.make import read_schema

    files = project(app)
    state = wanted(server, read_schema(files), files.scope).state
    part = belonging(state, called(state, what))
    match form:
        case "yaml":
            app.result(_yaml(part))
        case "json":
            statements = making(server, state, part)
            objects = [{"kind": one.id.kind, "object": dotted(one.id.path), **_plain(one)} for one in part]
            app.json({"objects": objects, "sql": [one.sql for one in statements]})
        case _:
            app.result("\n\n".join(f"{printable_lines(one.sql)};" for one in making(server, state, part)))


def _yaml(part: State) -> str:
    """The file that `import` would write; what belongs to no schema stands in the database's."""
    from schemactl.desired.writer import DATABASE_FILE, write

    files = write(part, layout="schema")
    chosen = [text for name, text in files.items() if name != DATABASE_FILE] or [files[DATABASE_FILE]]
    lines = [line for text in chosen for line in text.rstrip("\n").split("\n") if not line.startswith("# yaml-language-server")]
    return "\n".join(printable(line) for line in lines)


def _plain(obj: Object) -> dict[str, Any]:
    import msgspec

    return {name: msgspec.to_builtins(value) for name, value in fields(obj).items()}
