"""One number → one fault at one moment of one apply, and what a single plain rerun made of it."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plan_folder import opened

from faults.clients import Client, Ended, Spawner, spawner
from faults.images import Image, image, whole
from faults.machine import Machine, machine
from faults.quick import fingerprints as quickly
from faults.shapes import SHAPES, Shape
from faults.wire import Direction, Moment, Wire, wire
from faults.witness import Log
from schemactl.scratch.binaries import Binaries

Place = tuple[Direction, int]
Fault = Literal["client", "terminated", "backend", "server", "cut", "cut late"]

# An immediate stop takes the server down for everybody, and a second or two: every eighth is one.
_FAULTS: tuple[Fault, ...] = ("client", "client", "client", "terminated", "backend", "cut", "cut late", "server")
CANARY = "c4n4ry-pa55w0rd"
_CODES = {"client": {-signal.SIGKILL}, "terminated": {143}}
# A fault may come when everything was done already; 8: the error reached the client as an ordinary one of the statement.
_ALWAYS = {0, 6}
_WRITES = re.compile("(INSERT INTO|UPDATE|CREATE (TABLE|SCHEMA)) schemactl")
# Every so many kills are of plans with schemactl's own fingerprints, which take the most of an apply's time.
_WHOLE = 50


@dataclass(frozen=True)
class Places:
    """The messages of an undisturbed apply; `working` are those from a statement that changes something to the server's word that it is done."""

    all: list[Place]
    working: list[Place]


def _places(shape: Shape, calm: Wire) -> Places:
    wanted = ("BEGIN", "COMMIT", *(sql for _, sql in shape.statements))
    counted: dict[Direction, int] = {"client": 0, "server": 0}
    found, inside = Places([], []), False
    for sender, message in calm.sent:
        counted[sender] += 1
        found.all.append((sender, counted[sender]))
        if sender == "client" and message[:1] in (b"P", b"Q"):
            sql = message[5:].decode(errors="replace").strip("\0 \n")
            inside |= sql.startswith(tuple(one[:100] for one in wanted)) or bool(_WRITES.match(sql))
        if inside:
            found.working.append((sender, counted[sender]))
        inside &= (sender, message[:1]) != ("server", b"Z")
    return found


class WrongEndError(AssertionError):
    """The rerun did not end right."""


@dataclass(frozen=True)
class Kill:
    """What is done, to which shape, when."""

    number: int
    image: Image
    fault: Fault
    moment: Moment

    def __str__(self) -> str:
        return f"kill {self.number}: {self.fault} {self.moment}, {self.image.shape.name}"


@dataclass(frozen=True)
class Outcome:
    """`fired`: the moment came. `repeated` counts repeatable statements that ran once more."""

    fired: bool
    fault: Fault
    shape: str
    code: int
    rerun: float
    repeated: int


class Killer:
    """A server of its own, an image of every shape, and how many messages an undisturbed apply of each takes."""

    def __init__(self, machine: Machine, spawner: Spawner, folder: Path) -> None:
        self.machine, self.spawner = machine, spawner
        self._folder = folder
        self._images: dict[tuple[str, bool], tuple[Image, Places]] = {}

    def kill(self, number: int, fault: Fault | None = None) -> Outcome:
        """The kill of this number; WrongEndError unless everything is as it has to be after one rerun."""
        kill = self._drawn(number, fault)
        database = f"kill_{number}"
        with self.fresh(database), closing(_Blow(self.machine, kill)) as blow:
            start = self.machine.log.stat().st_size
            first = blow.struck(self.spawner, database)
            started = time.monotonic()
            second = self._apply(kill.image, self.machine.url(database))
            took = time.monotonic() - started
            self._judge(kill, first, second, database, start)
            log = Log.read(self.machine.log, start, database, kill.image.shape)
            return Outcome(blow.fired, kill.fault, kill.image.shape.name, first.code, took, log.repeated(kill.image.shape))

    def _drawn(self, number: int, fault: Fault | None) -> Kill:
        choice = random.Random(f"{self.machine.major} {number}")
        one, places = self._image(choice.choice(SHAPES), quick=bool(number % _WHOLE))
        # Three of four at or inside of what changes something; the others anywhere, logging in and looking around included.
        sender, message = choice.choice(places.working if choice.random() < 0.75 else places.all)
        delay = choice.choice((0.0, 0.0, choice.uniform(0.0005, 0.02)))
        moment = Moment(sender, message, after=choice.random() < 0.5, delay=delay)
        return Kill(number, one, fault or choice.choice(_FAULTS), moment)

    def image(self, shape: Shape) -> Image:
        """The shape's, with quick fingerprints."""
        return self._image(shape, quick=True)[0]

    def places(self, shape: Shape) -> Places:
        """Where an apply of this image can be hit."""
        return self._image(shape, quick=True)[1]

    def _image(self, shape: Shape, *, quick: bool) -> tuple[Image, Places]:
        """Made when it is first needed, with a first apply that nothing disturbs."""
        key = (shape.name, quick)
        if key not in self._images:
            one = image(self.machine, shape, self._folder / f"{shape.name}-{quick}", quickly if quick else whole)
            self._images[key] = one, self._undisturbed(one)
        return self._images[key]

    def _undisturbed(self, one: Image) -> Places:
        database = f"calm_{one.shape.name}"
        with self.fresh(database), wire(self.machine.socket_file) as calm:
            start = self.machine.log.stat().st_size
            ended = self._apply(one, through(calm, database))
            assert ended.code == 0, ended.output
            self.judge_state(one, database, start, "undisturbed")
            assert Log.read(self.machine.log, start, database, one.shape).kept_once(one.shape), "the witness does not see what happened"
            return _places(one.shape, calm)

    @contextmanager
    def fresh(self, database: str, *, tablespace: str = "pg_default") -> Iterator[None]:
        """An empty database, for the time of the block."""
        with self.machine.connect("postgres") as conn:
            conn.execute(f"CREATE DATABASE {database} TABLESPACE {tablespace}".encode())
        try:
            yield
        finally:
            with self.machine.connect("postgres") as conn:
                conn.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)".encode())

    def _apply(self, one: Image, url: str) -> Ended:
        return applied(self.spawner, one, url).wait()

    def _judge(self, kill: Kill, first: Ended, second: Ended, database: str, start: int) -> None:
        told = f"{kill}\n-- first: {first.code}\n{first.output}\n-- rerun: {second.code}\n{second.output}"
        if first.code not in _CODES.get(kill.fault, set()) | _ALWAYS:
            raise WrongEndError(f"the apply that was hit ended with {first.code}: {told}")
        if second.code != 0:
            raise WrongEndError(f"the rerun ended with {second.code}: {told}")
        for text in (first.output, second.output):
            if "Traceback" in text or CANARY in text:
                raise WrongEndError(f"output: {told}")
        self.judge_state(kill.image, database, start, told)

    def judge_state(self, one: Image, database: str, start: int, told: str) -> None:
        """WrongEndError, with what is told, unless everything ran and nothing ran twice."""
        for reason in self._wrong(one, database, start):
            raise WrongEndError(f"{reason}: {told}")

    def _wrong(self, one: Image, database: str, start: int) -> Iterator[str]:
        shape = one.shape
        with closing(opened(self.machine.url(database))) as conn:
            if one.take(conn) != one.after:
                yield "the catalog is not what the plans promise"
            for (row,) in conn.execute(_LEFT).fetchall():
                yield f"left over: {row}"
            ledger = conn.execute(_LEDGER).fetchall()
            if ledger != [(len(shape.plans), len(shape.plans), one.steps, one.steps)]:
                yield f"the ledger says {ledger}"
            if (counted := conn.execute("SELECT n FROM public.counter").fetchall()) != [(shape.bumps,)]:
                yield f"data steps ran {counted} times instead of {shape.bumps}"
            if shape.wrong:
                yield from (str(row) for (row,) in conn.execute(shape.wrong.encode()).fetchall())
        log = Log.read(self.machine.log, start, database, shape)
        if twice := log.twice(shape):
            yield f"the server was asked twice for {twice}"
        if never := log.never(shape):
            yield f"the server was never asked for {never}"


_LEFT = """
    SELECT 'invalid index ' || i.indexrelid::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_index i WHERE NOT i.indisvalid
    UNION ALL SELECT 'pending detach of ' || h.inhrelid::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_inherits h WHERE h.inhdetachpending
"""
_LEDGER = """
    SELECT (SELECT pg_catalog.count(*) FROM schemactl.plans), (SELECT pg_catalog.count(*) FROM schemactl.plans WHERE status = 'applied'),
           (SELECT pg_catalog.count(*) FROM schemactl.steps), (SELECT pg_catalog.count(*) FROM schemactl.steps WHERE status = 'done')
"""


def through(wire: Wire, database: str) -> str:
    """The address of a database behind a proxy; the password is one that nobody may ever see."""
    return f"postgresql://postgres:{CANARY}@127.0.0.1:{wire.port}/{database}?sslmode=disable&gssencmode=disable"


def applied(spawner: Spawner, one: Image, url: str) -> Client:
    """A container's `schemactl apply`."""
    variables = {"SCHEMACTL_ENV": "production", "DATABASE_URL": url}
    return spawner.start("-C", os.fspath(one.folder), "--no-input", "-v", "apply", variables=variables, quick=one.quick)


class _Blow:
    """Strikes once, at the moment, while the proxy passes nothing on."""

    def __init__(self, machine: Machine, kill: Kill) -> None:
        self._machine, self._kill = machine, kill
        self._stack = ExitStack()
        self._wire = self._stack.enter_context(wire(machine.socket_file, kill.moment))
        self._wire.act = self._strike
        self._client: Client | None = None
        self._known = threading.Event()
        self._over = threading.Event()
        self._admin = self._stack.enter_context(machine.connect("postgres")) if kill.fault == "backend" else None

    @property
    def fired(self) -> bool:
        return self._wire.fired

    def struck(self, spawner: Spawner, database: str) -> Ended:
        """Run the apply into it; the server is up again afterwards."""
        self._client = applied(spawner, self._kill.image, through(self._wire, database))
        self._known.set()
        ended = self._client.wait()
        self._wire.settle()
        if self.fired and self._kill.fault == "server":
            # The client may be gone before the server is down.
            self._over.wait(60)
            self._machine.start()
        return ended

    def close(self) -> None:
        self._stack.close()

    def _strike(self) -> None:
        self._known.wait(10)
        self._hit()
        self._over.set()

    def _hit(self) -> None:
        assert self._client
        match self._kill.fault:
            case "client" | "terminated":
                with suppress(ProcessLookupError):  # it was done by then
                    os.kill(self._client.pid, signal.SIGKILL if self._kill.fault == "client" else signal.SIGTERM)
            case "backend":
                assert self._admin
                self._admin.execute("SELECT pg_catalog.pg_terminate_backend(%s)", [self._wire.pid])
            case "server":
                self._machine.stop()
            case "cut":
                self._wire.cut()
            case "cut late":
                self._wire.cut_client(0.7)


@contextmanager
def killer(folder: Path, binaries: Binaries) -> Iterator[Killer]:
    """Everything that kills need, in this folder."""
    with machine(folder / "server", binaries) as server, spawner(folder) as clients:
        yield Killer(server, clients, folder)
