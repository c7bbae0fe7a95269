"""`schemactl plan --collations`: indexes in the order of an earlier version of a collation → a plan that rebuilds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from schemactl.cli import plan_report
from schemactl.cli.context import App
from schemactl.cli.project import live, project, scratch, target_line

if TYPE_CHECKING:
    from schemactl.cli.plan import Asked
    from schemactl.plans.make import Wish

DIFFERENCES = 2


def planned_collations(app: App, wish: Wish, asked: Asked) -> int:
    """Of the environment's database; the plan runs in the others as well, where it rebuilds the same indexes."""
    from schemactl.cli import linting
    from schemactl.kinds.sql import qualified
    from schemactl.live.collations import outdated_collations
    from schemactl.plans.collating import Collating, collating
    from schemactl.plans.make import write_plan

    files = project(app)
    with live(app) as found, scratch(app, found, mismatch=asked.mismatch) as server:
        app.note(target_line(app, found))
        outdated = outdated_collations(found.conn)
        named = msgspec.structs.replace(wish, name=asked.name or "collations")
        made = collating(files, server, outdated, named, linting.look(files.root, asked.accept)) if outdated else Collating(plan=None)
    if made.foreign:
        listed = ", ".join(qualified((one.schema, one.name)) for one in made.foreign)
        app.note(
            f"note: not managed by this project, and left as they are: {listed}; REINDEX INDEX CONCURRENTLY them, "
            "and then ALTER COLLATION … REFRESH VERSION by hand, which this plan leaves out for what they are sorted by"
        )
    if made.plan is None:
        if asked.form == "json":
            app.json({"plan": None, "file": None})
        elif not made.foreign:
            app.result("Nothing to do: each collation has the version that its indexes were built with.")
        return 0
    path = None if asked.dry_run else write_plan(files, made.plan, made.data)
    plan_report.tell_written(app, made.plan, made.data, path, form=asked.form, out=asked.out)
    return DIFFERENCES if asked.exit_code else 0
