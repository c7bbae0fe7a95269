"""Every setting that a role may carry, at an odd value: what a plan leads to is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import servers
from plan_folder import opened
from psycopg.sql import SQL, Identifier, Literal

from faults import running
from faults.clients import Spawner, spawner
from faults.images import Image, image, whole
from faults.killing import applied
from faults.machine import Machine, machine
from faults.shapes import KEYS, TYPES, Shape

SHAPES = (KEYS, TYPES)

# Lists, names and the like, where a number or a letter would be refused.
STRINGS = {
    "DateStyle": "German",
    "TimeZone": "Asia/Kathmandu",
    "client_encoding": "LATIN1",
    "createrole_self_grant": "set, inherit",
    "default_text_search_config": "pg_catalog.simple",
    "default_tablespace": "pg_global",
    "restrict_nonsystem_relation_kind": "view, foreign-table",
    "search_path": "evil, pg_catalog",
    "timezone_abbreviations": "India",
    "application_name": "odd",
}
# PostgreSQL has no second value for these here, or ends every session that asks for one.
LEFT = frozenset(
    """
    debug_discard_caches default_table_access_method lc_monetary lc_numeric lc_time lc_messages local_preload_libraries
    session_preload_libraries temp_tablespaces max_stack_depth temp_file_limit transaction_deferrable transaction_isolation
    transaction_read_only backtrace_functions dynamic_library_path extension_control_path wal_consistency_checking
    """.split()  # noqa: SIM905 - one a line would be twenty lines
)


def odd(name: str, kind: str, now: str, low: str | None, high: str | None, words: list[str] | None) -> str | None:
    """Another value than the default; a tenth of a second for what ends sessions and statements."""
    if name in LEFT:
        return None
    if name.endswith("_timeout"):
        return "100"
    match kind:
        case "bool":
            return "off" if now == "on" else "on"
        case "enum":
            return next((word for word in reversed(words or []) if word != now), None)
        case "string":
            return STRINGS.get(name)
    return low if low != now else high


@pytest.fixture(scope="module", params=servers.EMBEDDED)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Machine, Spawner, dict[str, Image]]]:
    folder: Path = running.own_folder(f"settings-{request.param}")
    with machine(folder / "server", running.programs(request.param)) as found, spawner(folder) as clients:
        yield found, clients, {shape.name: image(found, shape, folder / shape.name, whole) for shape in SHAPES}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize(("role", "contexts"), [("odd owner", ["user"]), ("odd superuser", ["user", "superuser"])])
def test_odd_settings_of_a_role_change_nothing(
    server: tuple[Machine, Spawner, dict[str, Image]], shape: Shape, role: str, contexts: list[str]
) -> None:
    machine, spawner, images = server
    one, database = images[shape.name], f"odd {shape.name}"
    with machine.connect("postgres") as admin:
        admin.execute(SQL("CREATE ROLE {} LOGIN {}").format(Identifier(role), SQL("SUPERUSER" if "super" in role else "NOSUPERUSER")))
        for name, *rest in admin.execute(SETTINGS, [contexts]).fetchall():
            if value := odd(str(name), *rest):  # type: ignore[arg-type]
                # A list keeps its commas only without quotes.
                listed = SQL(value) if name in ("search_path", "createrole_self_grant") else Literal(value)  # type: ignore[arg-type]
                admin.execute(SQL("ALTER ROLE {} SET {} = {}").format(Identifier(role), Identifier(str(name)), listed))
        admin.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(database), Identifier(role)))
    url = machine.url(database.replace(" ", "%20")).replace("user=postgres", f"user={role.replace(' ', '%20')}")
    try:
        ended = applied(spawner, one, url).wait()
        assert ended.code == 0, ended.output
        with closing(opened(machine.url(database.replace(" ", "%20")))) as conn:
            assert whole(conn) == one.after
            assert conn.execute("SELECT n FROM public.counter").fetchall() == [(shape.bumps,)]
    finally:
        with machine.connect("postgres") as admin:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database)))
            admin.execute(SQL("DROP ROLE {}").format(Identifier(role)))


SETTINGS = """
    SELECT s.name, s.vartype, s.setting, s.min_val, s.max_val, s.enumvals FROM pg_catalog.pg_settings s
    WHERE s.context = ANY (%s) ORDER BY s.name
"""
