"""Runs a form on a real server and looks what it did: pg_locks, files of relations, scans, the server's own DEBUG1 words."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import msgspec
import psycopg
from psycopg import errors
from psycopg.errors import Diagnostic

from hazards.databases import PATH
from hazards.forms import Form
from schemactl.live.connection import Connection
from schemactl.model.statement import Lock

ORDER = {mode.value: number for number, mode in enumerate(Lock)}
MODES = {f"{mode.value.title().replace(' ', '')}Lock": mode.value for mode in Lock}
WORDS = re.compile(r'(?:rewriting|verifying) table "(\w+)"|building index "\w+" on table "(\w+)"|validating foreign key constraint')
# They change the server itself: that they are refused inside of a transaction is all that is tried.
NOT_RUN = ("CREATE DATABASE", "ALTER SYSTEM", "CREATE TABLESPACE")
HELD = 0.4
LONGEST = 30.0

RELATIONS = "SELECT c.oid, c.relname, c.relkind::text, pg_relation_filenode(c.oid) FROM pg_class c WHERE c.relnamespace = 'h'::regnamespace"
SIZES = "SELECT c.oid, pg_relation_size(c.oid) FROM pg_class c WHERE c.relnamespace = 'h'::regnamespace AND c.relkind IN ('r', 'm')"
LOCKS = "SELECT l.relation, l.mode FROM pg_locks l WHERE l.pid = %s AND l.locktype = 'relation'"
SCANS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE schemaname = 'h'"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`refused` holds the SQLSTATE and the message of a form that failed; then the rest says nothing. `sampled`: from outside, while it ran."""

    locks: dict[str, str] = {}
    rewrites: frozenset[str] = frozenset()
    scans: bool = False
    transactional: bool = True
    sampled: bool = False
    refused: str | None = None


def measure(conn: Connection, form: Form, connect: str) -> Measured:
    """In a transaction that is rolled back, if PostgreSQL runs it in one; else while another session holds what it has to wait for."""
    try:
        with _rolled_back(conn):
            return _inside(conn, form)
    except errors.ActiveSqlTransaction:
        pass
    except psycopg.Error as error:
        return Measured(refused=f"{error.sqlstate} {error.diag.message_primary}")
    if form.sql.startswith(NOT_RUN):
        return Measured(transactional=False, sampled=True)
    return _outside(conn, form, connect)


@contextmanager
def _rolled_back(conn: Connection) -> Iterator[None]:
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.execute("ROLLBACK")


def _inside(conn: Connection, form: Form) -> Measured:
    said: list[str] = []
    conn.execute(f"SET LOCAL timezone = '{form.zone}'".encode())
    relations = {oid: (name, kind, file) for oid, name, kind, file in conn.execute(RELATIONS)}
    scans = dict(conn.execute(SCANS).fetchall())

    def listen(notice: Diagnostic) -> None:
        said.append(notice.message_primary or "")

    conn.add_notice_handler(listen)
    conn.execute("SET LOCAL client_min_messages = debug1")
    conn.execute(form.sql.encode())
    conn.execute("SET LOCAL client_min_messages = warning")
    conn.remove_notice_handler(listen)
    after = {oid: file for oid, _, _, file in conn.execute(RELATIONS)}
    names = {name for name, kind, _ in relations.values() if kind in "rpm"}
    words = [found for text in said if (found := WORDS.search(text))]
    read = [oid for oid, count in conn.execute(SCANS) if oid in relations and count > scans.get(oid, 0)]
    # SET TABLESPACE copies blocks, which nobody counts as a scan; TRUNCATE leaves an empty file.
    new = {oid for oid, (_, kind, file) in relations.items() if kind in "rm" and after.get(oid, file) != file}
    read += [oid for oid, size in conn.execute(SIZES) if oid in new and size]
    return Measured(
        locks=_strongest((relations[oid][0], mode) for oid, mode in conn.execute(LOCKS, [conn.info.backend_pid]) if oid in relations),
        rewrites=frozenset(relations[oid][0] for oid in new),
        scans=bool(read) or any(not (found[1] or found[2]) or (found[1] or found[2]) in names for found in words),
    )


def _strongest(seen: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, mode in seen:
        word = MODES[mode]
        if ORDER[word] > ORDER[found.get(name, "none")]:
            found[name] = word
    return found


def _outside(conn: Connection, form: Form, connect: str) -> Measured:
    """Locks are sampled from a third session: while it waits for the holder, and until it is done."""
    relations = {oid: (name, kind, file) for oid, name, kind, file in conn.execute(RELATIONS)}
    with closing(psycopg.connect(connect, autocommit=True)) as worker, closing(psycopg.connect(connect)) as holder:
        worker.execute(PATH)
        holder.execute("SELECT pg_current_xact_id()")
        for table in [name for name, kind, _ in relations.values() if kind == "r"]:
            holder.execute(f'LOCK TABLE h."{table}" IN ROW EXCLUSIVE MODE'.encode())
        failed: list[psycopg.Error] = []
        thread = threading.Thread(target=_run, args=(worker, form.sql, failed))
        thread.start()
        seen = _sampled(conn, worker.info.backend_pid, thread, holder)
        thread.join()
    if failed:
        return Measured(refused=f"{failed[0].sqlstate} {failed[0].diag.message_primary}", transactional=False)
    after = {oid: file for oid, _, _, file in conn.execute(RELATIONS)}
    return Measured(
        locks=_strongest((relations[oid][0], mode) for oid, mode in seen if oid in relations),
        rewrites=frozenset(name for oid, (name, kind, file) in relations.items() if kind in "rm" and after.get(oid, file) != file),
        transactional=False,
        sampled=True,
    )


def _run(worker: Connection, sql: str, failed: list[psycopg.Error]) -> None:
    try:
        worker.execute(sql.encode())
    except psycopg.Error as error:
        failed.append(error)


def _sampled(conn: Connection, pid: int, thread: threading.Thread, holder: psycopg.Connection[tuple[object, ...]]) -> set[tuple[int, str]]:
    seen: set[tuple[int, str]] = set()
    began = time.monotonic()
    while thread.is_alive() and time.monotonic() - began < LONGEST:
        seen.update((oid, mode) for oid, mode in conn.execute(LOCKS, [pid]))
        if time.monotonic() - began > HELD:
            holder.rollback()
        time.sleep(0.01)
    return seen
