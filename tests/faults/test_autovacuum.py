"""An autovacuum holds a lock that every ALTER TABLE wants; PostgreSQL ends it for whoever waits longer than deadlock_timeout."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from plan_folder import PlanFolder, one, opened, step, taken

from faults import running
from faults.machine import Machine, machine
from schemactl.applying.apply import apply
from schemactl.applying.options import Limits, Options
from schemactl.errors import LockError
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
# Every table is due once this many transactions have begun; the smallest number that PostgreSQL takes.
DUE = {"autovacuum": "on", "autovacuum_naptime": "1s", "autovacuum_freeze_max_age": "100000", "synchronous_commit": "off"}
BURN = "DO $$ BEGIN FOR i IN 1..110000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
AT_WORK = "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND query LIKE %s"
AGAINST_WRAPAROUND = "autovacuum: VACUUM%public.a (to prevent wraparound)"
NOTE = step(one("ALTER TABLE public.a ADD COLUMN note text", "table public.a", Lock.ACCESS_EXCLUSIVE))


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
            working(server, "%public.a%")
            plans.add("note", NOTE)
            assert [done.name for done in apply(conn, plans.path, options, fingerprints=taken).applied] == ["0002_note"]
    assert "canceling autovacuum task" in server.log.read_text(errors="replace")


@pytest.mark.parametrize("role", ["postgres", "owner"])
def test_one_against_wraparound_is_named(wrapping: Machine, role: str, tmp_path: Path) -> None:
    """It gives way to nobody. A role that is no superuser does not see what other sessions do, and is told all the same."""
    plans = PlanFolder(tmp_path / "plans", {"a"})
    plans.add("note", NOTE)
    options = Options(mode="development", allow_uncommitted=True, limits=Limits(lock_timeout=0.2, lock_retries=4))
    url = f"{wrapping.url('postgres').rpartition('&user=')[0]}&user={role}"
    working(wrapping, AGAINST_WRAPAROUND)
    with opened(url) as conn, pytest.raises(LockError, match=r"held by pid [0-9]+: autovacuum to prevent wraparound, which never yields"):
        apply(conn, plans.path, options, fingerprints=taken, observe=lambda: opened(url))
    working(wrapping, AGAINST_WRAPAROUND)
    with wrapping.connect("postgres") as admin:
        admin.execute("DROP SCHEMA schemactl CASCADE")


@pytest.fixture(scope="module")
def wrapping() -> Iterator[Machine]:
    """One table that takes minutes, of a role of its own."""
    # Switched off for all but wraparound: an ordinary one would come first, and stay.
    slow = "autovacuum_enabled = off, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1"
    with machine(running.own_folder("wraparound") / "server", running.programs(servers.EMBEDDED[0]), DUE) as server:
        with server.connect("postgres") as admin:
            admin.execute("CREATE ROLE owner LOGIN")
            admin.execute("GRANT CREATE ON DATABASE postgres TO owner")
            admin.execute(f"CREATE TABLE public.a (id bigint) WITH ({slow})".encode())
            admin.execute("ALTER TABLE public.a OWNER TO owner")
            admin.execute("INSERT INTO public.a SELECT generate_series(1, 50000)")
            admin.execute(BURN)
        yield server


def working(server: Machine, query: str) -> None:
    """Wait until it is at work on the table."""
    deadline = time.monotonic() + 60
    with server.connect("postgres") as admin:
        while not admin.execute(AT_WORK, [query]).fetchone():
            assert time.monotonic() < deadline, "no autovacuum comes"
            time.sleep(0.1)
