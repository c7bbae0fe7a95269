"""Other tools that plan from one database to another, on the same work: those whose program is on PATH. None is installed by us.

    pip install migra 'setuptools<81' 'sqlalchemy<2.1' psycopg2-binary     migra
    pip install Pyrseas                                                    dbtoyaml, yamltodb
    npm install @supabase/pg-delta@1.0.0-alpha.34                          pgdelta; `latest` is an empty package
    npm install drizzle-kit drizzle-orm pg                                 drizzle-kit
    go install github.com/stripe/pg-schema-diff/cmd/pg-schema-diff@latest  pg-schema-diff
    go install ariga.io/atlas/cmd/atlas@latest                             atlas; Go's proxy has old versions alone

A tool that compares two databases is measured twice: with the second one there already, and with the file of SQL that says what is asked for
being loaded into it first. Only the latter is what schemactl does, which starts from files, too.

A figure counts only beside its verdict: the SQL that a tool plans is run on a copy, and what pg_dump then says of it has to be what it says of
the database that was asked for.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from cases import Case
from measuring import Command
from server import Server

_RIGHT = "right"
_LONGEST = 300
"""Seconds for what a tool does before its plan is measured, and after."""
_TO_FILE = ["sh", "-c", 'exec "$@" > "$0"']


class Work(NamedTuple):
    """From one database to another, both on one server; `folder` is for what a tool writes."""

    server: Server
    source: str
    desired: str
    folder: Path

    @property
    def sql(self) -> Path:
        """Where the plan has to be in the end."""
        return self.folder / "plan.sql"

    def url(self, database: str) -> str:
        """For programs that want a host in the URL besides that of the socket."""
        return f"postgresql://{self.server.user}@localhost/{database}?host={quote(str(self.server.socket), safe='')}"


class Peer(NamedTuple):
    """`plan` is what is measured; `before` and `after` make of a database what it reads, and of what it wrote SQL.

    `apply` is for a tool that writes no SQL: it changes the database of this name.
    """

    program: str
    plan: Callable[[Work], list[str]]
    before: Callable[[Work], list[str]] | None = None
    after: Callable[[Work], list[str]] | None = None
    apply: Callable[[Work, str], list[str]] | None = None
    succeeds: tuple[int, ...] = (0,)


def _migra(work: Work) -> list[str]:
    return [*_TO_FILE, str(work.sql), "migra", "--unsafe", work.url(work.source), work.url(work.desired)]


def _pyrseas(work: Work) -> list[str]:
    where = ["-H", str(work.server.socket), "-U", work.server.user]
    return [*_TO_FILE, str(work.sql), "yamltodb", *where, work.source, str(work.folder / "desired.yaml")]


def _pyrseas_reads(work: Work) -> list[str]:
    return ["dbtoyaml", "-H", str(work.server.socket), "-U", work.server.user, "-o", str(work.folder / "desired.yaml"), work.desired]


def _pg_delta(work: Work) -> list[str]:
    plan = str(work.folder / "plan.json")
    return ["pgdelta", "plan", "--source", work.url(work.source), "--desired", work.url(work.desired), "--out", plan]


def _pg_delta_writes(work: Work) -> list[str]:
    return ["pgdelta", "render", "--plan", str(work.folder / "plan.json"), "--out", str(work.sql)]


def _pg_schema_diff(work: Work) -> list[str]:
    """It makes databases to try its plan, on the same server."""
    both = ["--from-dsn", work.url(work.source), "--to-dsn", work.url(work.desired)]
    return [*_TO_FILE, str(work.sql), "pg-schema-diff", "plan", *both, "--data-pack-new-tables=false"]


def _atlas(work: Work) -> list[str]:
    """Its driver takes a socket where the URL names no host."""
    where = f"?host={quote(str(work.server.socket), safe='')}&sslmode=disable"
    source, desired = (f"postgres://{work.server.user}@/{one}{where}" for one in (work.source, work.desired))
    return [*_TO_FILE, str(work.sql), "atlas", "schema", "diff", "--from", source, "--to", desired, "--format", '{{ sql . "  " }}']


def _drizzle(work: Work) -> list[str]:
    """It asks before it changes anything; there is nobody to answer."""
    return [*_drizzle_pushes(work, work.source), "--strict", "--verbose"]


def _drizzle_pushes(work: Work, database: str) -> list[str]:
    return ["drizzle-kit", "push", "--dialect", "postgresql", "--schema", "out/schema.ts", "--url", work.url(database)]


def _drizzle_reads(work: Work) -> list[str]:
    """What it writes looks for drizzle-orm in the folder it is in, and above."""
    modules = Path(shutil.which("drizzle-kit") or "").resolve().parents[1]
    linked = ["sh", "-c", 'ln -sfn "$0" node_modules && exec "$@"', str(modules)]
    return [*linked, "drizzle-kit", "pull", "--dialect", "postgresql", "--out", "out", "--url", work.url(work.desired)]


PEERS = {
    "migra": Peer("migra", _migra, succeeds=(0, 2)),
    "Pyrseas": Peer("yamltodb", _pyrseas, before=_pyrseas_reads),
    "pg-delta": Peer("pgdelta", _pg_delta, after=_pg_delta_writes),
    "pg-schema-diff": Peer("pg-schema-diff", _pg_schema_diff),
    "Atlas": Peer("atlas", _atlas),
    "drizzle-kit": Peer(
        "drizzle-kit", _drizzle, before=_drizzle_reads, apply=lambda work, database: [*_drizzle_pushes(work, database), "--force"]
    ),
}


def cases(server: Server, database: str, source: Path, change: str, folder: Path) -> Iterator[Case]:
    """Each tool with nothing to do, with the change of one table, and from nothing. `source` is what made the database."""
    found = {name: peer for name, peer in PEERS.items() if shutil.which(peer.program)}
    if not found:
        return
    works = {"nothing": "nothing to do", "one_table": "one table changed", "from_empty": "from an empty database"}
    for work in works:
        server.create(f"peer_{work}", "template0" if work == "from_empty" else database)
        server.create(f"peer_{work}_wanted", database)
    server.load("peer_one_table_wanted", [change])
    folder.mkdir()
    changed = folder / "changed.sql"
    changed.write_text(f"{source.read_text(encoding='utf-8')}\n{change};\n", encoding="utf-8")
    for name, peer in found.items():
        for key, says in works.items():
            place = folder / f"{name}-{key}"
            place.mkdir(parents=True)
            work = Work(server, f"peer_{key}", f"peer_{key}_wanted", place)
            if peer.before and not _ran(peer.before(work), place):
                print(f"{name} ends with an error, or not within {_LONGEST} s, before it plans: {says}", file=sys.stderr)
                continue
            command = Command(peer.plan(work), place, succeeds=peer.succeeds)
            case = Case(f"{name}_{key}", f"{name}, {says}", command, lambda work=work, peer=peer: _verdict(work, peer))
            yield case
            if not peer.before:
                yield _loading(case, work, changed if key == "one_table" else source)


def _loading(case: Case, work: Work, file: Path) -> Case:
    """The same, where what is asked for gets into its database as a part of what is measured."""
    first = shlex.join(work.server.psql(work.desired, file))
    words = ["sh", "-c", f'{first}; exec "$@"', "sh", *case.command.words]
    command = case.command._replace(words=words, before=lambda: work.server.create(work.desired))
    return case._replace(name=f"{case.name}_from_file", says=f"{case.says}, its file loaded", command=command)


def _verdict(work: Work, peer: Peer) -> str:
    """Does what it wrote lead where it should?"""
    if peer.after:
        _ran(peer.after(work), work.folder)
    judged = "peer_judged"
    work.server.create(judged, work.source)
    if peer.apply and not _ran(peer.apply(work, judged), work.folder):
        return "wrong: ends with an error"
    if work.sql.exists():
        done = subprocess.run(work.server.psql(judged, work.sql), check=False, capture_output=True, text=True)
        if errors := [line for line in done.stderr.splitlines() if "ERROR" in line]:
            return f"wrong: {len(errors)} statements fail"
    here, there = (work.server.dump(one) for one in (judged, work.desired))
    return _RIGHT if here == there else f"wrong: {len(set(here) ^ set(there))} lines of pg_dump differ"


def _ran(command: list[str], folder: Path) -> bool:
    try:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
