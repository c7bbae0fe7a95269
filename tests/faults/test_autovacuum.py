"""An autovacuum holds a lock that every ALTER TABLE wants; PostgreSQL ends it for whoever waits longer than deadlock_timeout."""

from __future__ import annotations

import time

import servers
from plan_folder import PlanFolder, one, opened, step, taken

from faults import running
from faults.machine import Machine, machine
from schemactl.applying.apply import apply
from schemactl.applying.options import Options
from schemactl.model.statement import Lock

# An autovacuum that starts at once, and takes minutes.
SLOW = {
    "autovacuum": "on",
    "autovacuum_naptime": "1s",
    "autovacuum_vacuum_threshold": "10",
    "autovacuum_vacuum_scale_factor": "0",
    "autovacuum_vacuum_cost_delay": "100ms",
    "autovacuum_vacuum_cost_limit": "1",
}
AT_WORK = "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND query LIKE '%public.a%'"


def test_an_ordinary_autovacuum_gives_way() -> None:
    folder = running.own_folder("autovacuum")
    with machine(folder / "server", running.programs(servers.EMBEDDED[0]), SLOW) as server:
        plans = PlanFolder(folder / "plans")
        plans.add("a", step("CREATE TABLE public.a (id bigint)"), makes=("a",))
        options = Options(mode="development", allow_uncommitted=True)
        with opened(server.url("postgres")) as conn:
            apply(conn, plans.path, options, fingerprints=taken)
            conn.execute("INSERT INTO public.a SELECT generate_series(1, 50000)")
            conn.execute("DELETE FROM public.a WHERE id % 2 = 0")
            working(server)
            plans.add("note", step(one("ALTER TABLE public.a ADD COLUMN note text", "table public.a", Lock.ACCESS_EXCLUSIVE)))
            assert [done.name for done in apply(conn, plans.path, options, fingerprints=taken).applied] == ["0002_note"]
    assert "canceling autovacuum task" in server.log.read_text(errors="replace")


def working(server: Machine) -> None:
    """Wait until it is at work on the table."""
    deadline = time.monotonic() + 60
    with server.connect("postgres") as admin:
        while not admin.execute(AT_WORK).fetchone():
            assert time.monotonic() < deadline, "no autovacuum comes"
            time.sleep(0.1)
