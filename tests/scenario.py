"""One scenario folder on a real server: from before.yaml to after.yaml and back again, with the rows of seed.sql in between.

State is the judge: what was planned is run in its transactions, what the server then holds is the desired state, and planning again finds
nothing. Rows outlive it but where a destructive hazard names their table or column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
import psycopg

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import KINDS, security_label
from schemactl.kinds.sql import name, names, qualified
from schemactl.lint.judge import Judge
from schemactl.live.batches import run_all
from schemactl.live.connection import Connection
from schemactl.live.contents import read_contents
from schemactl.live.introspect import introspect
from schemactl.live.runner import run
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.model.statement import Step
from schemactl.planning.compose import ordered, steps
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.half import half
from schemactl.planning.managed import unspoken, within
from schemactl.planning.prove import explain, pin
from schemactl.planning.work import EVERYTHING, Proposal, propose, wanted
from schemactl.plans.body import render_body
from schemactl.plans.plan import plan_steps
from schemactl.scratch.server import ScratchServer

Rows = dict[ObjectId, list[str]]
"""Sorted values of every column that has any, by column."""

PLAN, CONTRACT = "plan.sql", "contract.sql"
"""What people read: the plan's body; where there are two, the first one's and the second one's."""

TYPES = ("enum", "domain", "composite_type", "range_type", "table", "view", "materialized_view")

DESTRUCTIVE = ("SC401", "SC403", "SC410")

HARD_NAME = re.compile(r"""'(?=[^'\n]*")(?=[^'\n]*[A-Z])(?=[^'\n]* )[^'\n]+'""")
"""A scalar in YAML's single quotes with a double quote, a capital and a space: `'Odd "T x'`."""


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder holds. `before` and `after` come from the scratch server, `holds` are questions that the rows answer with yes;
    `holds_back` are asked on the way's end. `halved`: the way there is two plans, expand and contract, and the questions are asked between them as well."""

    folder: Path
    scratch: ScratchServer
    before: Wanted
    after: Wanted
    seed: str
    holds: str
    holds_back: str
    halved: bool = False


def folders(root: Path) -> list[Path]:
    """Every scenario below a folder, by name."""
    return sorted(path.parent for path in root.glob("*/before.yaml"))


def read(server: ScratchServer, folder: Path) -> Scenario:
    """Both states, made by the scratch server; raises SchemaError where a file is wrong."""
    return Scenario(
        folder=folder,
        scratch=server,
        before=_state(server, folder / "before.yaml"),
        after=_state(server, folder / "after.yaml"),
        seed=_text(folder / "seed.sql"),
        holds=_text(folder / "holds.sql"),
        holds_back=_text(folder / "holds_back.sql"),
        halved=(folder / CONTRACT).exists(),
    )


def _state(server: ScratchServer, file: Path) -> Wanted:
    source = FileText(name=f"{file.parent.name}/{file.name}", data=file.read_bytes(), path=file)
    return wanted(server, load_files([source], root=file.parent), scope_of(file.parent))


def scope_of(folder: Path) -> Scope:
    """As `scope.json` says, or everything but the roles."""
    file = folder / "scope.json"
    return Scope.from_json(file.read_text(encoding="utf-8")) if file.exists() else Scope()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def there_and_back(server: ScratchServer, scenario: Scenario, busy: Callable[[State], State] = lambda live: live) -> dict[str, str]:
    """Build, seed, lead to `after`, lead back; the bodies of the plans of the way there, by the files that keep them. `busy` says of a state
    which tables others use."""
    with server.database() as conn:
        pin(conn)
        live = _build(conn, scenario.before)
        if scenario.seed:
            conn.execute(scenario.seed.encode())
            live = introspect(conn, whole_server=True)
        bodies = {}
        phases: tuple[tuple[str, Literal["expand", "contract"] | None], ...] = ((PLAN, None),)
        for file, phase in ((PLAN, "expand"), (CONTRACT, "contract")) if scenario.halved else phases:
            target = half(scenario.scratch, phase, busy(live), _again(scenario.after)) if phase else scenario.after
            proposal, live = lead(scenario.scratch, conn, busy(live), target)
            _ask(conn, scenario.holds)
            bodies[file] = render_body(plan_steps(proposal.steps))
        lead(scenario.scratch, conn, busy(live), scenario.before)
        _ask(conn, scenario.holds_back)
        return bodies


def everything_is_busy(live: State) -> State:
    """Every table as one that others use, and that is large."""
    return msgspec.structs.replace(live, busy=frozenset(one for one in live.objects if KINDS[one.kind].holds_rows))


@contextmanager
def without_roles(server: ScratchServer, scenario: Scenario) -> Iterator[None]:
    """Roles that the scenario makes are not there before, nor afterwards, nor in another run of it at the same time."""
    names = {one.removeprefix("role:") for target in (scenario.before, scenario.after) for one in target.scope.named}
    with closing(server.connect("postgres")) as conn:
        conn.execute("SELECT pg_advisory_lock(4711)")
        try:
            drop_roles(conn, names)
            yield
        finally:
            drop_roles(conn, names)


def drop_roles(conn: Connection, roles: set[str]) -> None:
    """Whoever granted a membership goes after it."""
    left = sorted(roles)
    while left:
        staying = [one for one in left if not _drops(conn, one)]
        assert len(staying) < len(left), f"roles stay: {staying}"
        left = staying


def _drops(conn: Connection, role: str) -> bool:
    try:
        if conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            conn.execute(f"DROP OWNED BY {name(role)}".encode())  # what it may do with parameters
        conn.execute(f"DROP ROLE IF EXISTS {name(role)}".encode())
    except psycopg.errors.DependentObjectsStillExist:
        return False
    return True


def _build(conn: Connection, target: Wanted) -> State:
    """Everything from nothing; what default privileges added is taken back."""
    live = introspect(conn, whole_server=True)
    for _ in range(2):
        here = within(live, target.scope)
        for step in steps(ordered(diff(here, target.state), here, target.state)):
            _run(conn, step)
        live = introspect(conn, target.state.contents, whole_server=True)
    _check_state(live, target)
    return live


def lead(server: ScratchServer, conn: Connection, live: State, target: Wanted) -> tuple[Proposal, State]:
    """Plan to the target and run it; everything that has to be true afterwards is asserted. Returns the state it led to."""
    rows = _rows(conn, live)
    read = partial(read_contents, conn)
    proposal = propose(server, live, msgspec.structs.replace(_again(target), first=target.first), accepted=(EVERYTHING,), read=read)
    _check_judge(live, proposal)
    for step in proposal.steps:
        _run(conn, step)
    after = introspect(conn, target.state.contents, whole_server=True)
    _check_state(after, target)
    second = propose(server, after, _again(target), read=read)
    assert [one.sql for one in second.statements] == []
    _check_rows(conn, live, after, target, proposal, rows)
    return proposal, after


def _check_judge(live: State, proposal: Proposal) -> None:
    """By the trees alone no data is lost but what the plan says, and what runs outside of a transaction has to."""
    judge = Judge(live)
    for step in proposal.steps:
        for statement in step.statements:
            found = judge.judge(statement.sql)
            lost = {one.code for one in found.lost if one.code in DESTRUCTIVE}
            assert lost <= {hazard.code for hazard in statement.hazards}, statement.sql
            assert found.unknown in (None, "DO"), statement.sql
            assert found.transactional or not step.transaction, statement.sql


def copied(state: State) -> State:
    """The same objects in another state, which may get more of them, or lose some."""
    return msgspec.structs.replace(state, objects=dict(state.objects), uses=dict(state.uses))


def _again(target: Wanted) -> Wanted:
    """Planning adds to the desired state what the schema files leave open. Nothing fills placeholders in here."""
    return Wanted(state=copied(target.state), scope=target.scope, around=target.around, nobodys=target.nobodys, literal=True)


def _run(conn: Connection, step: Step) -> None:
    if step.transaction:
        conn.execute("BEGIN")
    for statement in step.statements:
        if statement.batches:
            conn.execute(f"SET search_path TO {names(statement.sees)}".encode())
            run_all(conn, statement.sql, statement.batches)
            pin(conn)
            continue
        # No server of the tests has a label provider.
        run(conn, security_label.rehearsed(statement.sql))
    if step.transaction:
        conn.execute("COMMIT")


def _check_state(after: State, target: Wanted) -> None:
    desired = _again(target).state
    live = within(after, target.scope)
    unspoken(desired, live)
    assert [explain(change) for change in diff(live, desired, literal=True)] == []
    assert after.unmodelled == ()


def _check_rows(conn: Connection, live: State, after: State, target: Wanted, proposal: Proposal, rows: Rows) -> None:
    """Values stay; where the type changes, or what it is made of, as many stay."""
    lost = {object_id for object_id, hazard in proposal.hazards if hazard.destructive}
    kept = _rows(conn, after)
    for column in after.objects:
        was = _earlier(column, live, target)
        # Which rows are listed is part of the state, and was compared.
        if (
            _is_listed(column, after, target)
            or was not in rows
            or _is_successor(was, column, live, target)
            or _is_computed_anew(column, live, after, target)
            or lost & {was, column, *map(_table, (was, column, *after.inherited.get(column, ())))}
        ):
            continue
        if "backfill" in target.state.intents.get(column, {}):
            assert not Counter(rows[was]) - Counter(kept.get(column, [])), f"rows of {column}"
        elif _same_values(was, column, live, after, target):
            assert kept.get(column, []) == rows[was], f"rows of {column}"
        else:
            assert len(kept.get(column, [])) == len(rows[was]), f"number of values of {column}"


def _is_listed(column: ObjectId, after: State, target: Wanted) -> bool:
    return any(_table(one) in target.state.contents for one in (column, *after.inherited.get(column, ())))


def _earlier(column: ObjectId, live: State, target: Wanted) -> ObjectId:
    """The column before every rename that the schema files ask for, of itself and of what it lies in."""
    names = {after.path: before.name for before, after in _renames(target).items()}
    path = (names.get(column.path[: end + 1], part) for end, part in enumerate(column.path))
    was = ObjectId(column.kind, tuple(path))
    return was if was in live else column


def _is_successor(was: ObjectId, column: ObjectId, live: State, target: Wanted) -> bool:
    """Has it, or its table, the name that another one gave up in a rename?"""
    renames = _renames(target)
    return was == column and (_table(column) in renames or renames.get(column, column) not in live)


def _is_computed_anew(column: ObjectId, live: State, after: State, target: Wanted) -> bool:
    """Is it generated from a column that was not there?"""
    sources = (one for one in after.uses[column] if one.kind == column.kind)
    return getattr(after.objects[column], "generated", None) is not None and any(_earlier(one, live, target) not in live for one in sources)


def _renames(target: Wanted) -> dict[ObjectId, ObjectId]:
    """Those of the schema files, and what comes from a parent that has another name."""
    names = {after: before.name for before, after in target.state.renames.items()}
    found = {_beside(one, name): one for one in target.state.inherited if (name := _former(one, names, target.state)) is not None}
    return {**found, **target.state.renames}


def _former(column: ObjectId, names: dict[ObjectId, str], state: State) -> str | None:
    above = (_former(one, names, state) for one in state.inherited.get(column, ()))
    return names[column] if column in names else next((one for one in above if one is not None), None)


def _beside(column: ObjectId, called: str) -> ObjectId:
    return ObjectId(column.kind, (*column.path[:-1], called))


def _table(column: ObjectId) -> ObjectId:
    return ObjectId("table", column.path[:-1])


def _same_values(was: ObjectId, column: ObjectId, live: State, after: State, target: Wanted) -> bool:
    same_type = getattr(live.objects[was], "type", "") == getattr(after.objects[column], "type", "")
    retold = any(_is_retold(used, live, after, target) for used in after.uses[column] if used.kind != "schema" and used != _table(column))
    return same_type and not retold and getattr(after.objects[column], "generated", None) is None


def _is_retold(used: ObjectId, live: State, after: State, target: Wanted) -> bool:
    """Does the type, or one it is made of, write its values in another way?"""
    if used.kind == "table" or "renamed_values" in target.state.intents.get(used, {}) or live.objects.get(used) != after.objects.get(used):
        return True
    return any(_is_retold(one, live, after, target) for one in after.uses[used] if one.kind in TYPES)


def _rows(conn: Connection, state: State) -> Rows:
    """Values as text of every table's own rows."""
    tables: dict[tuple[str, ...], list[ObjectId]] = {}
    for object_id in state.objects:
        if object_id.kind == "column" and _table(object_id) in state:
            tables.setdefault(object_id.path[:-1], []).append(object_id)
    found: Rows = {}
    for table, columns in tables.items():
        values = ", ".join(
            f"array_agg({one}::text ORDER BY {one}::text) FILTER (WHERE {one}::text IS NOT NULL)" for one in (name(c.name) for c in columns)
        )
        row = conn.execute(f"SELECT {values} FROM ONLY {qualified(table)}".encode()).fetchone()
        found.update({column: every for column, every in zip(columns, row or (), strict=True) if every is not None})
    return found


def _ask(conn: Connection, questions: str) -> None:
    for question in filter(str.strip, questions.split(";\n")):
        answer = conn.execute(question.encode()).fetchone()
        assert answer == (True,), question
