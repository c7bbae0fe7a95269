"""A plan as text, JSON, SQL, Markdown or HTML; and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemactl.cli.context import FORMAT_VERSION, App
from schemactl.cli.output import shown

if TYPE_CHECKING:
    from schemactl.cli.estimating import Estimates
    from schemactl.live.sizes import Sizes
    from schemactl.planning.work import Proposal
    from schemactl.plans.make import Made
    from schemactl.plans.plan import Plan
    from schemactl.reports.figures import Figures
    from schemactl.reports.paper import Paper


def needed(proposal: Proposal, accepted: Sequence[str]) -> list[str]:
    """What still has to be accepted by name."""
    from schemactl.planning.work import EVERYTHING, acceptance

    found = {acceptance(object_id, hazard): hazard.code for object_id, hazard in proposal.hazards if hazard.destructive}
    return [name for name, code in found.items() if not {EVERYTHING, code, name} & set(accepted)]


def human(proposal: Proposal, *, accepted: Sequence[str] = (), figures: Figures | None = None) -> str:
    """Tree, statements, summary; beside each table that is there, and each statement that locks it, how large it is, where that is known."""
    from schemactl.reports import text
    from schemactl.reports.figures import UNKNOWN

    found = figures or UNKNOWN
    sizes = [found.size(one) for step in proposal.steps for one in step.statements]
    return text.plan(
        proposal.changes, proposal.steps, notes=found.notes, sizes=sizes, times=found.brief_times, needed=needed(proposal, accepted)
    )


def tell(
    app: App,
    made: Made,
    plan: Plan | None,
    path: Path | None,
    *,
    form: str,
    out: Path | None,
    accepted: Sequence[str],
    sizes: Sizes | None = None,
    estimates: Estimates = (),
) -> None:
    """The result on stdout or in a file; where the plan went, beside it."""
    from schemactl.reports.figures import Figures

    figures = Figures(sizes=sizes, estimates=estimates)
    written(app, _formatted(made, plan, path, form, accepted, figures), out, form)
    if plan is None:
        app.note("No plan was written: nothing differs.")
    elif path:
        _wrote(app, path, result=form == "human" and out is None)


def tell_custom(app: App, plan: Plan, data: bytes, path: Path | None, *, form: str, out: Path | None) -> None:
    """A plan that waits for a person's SQL."""
    _its_text(app, plan, data, path, form, out)
    if path:
        app.note(f"Wrote {shown(path)}    Next: write its data step, then schemactl verify {plan.name}")


def tell_written(app: App, plan: Plan, data: bytes, path: Path | None, *, form: str, out: Path | None) -> None:
    """A plan that no difference asked for."""
    _its_text(app, plan, data, path, form, out)
    if path:
        _wrote(app, path, result=form == "human" and out is None)


def _its_text(app: App, plan: Plan, data: bytes, path: Path | None, form: str, out: Path | None) -> None:
    if form == "json":
        written(app, as_json({"plan": plan.name, "file": str(path) if path else None}), out, form)
    elif form != "human" or path is None:
        written(app, data.decode().rstrip("\n"), out, form)


def _wrote(app: App, path: Path, *, result: bool) -> None:
    line = f"Wrote {shown(path)}    Next: git add {shown(path.parent)} {shown(app.config.schema)} && git commit"
    (app.result if result else app.note)(line)


def written(app: App, text: str, out: Path | None, form: str = "human") -> None:
    """A result into a file, or on stdout; only what people read there is coloured."""
    if out is not None:
        out.write_text(f"{text}\n", encoding="utf-8")
        app.note(f"Wrote {shown(out)}")
    elif text:
        (app.result if form in ("human", "sql") else app.plain)(text)


def _formatted(made: Made, plan: Plan | None, path: Path | None, form: str, accepted: Sequence[str], figures: Figures) -> str:
    proposal = made.proposal
    match form:
        case "json":
            from schemactl.reports import document

            return as_json(
                {
                    "plan": plan.name if plan else None,
                    "file": str(path) if path else None,
                    "recorded": made.ahead,
                    "unmodelled": list(made.unmodelled),
                    **document.plan(proposal.changes, proposal.steps, needed=needed(proposal, accepted), figures=figures),
                }
            )
        case "sql":
            return made.data.decode().rstrip("\n") if made.data else ""
        case "markdown":
            from schemactl.reports import markdown

            return markdown.report(_paper(proposal, plan, accepted, figures))
        case "html":
            from schemactl.reports import plan_page

            return plan_page.report(_paper(proposal, plan, accepted, figures))
        case _:
            return human(proposal, accepted=accepted, figures=figures)


def _paper(proposal: Proposal, plan: Plan | None, accepted: Sequence[str], figures: Figures) -> Paper:
    from schemactl.reports import paper, picture

    drawn = picture.before_and_after(proposal.changes, proposal.desired) if proposal.changes else None
    title = plan.name if plan else "No changes"
    return paper.of_proposal(title, proposal.changes, proposal.steps, needed=needed(proposal, accepted), drawn=drawn, figures=figures)


def as_json(document: dict[str, Any]) -> str:
    """A result for programs."""
    from schemactl.reports.json_text import json_text

    return json_text({"format_version": FORMAT_VERSION, **document})
