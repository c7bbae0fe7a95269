"""Plans take the safe form of every change that has one, on every major: nothing is read or written anew under a lock that readers or writers wait for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import msgspec
import recipe
import scenario
from hazards import forms
from psycopg.errors import Diagnostic
from recipe import Recipe

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.lint.judge import Judge
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.sizes import with_storage
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.model.statement import Statement, Step
from schemactl.planning.ground import Wanted
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer

SCANS = frozenset(("SC101", "SC201", "SC202", "SC204", "SC207", "SC209", "SC301", "SC303", "SC304"))
"""Hazards of statements that take as long as the table is large, while others wait."""

WORK = re.compile(r'(?:rewriting|verifying) table "(\w+)"|building index "\w+" on table "(\w+)"')
NAMES = "SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
FILES = "SELECT oid, pg_relation_filenode(oid) FROM pg_class WHERE relkind IN ('r', 'm', 'i')"
READ = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables"


def test_every_form_has_an_answer() -> None:
    answers = Counter([*(one for found in recipe.recipes() for one in found.ids), *recipe.reasons()])
    assert [one for one, times in answers.items() if times > 1] == []
    assert set(answers) == set(recipe.ids())
    table = forms.table()
    assert table is None or [one.id for one in forms.read(table)] == recipe.ids()


def test_every_recipe_is_taken(each_server: ScratchServer) -> None:
    every = [one for one in recipe.recipes() if each_server.major in one.majors]
    target = _state(each_server, [(one, one.after) for one in every])
    with each_server.database() as conn:
        pin(conn)
        scenario._build(conn, _state(each_server, [(one, one.before) for one in every]))
        for one in every:
            if one.rows:
                conn.execute(one.named(one.rows).encode())
        live = _busy(introspect(conn, whole_server=True))
        steps = propose(each_server, live, scenario._again(target), accepted=(EVERYTHING,)).steps
        watched = Watched(conn, live)
        for step in steps:
            watched.run(step)
        after = introspect(conn, whole_server=True)
        scenario._check_state(after, target)
        assert [one.sql for one in propose(each_server, _busy(after), scenario._again(target)).statements] == []
    wrong = [said for one in every for said in _wrong(one, watched, each_server.major)]
    assert not wrong, "\n".join(wrong)


def _state(server: ScratchServer, texts: list[tuple[Recipe, str]]) -> Wanted:
    files = [FileText(name=f"{one.schema}.yaml", data=one.file(text)) for one, text in texts]
    return wanted(server, load_files(files), Scope())


def _busy(live: State) -> State:
    """Every table and materialized view as one that others use, and that is large."""
    return msgspec.structs.replace(live, busy=with_storage(live))


def _wrong(one: Recipe, watched: Watched, major: int) -> list[str]:
    said = watched.statements[one.schema]
    found = [one.unnamed(statement.sql) for statement in said if statement.verb != "?"]
    wrong = (
        [] if recipe.fits(found, one.plan[major]) else [f"== {', '.join(one.ids)}: the plan on {major} is", *(f"> {sql}" for sql in found)]
    )
    hazards = [f"{one.unnamed(statement.sql)}: {hazard.code}" for statement in said for hazard in statement.hazards if hazard.code in SCANS]
    others_wait = [one.unnamed(sql) for sql in watched.waits[one.schema]]
    if one.known:
        return [*wrong, *([] if others_wait else [f"{one.ids[0]}: nobody waits any more"])]
    return [*wrong, *(f"{one.ids[0]}: others wait for {sql}" for sql in (*hazards, *others_wait))]


class Watched:
    """Runs a plan's steps. `waits` holds, by schema, what reads a table or writes it anew while its transaction holds locks that others wait for: as the judge says
    before the plan has begun, or else, where what the plan did before may have spared it, as PostgreSQL itself does."""

    def __init__(self, conn: Connection, live: State) -> None:
        self.conn, self.judge = conn, Judge(live)
        self.schemas = {one.name for one in live.objects if one.kind == "schema"}
        self.there = {oid: (schema, relation) for oid, schema, relation in conn.execute(NAMES)}
        self.statements: defaultdict[str, list[Statement]] = defaultdict(list)
        self.waits: defaultdict[str, list[str]] = defaultdict(list)

    def run(self, step: Step) -> None:
        """In its transaction."""
        held: set[tuple[str, ...]] = set()
        if step.transaction:
            self.conn.execute("BEGIN")
        for statement in step.statements:
            # A privilege's path begins with what it is on.
            schema = next((one for one in statement.object_id.path if one in self.schemas), "")
            found = self.judge.judge(statement.sql)
            held |= {path for path, lock in found.locks.items() if lock.blocks in ("writes", "reads, writes")}
            work = {one.relation for one in found.work if one.code != "empty"}
            # What runs CONCURRENTLY locks its index once it is done.
            suspect = bool(work and held) if step.transaction else bool(work & held)
            self.statements[schema].append(statement)
            if self._works(statement) if suspect and step.transaction else self._run(statement, suspect=suspect):
                self.waits[schema].append(statement.sql)
        if step.transaction:
            self.conn.execute("COMMIT")

    def _run(self, statement: Statement, *, suspect: bool) -> bool:
        scenario._run(self.conn, Step(statements=(statement,), transaction=False))
        return suspect

    def _works(self, statement: Statement) -> bool:
        """By the server's own words, the files of relations and their scans."""
        said: list[str] = []

        def listen(notice: Diagnostic) -> None:
            said.append(notice.message_primary or "")

        files, scans = (dict(self.conn.execute(query).fetchall()) for query in (FILES, READ))
        self.conn.add_notice_handler(listen)
        self.conn.execute("SET LOCAL client_min_messages = debug1")
        self._run(statement, suspect=True)
        self.conn.execute("SET LOCAL client_min_messages = warning")
        self.conn.remove_notice_handler(listen)
        anew = any(oid in self.there and file != files[oid] for oid, file in self.conn.execute(FILES))
        read = any(oid in self.there and times > scans.get(oid, 0) for oid, times in self.conn.execute(READ))
        schema, named = statement.object_id.path[0], (found for text in said for found in WORK.findall(text))
        return anew or read or any((schema, table or indexed) in self.there.values() for table, indexed in named)
