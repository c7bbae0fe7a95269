"""`schemactl import`: a live database → schema files, proved to say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.output import shown
from schemactl.cli.project import live, project, report_unmodelled, root_of, scratch, target_line
from schemactl.errors import RefusedError, SchemaError, UsageError
from schemactl.model.scope import Scope

if TYPE_CHECKING:
    from schemactl.live.contents import ReadContents
    from schemactl.model.content import Content
    from schemactl.model.identity import ObjectId
    from schemactl.model.state import State
    from schemactl.planning.importing import Imported
    from schemactl.plans.make import Project
    from schemactl.scratch.server import ScratchServer


@click.command()
@click.option("--schema", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write here instead of `schema`.")
@click.option("--only", multiple=True, metavar="GLOB", help="Only schemas of this name. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these: KIND:NAME or NAME, as in [scope] ignore. Repeatable.")
@click.option(
    "--layout",
    type=click.Choice(["object", "kind", "schema"]),
    default="object",
    show_default=True,
    help="A file per object, kind or schema.",
)
@click.option("--overwrite", is_flag=True, help="Replace the schema files: YAML files that the import does not write are removed.")
@click.option(
    "--merge",
    is_flag=True,
    help="Keep the schema files: what differs is written anew where it stands; new objects get files by the layout.",
)
@click.option("--rows", "tables", multiple=True, metavar="TABLE", help="List this table's rows too, by its primary key. Repeatable.")
@click.option("--baseline", is_flag=True, help="Write the first plan too: it builds what was imported.")
@json_option
@pass_app
def command(
    app: App,
    *,
    folder: Path | None,
    only: Sequence[str],
    exclude: Sequence[str],
    layout: str,
    overwrite: bool,
    merge: bool,
    tables: Sequence[str],
    baseline: bool,
    as_json: bool,
) -> None:
    """Read a live database into YAML.

    What is written is read back, built in a scratch database and compared before a file is touched.

    --merge compares object by object: a table, a view, a function that the files describe as it is stays as it is written, comments
    included; one that differs is written anew in its place, with what it contains; one that is gone is removed.

    --rows writes what a lookup table holds, in mode keep, at most 50,000 rows; everything else stays where it is: no other row is read.
    """
    from schemactl.live.contents import contents_named, read_contents
    from schemactl.live.introspect import introspect
    from schemactl.live.within import within
    from schemactl.planning.importing import import_state
    from schemactl.plans import schema_files

    files = _project(app, folder)
    if merge and overwrite:
        raise UsageError("--merge and --overwrite exclude each other")
    if not overwrite and not merge:
        _refuse_existing(files)
    if baseline:
        _refuse_plans(files)
    with live(app) as found, scratch(app, found) as server:
        app.note(target_line(app, found))
        state = introspect(found.conn, whole_server=True)
        files = msgspec.structs.replace(files, scope=_scope(files.scope, state, only, exclude))
        listed = contents_named(within(state, files.scope), tables)
        if merge:
            imported, wrote = _merged(files, server, state, layout, partial(read_contents, found.conn), listed)
        else:
            state = read_contents(found.conn, state, listed) if listed else state
            imported = import_state(server, state, files.scope, layout=layout)
            wrote = sorted(imported.files)
            schema_files.replace_all(files.schema, imported.files)
        plan = _baseline(files, server) if baseline else None
    _tell(app, files, imported, wrote, plan, as_json=as_json)
    if only or exclude:
        _tell_scope(app, files.scope)


def _project(app: App, folder: Path | None) -> Project:
    files = project(app)
    if folder is None:
        return files
    return msgspec.structs.replace(files, schema=folder.resolve(), root=root_of(folder.resolve(), app.config.root))


def _refuse_existing(files: Project) -> None:
    from schemactl.plans.schema_files import yaml_files

    existing = yaml_files(files.schema)
    if existing and not _describe_nothing(files):
        raise RefusedError(
            f"{shown(files.schema)} holds {len(existing)} schema file{'s' if len(existing) > 1 else ''} already",
            hint="--merge brings them up to date; --overwrite replaces them; --schema DIR writes elsewhere",
        )


def _describe_nothing(files: Project) -> bool:
    """Those of `init` are nobody's work; those with mistakes in them are."""
    from schemactl.desired.loader import load

    try:
        return not load(files.schema, root=files.root).origins
    except SchemaError:
        return False


def _refuse_plans(files: Project) -> None:
    from schemactl.plans.directory import list_plans

    if plans := list_plans(files.plans):
        raise RefusedError(
            f"--baseline writes the first plan, and there are {len(plans)} plans in {shown(files.plans)}", hint="leave --baseline out"
        )


def _scope(scope: Scope, state: State, only: Sequence[str], exclude: Sequence[str]) -> Scope:
    """--only narrows the schemas of the configuration, --exclude adds to what it ignores."""
    ignored = tuple(one if ":" in one else f"*:{one}" for one in exclude)
    if only:
        narrowed = msgspec.structs.replace(scope, schemas=tuple(only))
        names = {one.path[0] for one in state.objects if one.kind == "schema"}
        kept = [one for one in state.objects if one.path[0] in names and scope.manages(one) and narrowed.manages(one)]
        if not kept:
            raise UsageError(f"no schema is called {' or '.join(only)}", hint=f"there are: {', '.join(sorted(names))}")
        if scope.schemas != ("*",):
            narrowed = msgspec.structs.replace(scope, schemas=tuple(sorted({one.path[0] for one in kept})))
        scope = narrowed
    return msgspec.structs.replace(scope, ignore=(*scope.ignore, *ignored))


def _merged(
    files: Project, server: ScratchServer, state: State, layout: str, read: ReadContents, listed: Mapping[ObjectId, Content]
) -> tuple[Imported, list[str]]:
    """The files that the merge changes, written or removed; one that cannot be written leaves the others as they are."""
    from schemactl.planning.merging import merge_state
    from schemactl.plans import schema_files

    merged = merge_state(
        server,
        state,
        schema_files.sources(files),
        files.scope,
        root=files.root,
        folder=str(files.schema.relative_to(files.root)),
        layout=layout,
        read=read,
        listed=listed,
    )
    return merged.imported, schema_files.write_merged(files, merged.files)


def _baseline(files: Project, server: ScratchServer) -> Path | None:
    from schemactl.plans.make import Wish, make, write_plan

    made = make(files, server, None, Wish(name="baseline", base="plans"))
    return write_plan(files, made.plan, made.data) if made.plan and made.data else None


def _tell(app: App, files: Project, imported: Imported, wrote: Sequence[str], plan: Path | None, *, as_json: bool) -> None:
    report_unmodelled(app, imported.unmodelled)
    for difference in imported.unsettled:
        app.note(f"warning: PostgreSQL prints this in another way when it is loaded back: {difference}")
    if as_json:
        app.json(
            {
                "schema": str(files.schema),
                "files": list(wrote),
                "plan": str(plan) if plan else None,
                "unmodelled": list(imported.unmodelled),
                "unsettled": imported.unsettled,
            }
        )
        return
    count = len(wrote)
    app.result(f"Wrote {count} file{'s' if count != 1 else ''} to {shown(files.schema)}")
    if plan:
        app.result(f"Wrote {shown(plan)}")
    else:
        app.note(
            "Next: schemactl plan --from live says whether the files and the database agree; import --merge --baseline also writes the first plan."
        )


def _tell_scope(app: App, scope: Scope) -> None:
    """What was left out would be dropped by the next plan, unless the configuration leaves it out too."""
    lists = {"schemas": scope.schemas, "ignore": scope.ignore}
    lines = "".join(f"\n  {key} = [{', '.join(map(_quoted, values))}]" for key, values in lists.items() if values)
    app.note(f"note: a plan leaves the same out when the configuration says so:\n  [scope]{lines}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
