"""Sessions whose settings are ours, whatever the role and the database say; and errors that say what to do."""

from __future__ import annotations

import psycopg
import pytest
from pooler import through_a_pooler
from psycopg.conninfo import conninfo_to_dict

from schemactl.errors import ConfigurationError, ConnectError
from schemactl.live.connection import Connection, Target, connect, connection_lost, database_error, refuse_standby, target
from schemactl.scratch.server import ScratchServer

HOSTILE = {
    "search_path": "evil, pg_catalog",
    "statement_timeout": "1",
    "lock_timeout": "1",
    "idle_in_transaction_session_timeout": "1",
    "idle_session_timeout": "100",
    "TimeZone": "Asia/Tokyo",
    "DateStyle": "German",
    "IntervalStyle": "sql_standard",
    "standard_conforming_strings": "off",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "xmloption": "document",
    "bytea_output": "escape",
    "extra_float_digits": "-15",
    "quote_all_identifiers": "on",
    "row_security": "off",
    "check_function_bodies": "on",
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "serializable",
    "client_encoding": "latin1",
    "client_min_messages": "error",
    "exit_on_error": "on",
    "backslash_quote": "on",
    "timezone_abbreviations": "India",
    "session_replication_role": "replica",
}


def opened(url: str, **options: bool) -> Connection:
    return connect(target(url, source="--url"), **options)


def value(conn: Connection, query: str) -> object:
    row = conn.execute(query).fetchone()
    assert row
    return row[0]


def settings(conn: Connection) -> dict[str, str]:
    names = [*HOSTILE, "transaction_timeout", "lc_monetary", "default_tablespace", "default_table_access_method", "jit"]
    return dict(conn.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names]).fetchall())


def test_hostile_settings_of_a_role_change_nothing(each_server: ScratchServer, each_database: str) -> None:
    plain = opened(each_database)
    expected = settings(plain)
    # A function that a search_path of the role would find first.
    plain.execute("CREATE SCHEMA evil; CREATE FUNCTION evil.set_config(text, text, bool) RETURNS text LANGUAGE sql AS 'SELECT 1/0 || $1'")
    hostile = HOSTILE | ({"transaction_timeout": "100"} if each_server.major >= 17 else {})
    try:
        plain.execute("CREATE ROLE schemactl_hostile LOGIN SUPERUSER")
        for name, text in hostile.items():
            plain.execute(f"ALTER ROLE schemactl_hostile SET {name} = {text if name == 'search_path' else repr(text)}")
        conn = opened(f"{each_database}&user=schemactl_hostile")
        assert settings(conn) == expected
        assert value(conn, "SELECT current_user::text") == "schemactl_hostile"
        assert value(conn, "SELECT '\\' || 'ü'") == "\\ü"
        assert value(conn, "SELECT pg_sleep(0.2) IS NOT NULL")
        conn.close()
    finally:
        plain.execute("DROP ROLE IF EXISTS schemactl_hostile")
        plain.close()


def test_a_session_is_in_autocommit_and_looks_after_its_client(database: str) -> None:
    conn = opened(database)
    assert conn.autocommit
    assert value(conn, "SHOW client_connection_check_interval") == "2s"
    assert value(conn, "SHOW application_name") == "schemactl"
    assert value(conn, "SHOW search_path") == "pg_catalog, pg_temp"
    conn.close()


def test_what_the_url_says_of_dead_lines_holds(database: str) -> None:
    conn = opened(f"{database}&keepalives_idle=3")
    parameters = conn.info.get_parameters()
    conn.close()
    assert [parameters[f"keepalives_{name}"] for name in ("idle", "interval", "count")] == ["3", "5", "3"]


def test_read_only_refuses_to_write(database: str) -> None:
    conn = opened(database, read_only=True)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction) as caught:
        conn.execute("CREATE TABLE public.t ()")
    assert database_error(caught.value).sqlstate == "25006"
    conn.close()


def test_another_database_of_the_same_server(database: str) -> None:
    where = target(database, source="--url")
    conn = connect(where, dbname="postgres")
    assert conn.info.dbname == "postgres"
    assert where.in_database("postgres").describe().startswith("postgres @ ")
    conn.close()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"dbname": "no such"}, "no such database"),
        ({"user": "nobody here"}, "refuses the login"),
        ({"host": "/nowhere"}, "no server answers there"),
        ({"host": "127.0.0.1", "port": "1"}, "no server answers there"),
        ({"host": "nowhere.invalid"}, "host name is unknown"),
    ],
)
def test_what_is_wrong_with_a_connection(database: str, changed: dict[str, str], reason: str) -> None:
    options = conninfo_to_dict(database) | {"password": "s3cret w"} | changed
    where = Target(psycopg.conninfo.make_conninfo("", **options), "DATABASE_URL")
    with pytest.raises(ConnectError, match=reason) as caught:
        connect(where)
    text = str(caught.value) + str(caught.value.problems[0].hint)
    assert caught.value.exit_code == 6
    assert "DATABASE_URL" in text
    assert "s3cret" not in text + repr(where) + where.describe()


def test_too_many_connections(server: ScratchServer, database: str) -> None:
    conn = opened(database)
    conn.execute("CREATE ROLE schemactl_few LOGIN CONNECTION LIMIT 0")
    with pytest.raises(ConnectError, match="no free connection"):
        opened(f"{database}&user=schemactl_few")
    conn.execute("DROP ROLE schemactl_few")
    conn.close()


def test_a_pid_that_the_server_does_not_have_is_a_pooler(database: str) -> None:
    """Nothing is set there: the session may be the application's next."""
    with through_a_pooler(database) as url, pytest.raises(ConfigurationError, match="pooler") as caught:
        opened(url)
    assert "direct_url" in str(caught.value.problems[0].hint)


def test_a_primary_is_no_standby(database: str) -> None:
    direct = opened(database)
    refuse_standby(direct)
    direct.close()


def test_a_lost_session_is_told_from_a_refused_statement(database: str) -> None:
    conn, other = opened(database), opened(database)
    with pytest.raises(psycopg.Error) as refused:
        conn.execute("SELECT 1/0")
    assert not connection_lost(refused.value)
    other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])
    with pytest.raises(psycopg.Error) as lost:
        conn.execute("SELECT 1")
    assert connection_lost(lost.value)
    other.close()


def test_an_error_of_the_server_keeps_its_state_detail_and_hint(database: str) -> None:
    conn = opened(database)
    with pytest.raises(psycopg.Error) as caught:
        conn.execute("DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = 'at postgres://u:pw1@h/d', HINT = 'ask', ERRCODE = 'SC001'; END $$")
    error = database_error(caught.value, doing="step 3")
    assert error.sqlstate == "SC001"
    assert error.problems[0].hint == "ask"
    assert str(error).startswith("step 3: no\ndetail: at postgres://u:***@h/d\ncontext: PL/pgSQL")
    conn.close()


@pytest.mark.parametrize(
    ("language", "body", "says"),
    [
        ("plpgsql", "BEGIN PERFORM a FROM notes; RETURN 1; END", 'the code of app."f g"(integer) names it'),
        ("plpgsql", "BEGIN RETURN twice(a); END", 'the code of app."f g"(integer) names it'),
        ("plpgsql", "DECLARE b mood; BEGIN RETURN 1; END", "the code of f g names it"),
        ("sql", "SELECT twice(a)", "the code of f g names it"),
        ("plpgsql", "BEGIN PERFORM a FROM app.notes; RETURN 1; END", None),
        ("plpgsql", "BEGIN RETURN 1 / 0; END", None),
    ],
)
def test_code_that_counts_on_a_search_path_is_told_from_what_is_not_there(
    each_server: ScratchServer, each_database: str, language: str, body: str, says: str | None
) -> None:
    with connect(target(each_database, source="--url")) as conn:
        conn.execute("CREATE SCHEMA app; SET check_function_bodies = off")
        conn.execute(f"""CREATE FUNCTION app."f g"(a int) RETURNS int LANGUAGE {language} AS '{body}'""".encode())
        with pytest.raises(psycopg.Error) as caught:
            conn.execute('SELECT app."f g"(a) FROM generate_series(1, 2) a')
    hint = database_error(caught.value).problems[0].hint or ""
    assert says in hint if says else "search_path" not in hint, hint


def test_a_database_of_bytes_says_how_its_escapes_are_written(each_server: ScratchServer) -> None:
    maintenance = each_server.connect("postgres")
    maintenance.execute("CREATE DATABASE \"By \"\"T es\" ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'")
    with each_server.connect('By "T es') as conn:
        with pytest.raises(psycopg.Error) as caught:
            conn.execute(rb"SELECT E'a\u0085'")
        hint = database_error(caught.value).problems[0].hint or ""
        assert r"E'\xC2\x85'" in hint
        rows = conn.execute(rb"SELECT E'a\xC2\x85'").fetchall()
        assert rows in ([("a\u0085",)], [("a\u0085".encode(),)])
    maintenance.execute('DROP DATABASE "By ""T es"')
    maintenance.close()
