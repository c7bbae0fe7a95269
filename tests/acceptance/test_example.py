"""The example project's plans keep what is in the tables, and its schema does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from schemactl.desired.loader import load

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*.sql"))
BEFORE_THE_RENAME = 3
ROWS = """
INSERT INTO gateway.organizations (slug, name) VALUES ('acme', 'Acme');
INSERT INTO gateway.users (organization_id, email, name) SELECT id, 'Ada@Acme.example', 'Ada' FROM gateway.organizations;
INSERT INTO gateway.machines (organization_id, hostname, address) SELECT id, 'm1', '10.0.0.1' FROM gateway.organizations;
INSERT INTO gateway.sessions (user_id, machine_id, started_at, client_address)
  SELECT u.id, m.id, now() - age, '10.0.0.2'
  FROM gateway.users u, gateway.machines m, (VALUES (interval '90 days'), (interval '1 hour')) ages(age);
"""


@pytest.fixture
def conn(database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A database in which every plan ran, as psql -f would run it; rows were there before the rename."""
    with closing(psycopg.connect(database, autocommit=True)) as opened:
        for number, plan in enumerate(PLANS, 1):
            opened.execute(plan.read_bytes())
            if number == BEFORE_THE_RENAME:
                opened.execute(ROWS.encode())
        yield opened


def test_rows_survive_every_plan(conn: psycopg.Connection[tuple[object, ...]]):
    assert conn.execute("SELECT display_name, role::text, email_domain FROM gateway.users").fetchall() == [
        ("Ada", "member", "acme.example")
    ]
    assert conn.execute("SELECT status::text, ended_at IS NOT NULL FROM gateway.sessions ORDER BY started_at").fetchall() == [
        ("expired", True),
        ("open", False),
    ]
    assert conn.execute("SELECT name FROM gateway.open_sessions").fetchall() == [("Ada",)]


def test_messages_are_noted_and_measured(conn: psycopg.Connection[tuple[object, ...]]):
    conn.execute("INSERT INTO gateway.messages (session_id, direction, body) SELECT id, 'inbound', '{\"a\": 1}' FROM gateway.open_sessions")
    assert conn.execute("SELECT size FROM gateway.messages").fetchall() == [(8,)]
    assert conn.execute("SELECT last_message_at IS NOT NULL FROM gateway.open_sessions").fetchall() == [(True,)]


def test_people_see_their_own_sessions(conn: psycopg.Connection[tuple[object, ...]]):
    with conn.transaction(force_rollback=True):
        conn.execute("CREATE ROLE gateway_reader")
        conn.execute("GRANT USAGE ON SCHEMA gateway TO gateway_reader")
        conn.execute("GRANT SELECT ON gateway.sessions TO gateway_reader")
        conn.execute("SET LOCAL ROLE gateway_reader")
        counts = []
        for user in ("", "1", "2"):
            conn.execute("SELECT set_config('gateway.user_id', %s, true)", [user])
            counts.append(conn.execute("SELECT count(*) FROM gateway.sessions").fetchone())
    assert counts == [(0,), (2,), (0,)]


def test_no_rename_is_left_in_the_schema_files():
    assert load(ROOT / "schema").renames == {}
