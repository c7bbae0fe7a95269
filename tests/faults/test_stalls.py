"""A line that goes dead without a word: nothing is closed, nothing acknowledged. Both ends find out by themselves, and one rerun ends right."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import servers

from faults import running
from faults.clients import Spawner, spawner
from faults.killing import Killer, applied, through
from faults.machine import machine
from faults.shapes import INDEXES
from faults.wire import Moment, wire

# Keepalives and tcp_user_timeout give up after 25 s; a second for the kernel's timers, the rest for a machine that does much else.
WITHIN = 35.0


def test_a_line_that_goes_dead_is_given_up_by_both_ends_and_one_rerun_ends_right() -> None:
    """An answer that never comes, a COMMIT whose outcome nobody hears of, and a question that never arrives; all at once, as each takes half a minute."""
    folder = running.own_folder("stalls")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
    with ExitStack() as stack:
        server = stack.enter_context(machine(folder / "server", running.programs(servers.EMBEDDED[0]), settings))
        killer = Killer(server, stack.enter_context(spawner(folder)), folder)
        places = killer.places(INDEXES).working
        answers = [number for sender, number in places if sender == "server"]
        questions = [number for sender, number in places if sender == "client"]
        moments = [
            Moment("server", answers[len(answers) // 3], after=False),
            Moment("server", answers[-1], after=False),
            Moment("client", questions[len(questions) // 2], after=False),
        ]
        clients = [stack.enter_context(spawner(_folder(folder, number))) for number in range(len(moments))]
        with ThreadPoolExecutor(len(moments)) as pool:
            for told in pool.map(lambda one: stalled(killer, port, *one), zip(clients, moments, strict=True)):
                assert not told, told


def _folder(folder: Path, number: int) -> Path:
    one = folder / f"client-{number}"
    one.mkdir()
    return one


def stalled(killer: Killer, port: int, clients: Spawner, moment: Moment) -> str:
    """What went wrong, or nothing."""
    image, database = killer.image(INDEXES), f"stall_{moment.sender}_{moment.number}"
    with killer.fresh(database), wire(("127.0.0.1", port), moment) as line:
        fell: list[float] = []
        line.act = lambda: (fell.append(time.monotonic()), line.stall())[1]
        start = killer.machine.log.stat().st_size
        first = applied(clients, image, through(line, database)).wait()
        if not fell or first.code != 6 or time.monotonic() - fell[0] > WITHIN:
            return f"{moment}: {time.monotonic() - (fell or [0])[0]:.0f} s after it, the client ended with {first.code}: {first.output}"
        if left := _left(killer, database, fell[0] + WITHIN):
            return f"{moment}: the server keeps a session whose client is gone: {left}"
        second = applied(clients, image, killer.machine.url(database)).wait()
        if second.code != 0:
            return f"{moment}: the rerun ended with {second.code}: {second.output}"
        killer.judge_state(image, database, start, f"{moment}: {first.output}{second.output}")
    return ""


def _left(killer: Killer, database: str, until: float) -> list[tuple[object, ...]]:
    """Sessions of the first apply that are there still when it is time."""
    with killer.machine.connect("postgres") as admin:
        while (left := admin.execute(_SESSIONS, [database]).fetchall()) and time.monotonic() < until:
            time.sleep(0.1)
    return left


_SESSIONS = "SELECT pid, state, query FROM pg_stat_activity WHERE datname = %s AND application_name = 'schemactl'"
