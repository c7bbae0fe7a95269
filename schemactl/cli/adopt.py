"""`schemactl adopt`: take over a database that is already what the plans lead to."""

from __future__ import annotations

import click

from schemactl.cli import project
from schemactl.cli.context import App, pass_app
from schemactl.errors import IntegrityError, Problem


@click.command()
@click.argument("plan", required=False)
@pass_app
def command(app: App, *, plan: str | None) -> None:
    """Record plans as applied without running them, once the database is proved to be what they lead to.

    PLAN is the last one to record; without it, all of them. For databases that were there before the first plan: `import --baseline` writes
    the plan that builds them, `adopt` records it.
    """
    from schemactl import __version__
    from schemactl.applying.recording import record_applied
    from schemactl.live.fingerprint import fingerprints
    from schemactl.live.introspect import introspect
    from schemactl.live.within import within
    from schemactl.plans import signature
    from schemactl.plans.adopting import differences
    from schemactl.plans.directory import find_plan
    from schemactl.plans.make import checked_plans

    files = checked_plans(project.project(app))
    if not files:
        raise IntegrityError("there is no plan to record", hint="`schemactl import --baseline` writes one that builds this database")
    last = find_plan(files, plan) if plan else files[-1]
    if file := project.signers(app):
        signature.check(app.config.plans, files, file)
    with project.live(app, read_only=False) as found:
        state = introspect(found.conn, whole_server=True)
        with project.scratch(app, found) as server:
            unlike = differences(server, state, files[: files.index(last) + 1])
        if unlike:
            hint = "bring the database there, or plan from it as it is: schemactl plan --from live"
            raise IntegrityError.of([Problem(code="S710", message=f"not what {last.name} leads to: {one}", hint=hint) for one in unlike])
        scope = last.plan().header.scope
        live = fingerprints(within(state, scope), scope)
        mode = app.environment.mode
        names = record_applied(found.conn, files, up_to=last, live=live, mode=mode, tool_version=__version__, proved=True)
    app.result(f"Recorded {', '.join(names)}" if names else "Nothing to record: the ledger holds these plans")
