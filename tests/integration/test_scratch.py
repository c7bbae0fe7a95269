"""Scratch servers and databases: found, shared, swept, whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from servers import programs

from schemactl.errors import ConfigurationError, DatabaseError
from schemactl.live.connection import Connection, connect, target
from schemactl.scratch import binaries, places, roles
from schemactl.scratch import server as scratch
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.server import MajorMismatch, ScratchServer, development_url, scratch_server, stop_development


@pytest.fixture(scope="module")
def admin(server: ScratchServer) -> Iterator[Connection]:
    conn = server.connect("postgres")
    yield conn
    conn.close()


@pytest.fixture
def given(server: ScratchServer) -> Iterator[ScratchServer]:
    with scratch_server(scratch_url=server.url("postgres"), development_target=None, major=18) as found:
        yield found


def names(conn: Connection, pattern: str = "schemactl_%") -> set[str]:
    return {name for (name,) in conn.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]).fetchall()}


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def script(body: str, *arguments: str) -> subprocess.Popen[str]:
    """A schemactl of its own, which tells on stdout what it did."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(scratch.__file__).parents[2]), *filter(None, sys.path)])}
    code = (
        "import sys, time\nfrom schemactl.scratch import binaries, server as s\nfrom schemactl.scratch.server import *\n"
        + textwrap.dedent(body)
    )
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, env=environment)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


# Databases


def test_a_database_is_empty_and_gone_afterwards(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        name = conn.info.dbname
        row = conn.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()").fetchone()
        assert row == ("UTF8",)
        row = conn.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchone()
        assert row == (0,)
    with each_server.connect("postgres") as conn:
        assert name not in names(conn)


def test_a_database_is_dropped_although_others_are_connected_and_the_work_failed(given: ScratchServer, admin: Connection) -> None:
    others: list[Connection] = []

    def work() -> None:
        with given.database() as conn:
            others.append(given.connect(conn.info.dbname))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert others[0].info.dbname not in names(admin)
    others[0].close()


def test_a_database_with_a_subscription_is_dropped(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        name = conn.info.dbname
        conn.execute("CREATE SUBSCRIPTION \"my Sub\" CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)")
    with each_server.connect("postgres") as conn:
        assert name not in names(conn)


def test_event_triggers_do_not_fire_where_the_server_can_say_so(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute("CREATE FUNCTION public.no() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $x$no$x$; END'")
        conn.execute("CREATE EVENT TRIGGER no ON ddl_command_start EXECUTE FUNCTION public.no()")
        conn.execute("CREATE TABLE public.t ()")


def test_databases_of_an_owner_who_died_are_swept(server: ScratchServer, admin: Connection) -> None:
    url = server.url("postgres")
    body = """
        with scratch_server(scratch_url=sys.argv[1], development_target=None, major=18) as server, server.database() as conn:
            print(conn.info.dbname, flush=True)
            time.sleep(60)
    """
    dead, alive = script(body, url), script(body, url)
    left, kept = line(dead), line(alive)
    kill(dead)
    wait_for(lambda: admin.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [left]).fetchone() == (0,))
    assert {left, kept} <= names(admin)
    with scratch_server(scratch_url=url, development_target=None, major=18):
        assert left not in names(admin)
        assert kept in names(admin)
    kill(alive)


def test_work_that_lost_its_server_session_reports_what_happened_to_the_work(server: ScratchServer, admin: Connection) -> None:
    def work(given: ScratchServer) -> None:
        with given.database() as conn:
            left.append(conn.info.dbname)
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s", [given._maintenance.info.backend_pid])
            raise ZeroDivisionError

    left: list[str] = []
    with scratch_server(scratch_url=server.url("postgres"), development_target=None, major=18) as given, pytest.raises(ZeroDivisionError):
        work(given)
    with scratch_server(scratch_url=server.url("postgres"), development_target=None, major=18):
        assert left[0] not in names(admin)


# Templates


def test_a_template_is_built_once_and_cloned(each_server: ScratchServer) -> None:
    built: list[str] = []

    def build(conn: Connection) -> None:
        built.append(conn.info.dbname)
        conn.execute('CREATE TABLE public."My Table" (a int)')

    key = f"test {time.time_ns()}"
    name = each_server.template(key, build)
    assert each_server.template(key, build) == name
    assert len(built) == 1
    with each_server.database(name) as one, each_server.database(name) as two:
        assert (
            one.execute('SELECT count(*) FROM public."My Table"').fetchone()
            == two.execute('SELECT count(*) FROM public."My Table"').fetchone()
        )


def test_a_build_that_fails_leaves_nothing(given: ScratchServer, admin: Connection) -> None:
    tried: list[str] = []

    def fail(conn: Connection) -> None:
        tried.append(conn.info.dbname)
        conn.execute("CREATE TABLE public.half ()")
        conn.execute("SELECT 1/0")

    with pytest.raises(psycopg.errors.DivisionByZero):
        given.template("fails", fail)
    assert tried[0] not in names(admin)


def test_two_processes_build_one_template_once(server: ScratchServer, admin: Connection) -> None:
    key = f"race {time.time_ns()}"
    body = """
        def build(conn):
            conn.execute("CREATE TABLE public.t (a int)")
            time.sleep(0.7)
            print(conn.info.dbname, flush=True)
        with scratch_server(scratch_url=sys.argv[1], development_target=None, major=18) as server:
            print(server.template(sys.argv[2], build), flush=True)
    """
    processes = [script(body, server.url("postgres"), key) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(len(one) for one in said) == [1, 1, 2]
    assert len({one[-1] for one in said}) == 1
    assert not {one[0] for one in said if len(one) > 1} & names(admin)


def test_owners_who_do_not_see_each_others_lock_agree_on_one_template(server: ScratchServer, database: str) -> None:
    key = f"two maintenance databases {time.time_ns()}"
    with (
        scratch_server(scratch_url=server.url("postgres"), development_target=None, major=18) as one,
        scratch_server(scratch_url=database, development_target=None, major=18) as two,
    ):
        found: list[str] = []
        name = one.template(key, lambda _: found.append(two.template(key, lambda _: None)))
        assert found == [name]
        with one.database(name):
            pass


def test_killed_while_building_leaves_no_half_template(server: ScratchServer, admin: Connection) -> None:
    key = f"killed {time.time_ns()}"
    body = """
        def build(conn):
            conn.execute("CREATE TABLE public.half ()")
            print(conn.info.dbname, flush=True)
            time.sleep(60)
        with scratch_server(scratch_url=sys.argv[1], development_target=None, major=18) as server:
            server.template(sys.argv[2], build)
    """
    process = script(body, server.url("postgres"), key)
    half = line(process)
    assert half in names(admin)
    kill(process)
    wait_for(lambda: admin.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [half]).fetchone() == (0,))
    with scratch_server(scratch_url=server.url("postgres"), development_target=None, major=18) as found:
        assert half not in names(admin)
        name = found.template(key, lambda conn: conn.execute("CREATE TABLE public.whole ()") and None)
        with found.database(name) as conn:
            assert conn.execute("SELECT to_regclass('public.half'), to_regclass('public.whole')::text").fetchone() == (None, "public.whole")


def test_only_the_newest_templates_are_kept(given: ScratchServer, admin: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemactl.scratch.database._TEMPLATES_KEPT", 0)
    old, fresh = (given.template(f"{age} {time.time_ns()}", lambda _: None) for age in ("old", "fresh"))
    admin.execute(f"COMMENT ON DATABASE {old} IS 'schemactl template, last used 2020-01-01 00:00:00+00'")
    last = given.template(f"one more {time.time_ns()}", lambda _: None)
    assert {old, fresh, last} & names(admin) == {fresh, last}
    for name in (fresh, last):
        admin.execute(f"DROP DATABASE {name}")


# Roles


def test_missing_roles_become_stubs(given: ScratchServer, admin: Connection) -> None:
    stubs = ["schemactl Stub", "schemactl_stub"]
    given.ensure_roles([*stubs, "postgres", *stubs])
    given.ensure_roles(stubs)
    assert admin.execute("SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s) AND NOT rolcanlogin", [stubs]).fetchone() == (2,)
    admin.execute('DROP ROLE "schemactl Stub", schemactl_stub')


def test_a_stub_is_made_a_superuser_and_nobody_else_is(given: ScratchServer, admin: Connection) -> None:
    """Who is a member of somebody's group could act as a superuser."""
    admin.execute("CREATE ROLE schemactl_group NOLOGIN")
    try:
        given.ensure_roles(["schemactl_group"], ["schemactl_group", "schemactl_owner"])
        strong = "SELECT rolname FROM pg_roles WHERE rolname IN ('schemactl_group', 'schemactl_owner') AND rolsuper ORDER BY 1"
        assert admin.execute(strong).fetchall() == [("schemactl_owner",)]
        roles.ensure(admin, [], ["schemactl_group"], missing=roles.Missing.OURS, server="ours")
        assert admin.execute(strong).fetchall() == [("schemactl_group",), ("schemactl_owner",)]
    finally:
        admin.execute("DROP ROLE IF EXISTS schemactl_group, schemactl_owner")


def test_a_role_that_cannot_be_made_is_named(given: ScratchServer) -> None:
    with pytest.raises(DatabaseError, match="creating the stub role pg_tomorrow") as caught:
        given.ensure_roles(["pg_tomorrow"])
    assert caught.value.sqlstate == "42939"


def test_an_ordinary_role_that_may_create_databases_and_roles_suffices(server: ScratchServer, admin: Connection) -> None:
    admin.execute("CREATE ROLE schemactl_maker LOGIN CREATEDB CREATEROLE")
    try:
        with scratch_server(scratch_url=f"{server.url('postgres')}&user=schemactl_maker", development_target=None, major=18) as found:
            found.ensure_roles(["schemactl_owner"])
            name = found.template(
                f"maker {time.time_ns()}",
                lambda conn: conn.execute("CREATE SCHEMA app; ALTER SCHEMA app OWNER TO schemactl_owner") and None,
            )
            with found.database(name) as conn:
                assert conn.execute("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'app'").fetchone() == (
                    "schemactl_owner",
                )
        admin.execute(f"DROP DATABASE {name}")
    finally:
        admin.execute("DROP ROLE IF EXISTS schemactl_owner, schemactl_maker")


# Which server


def test_the_targets_own_server_comes_before_this_machines(server: ScratchServer, database: str) -> None:
    with scratch_server(scratch_url=None, development_target=target(database, source="--url"), major=18) as found:
        assert found.describe().startswith("the target's own server")
        with pytest.raises(ConfigurationError, match="no role schemactl_missing, and schemactl creates none"):
            found.ensure_roles(["postgres", "schemactl_missing"])


def test_a_target_whose_role_may_not_create_databases_is_passed_over(server: ScratchServer, database: str, admin: Connection) -> None:
    admin.execute("CREATE ROLE schemactl_plain LOGIN")
    try:
        own = target(f"{database}&user=schemactl_plain", source="--url")
        with scratch_server(scratch_url=None, development_target=own, major=18) as found:
            assert found.describe().endswith("started by schemactl")
            assert found.major == 18
            with found.database() as conn:
                assert conn.execute("SHOW fsync").fetchone() == ("off",)
    finally:
        admin.execute("DROP ROLE schemactl_plain")


def test_another_major_is_refused_unless_accepted(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.url("postgres")
    with (
        pytest.raises(ConfigurationError, match="PostgreSQL 18, the target is PostgreSQL 16") as caught,
        scratch_server(scratch_url=url, development_target=None, major=16),
    ):
        pass
    assert "--scratch-major-mismatch" in str(caught.value.problems[0].hint)
    with scratch_server(scratch_url=url, development_target=None, major=16, mismatch=MajorMismatch.ALLOW) as found:
        assert found.major == 18
    with (
        pytest.raises(ConfigurationError, match="no PostgreSQL 13 for scratch") as caught,
        scratch_server(scratch_url=None, development_target=None, major=13),
    ):
        pass
    assert "scratch_url" in str(caught.value.problems[0].hint)
    with scratch_server(scratch_url=None, development_target=None, major=99, mismatch=MajorMismatch.ALLOW) as found:
        assert found.major == max(one.major for one in binaries.every())


def test_without_any_postgresql_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "every", lambda: iter(()))
    monkeypatch.setattr(binaries, "embedded", lambda: iter(()))
    monkeypatch.setattr(binaries, "on_machine", lambda: iter(()))
    with (
        pytest.raises(ConfigurationError, match="found on this machine: none"),
        scratch_server(scratch_url=None, development_target=None, major=18),
    ):
        pass
    with pytest.raises(ConfigurationError, match="to develop with"):
        development_url(tmp_path)


# Servers of ours


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster that nobody else uses, with a linger of half a second."""
    folder = places.open_folder(places.cache_folder() / f"lifetime-{os.getpid()}-{time.time_ns()}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    found = programs(18)
    assert found
    made = scratch.scratch_cluster(found, linger=0.5)
    yield made
    made.stop()
    subprocess.run(["rm", "-rf", made.socket, folder], check=True)


def pid(cluster: Cluster) -> int | None:
    try:
        return int((cluster.data / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError):
        return None


def test_a_server_of_ours_runs_unprivileged_out_of_reach_and_stops_when_unused(cluster: Cluster) -> None:
    with cluster.running() as conn:
        process = pid(cluster)
        owner = os.stat(f"/proc/{process}").st_uid if os.path.isdir("/proc") else 1
        assert owner != 0
        assert conn.execute("SHOW listen_addresses").fetchone() == ("",)
        assert cluster.socket.stat().st_mode & 0o077 == 0
        assert cluster.data.stat().st_mode & 0o077 == 0
        time.sleep(1.5)
        assert conn.execute("SELECT 1").fetchone() == (1,)
    wait_for(lambda: pid(cluster) is None)


def test_users_share_a_server_and_the_last_one_counts(cluster: Cluster) -> None:
    with cluster.running():
        first = pid(cluster)
        with cluster.running():
            assert pid(cluster) == first
        time.sleep(1.5)
        assert pid(cluster) == first


USER = """
    found = next(one for one in binaries.embedded() if one.major == 18)
    with s.started(found, linger=0.5) as server, server.database() as conn:
        print(conn.info.dbname, flush=True)
        time.sleep(60)
"""


def test_a_killed_user_leaves_no_server(cluster: Cluster) -> None:
    user = script(USER)
    assert line(user).startswith("schemactl_scratch_")
    assert pid(cluster)
    kill(user)
    wait_for(lambda: pid(cluster) is None)
    with scratch.started(cluster.binaries, linger=0.5) as again:
        assert not names(again._maintenance, "schemactl_scratch_%")


def test_a_server_stops_with_its_killed_supervisor_and_is_started_again(cluster: Cluster) -> None:
    with cluster.running():
        process = pid(cluster)
        supervisor = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(supervisor, signal.SIGKILL)
        with cluster.running() as conn:
            assert conn.execute("SELECT 1").fetchone() == (1,)
        assert pid(cluster) != process


def test_users_who_start_at_once_get_one_server(cluster: Cluster) -> None:
    users = [script(USER) for _ in range(4)]
    assert len({line(user) for user in users}) == 4
    assert pid(cluster)
    for user in users:
        kill(user)
    wait_for(lambda: pid(cluster) is None)


def test_broken_data_of_a_scratch_cluster_is_made_anew(cluster: Cluster) -> None:
    with cluster.running():
        pass
    cluster.stop()
    (cluster.data / "global/pg_control").write_bytes(b"broken")
    with cluster.running() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)


def test_data_written_before_the_machine_restarted_is_made_anew(cluster: Cluster) -> None:
    with cluster.running() as conn:
        conn.execute("CREATE DATABASE doubtful")
    cluster.stop()
    (cluster.folder / "boot").write_text("another boot")
    with cluster.running() as conn:
        assert not names(conn, "doubtful")


def test_a_pid_file_that_a_crash_left_is_in_nobodys_way(cluster: Cluster) -> None:
    with cluster.running():
        process = pid(cluster)
        assert process
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: not os.path.exists(f"/proc/{process}"))
    assert pid(cluster) == process
    with cluster.running() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)


def test_a_cluster_that_nobody_used_for_a_month_is_removed(cluster: Cluster) -> None:
    old, recent = (cluster.folder.with_name(f"scratch-18-{age}") for age in ("old", "recent"))
    for folder in (old, recent):
        folder.mkdir(parents=True)
        (folder / "users.lock").touch()
    os.utime(old / "users.lock", (0, 0))
    with cluster.running():
        assert not old.exists()
        assert recent.exists()


def test_a_long_path_gets_a_short_socket(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cluster.folder / ("long" * 20)))
    deep = scratch.scratch_cluster(cluster.binaries, linger=0.5)
    with deep.running() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
    assert len(str(deep.socket)) < 90
    deep.stop()
    subprocess.run(["rm", "-rf", deep.socket], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers as somebody else")
def test_root_copies_what_the_servers_account_cannot_read(cluster: Cluster, tmp_path: Path) -> None:
    package = cluster.binaries.folder.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        subprocess.run(["cp", "-r", part, tmp_path], check=True)
    tmp_path.chmod(0o700)
    install = tmp_path / package.name / cluster.binaries.folder.parent.name
    assert not places.reachable(install)
    hidden = binaries.Binaries(install / "bin", 18, cluster.binaries.version)
    with scratch.started(hidden, linger=0.5) as server:
        assert server.major == 18
    copied = scratch.scratch_cluster(hidden)
    copied.stop()
    subprocess.run(["rm", "-rf", copied.socket], check=True)


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir(mode=0o777)
    (tmp_path / "ours").chmod(0o777)
    with pytest.raises(ConfigurationError, match="belongs to somebody else"):
        places._own_folder(tmp_path / "ours")
    (tmp_path / "link").symlink_to("/")
    with pytest.raises(ConfigurationError, match="belongs to somebody else"):
        places._own_folder(tmp_path / "link")


# The development server


@pytest.fixture
def project() -> Iterator[Path]:
    folder = places.open_folder(places.cache_folder() / f"project-{os.getpid()}-{time.time_ns()}")
    yield folder
    stop_development(folder)
    subprocess.run(["rm", "-rf", folder], check=True)


def test_a_projects_development_server_keeps_its_data_and_stays_up(project: Path) -> None:
    url = development_url(project)
    with connect(target(url, source="embedded")) as conn:
        conn.execute("CREATE TABLE public.kept ()")
        assert conn.execute("SHOW fsync").fetchone() == ("on",)
    assert (project / ".schemactl/.gitignore").read_text() == "*\n"
    assert stop_development(project)
    assert not stop_development(project)
    assert development_url(project) == url
    with connect(target(url, source="embedded")) as conn:
        assert conn.execute("SELECT to_regclass('public.kept') IS NOT NULL").fetchone() == (True,)


def test_broken_data_of_a_development_server_is_never_thrown_away(project: Path) -> None:
    development_url(project)
    stop_development(project)
    broken = next(project.glob(".schemactl/postgres-*/data/global/pg_control"))
    broken.write_bytes(b"broken")
    with pytest.raises(ConfigurationError, match="does not start"):
        development_url(project)
    assert broken.read_bytes() == b"broken"


def test_databases_say_what_a_server_refuses(given: ScratchServer) -> None:
    with pytest.raises(DatabaseError, match="creating a scratch database") as caught, given.database("no such template"):
        pass
    assert caught.value.sqlstate == "3D000"
