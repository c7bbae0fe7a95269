"""Files that somebody made to do harm: what they hold is refused, or read as PostgreSQL's own parser reads it. Nothing outside of the project is read."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from cli_project import USERS, CliProject

from schemactl.desired.loader import load
from schemactl.errors import SchemaError
from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans
from schemactl.plans.plan import PlanStatement, PlanStep
from schemactl.plans.planfile import file_sha256, render

MEGABYTES_300 = 300 << 20
BOMBS = {
    "aliases": "k0: &k0 [x]\n" + "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "many aliases": "a: &a {x: 1}\n" + "".join(f"b{n}: *a\n" for n in range(200_000)),
    "merge keys": "a: &a {x: 1}\nb:\n  <<: [" + ", ".join(["*a"] * 100_000) + "]\n",
    "brackets": "[" * 200_000,
    "braces": "{a: " * 200_000,
    "blocks": "".join(" " * n + "a:\n" for n in range(3_000)),
    "an alias of itself": "a: &a [*a]\n",
    "tags that run code": "a: !!python/object/apply:os.system ['touch /tmp/x']\n" * 50_000,
    "one key many times": "tables: {}\n" * 200_000,
    "anchors": "".join(f"a{n}: &x{n} y\n" for n in range(100_000)),
    "a key of megabytes": "a" * 5_000_000 + ": x\n",
    "a quote that never ends": 'a: "' + "x\n" * 1_000_000,
    "tabs": "\t" * 2_000_000,
    "documents": "---\n" * 500_000,
    "separators": "a: x\u2028b: y\n" * 50_000,
    "bytes": bytes(range(256)) * 10_000,
}
_READ = """
import resource, sys
from pathlib import Path
from schemactl.desired.loader import load
from schemactl.errors import SchemaError
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
folder = Path(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    load(folder, root=folder.parent)
except SchemaError as error:
    assert error.problems[0].where, error
    print(len(error.problems), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_bombs_are_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    bomb = BOMBS[name]
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "bomb.yaml").write_bytes(bomb if isinstance(bomb, bytes) else bomb.encode())
    done = subprocess.run([sys.executable, "-c", _READ, tmp_path / "schema"], capture_output=True, text=True, check=True)
    problems, memory = map(int, done.stdout.split())
    assert problems <= 401
    assert memory < MEGABYTES_300


def test_memory_is_measured_in_what_this_machine_says() -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10 > 1 << 20


FUNCTION = "schema: app\nfunctions:\n  f():\n    returns: int\n    language: sql\n    file: {}\n"


@pytest.mark.parametrize("name", ["../../secret.sql", "/etc/passwd", "../schema/../../secret.sql", "link.sql", "folder/secret.sql"])
def test_file_includes_stay_in_the_project(name: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "schema").mkdir(parents=True)
    (tmp_path / "secret.sql").write_text("SELECT 1")
    (root / "schema" / "link.sql").symlink_to(tmp_path / "secret.sql")
    (root / "schema" / "folder").symlink_to(tmp_path)
    (root / "schema" / "app.yaml").write_text(FUNCTION.format(name))
    with pytest.raises(SchemaError, match="leads out of the project"):
        load(root / "schema", root=root)


def test_schema_files_that_are_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "schema").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("password: hunter2\n")
    (root / "schema" / "app.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(SchemaError, match="a link out of the project") as caught:
        load(root / "schema", root=root)
    assert "hunter2" not in str(caught.value.problems)
    assert "password" not in str(caught.value.problems)


@pytest.mark.parametrize("words", [["plan"], ["plan", "--custom"]])
@pytest.mark.parametrize("name", ["../../etc/cron", "a/b", "..", "x\n; y", "-rf", "a\0b"])
def test_plan_names_lead_nowhere_else(project: CliProject, words: list[str], name: str) -> None:
    project.write("schema/app.yaml", USERS)
    before = project.files()
    assert project.run(*words, "--from", "plans", "--", name).exit_code == 64
    assert project.files() == before


HARMFUL = [
    "\\! touch /tmp/harm",
    "SELECT 1 \\gexec",
    "\\copy app.users FROM '/etc/passwd'",
    "\\i /etc/passwd",
    "SELECT 1; DROP TABLE app.users",
    "SELECT 1\\; DROP TABLE app.users",
    "DO $$ BEGIN END $$; DROP TABLE app.users",
    "SELECT 1 /* */; DROP TABLE app.users -- */",
    "COMMIT; DROP TABLE app.users",
    "COMMIT",
    "SET search_path = app",
    "COPY app.users FROM STDIN",
]


@pytest.mark.parametrize("sql", HARMFUL)
def test_sealed_statements_that_are_none_do_not_run(project: CliProject, sql: str) -> None:
    """Somebody who can seal and list: what stands under one marker is one command of PostgreSQL's grammar, or nothing runs."""
    project.write("schema/app.yaml", USERS)
    project.ok("plan", "users", "--from", "plans")
    resealed(project, sql)
    result = project.run("apply", "--allow-uncommitted", "--yes")
    assert result.exit_code != 0
    assert project.sql("SELECT to_regclass('app.users'), to_regnamespace('schemactl')") == [(None, None)]


def resealed(project: CliProject, sql: str) -> None:
    (file,) = list_plans(project.root / "plans")
    plan = file.plan()
    more = PlanStep(statements=(PlanStatement(sql=sql, label="harm", verb="!"),))
    data = render(msgspec.structs.replace(plan, steps=(*plan.steps, more)))
    file.path.write_bytes(data)
    lockfile.list_in_lock(project.root / "plans", file.filename, file_sha256(data))


@pytest.mark.parametrize("sql", ["\\! touch /tmp/harm", "\\copy app.users FROM '/etc/passwd'", "SELECT 1 \\gexec"])
def test_psql_commands_are_refused_by_verify(project: CliProject, sql: str) -> None:
    project.write("schema/app.yaml", USERS)
    project.ok("plan", "users", "--from", "plans")
    plan = project.root / "plans" / "0001_users.sql"
    plan.write_text(plan.read_text() + f"\n-- step: data\n{sql};\n")
    assert project.run("verify").exit_code == 7
