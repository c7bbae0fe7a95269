"""What is measured: pg_dump and psql as the floor, and what people wait for with schemactl."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from measuring import Command
from server import Server

FLOOR = "pg_dump"
LOAD = "psql_load"


class Case(NamedTuple):
    """A row of the table; `verdict` says afterwards whether the result was right, where somebody else's tool ran."""

    name: str
    says: str
    command: Command
    verdict: Callable[[], str] | None = None


class Project:
    """A folder with configuration, schema files of the measured database, and a plan that builds it."""

    def __init__(self, folder: Path, server: Server, database: str) -> None:
        self.folder, self.server, self.database = folder, server, database
        self.cache = folder.parent / "cache"
        self._numbers = count(1)
        folder.mkdir(parents=True)
        (folder / "schemactl.toml").write_text(
            f'[env.bench]\nurl = "{server.url(database)}"\nscratch_url = "{server.url("postgres")}"\nmode = "development"\n'
        )

    def command(self, *words: str, cold: bool = False, before: Callable[[], object] = lambda: None) -> Command:
        """schemactl in this project; cold: without anything that it kept."""

        def prepare() -> None:
            if cold:
                self.forget()
            before()

        program = [sys.executable, "-m", "schemactl", "-e", "bench", "--no-input", *words]
        return Command(program, self.folder, prepare, environment={"XDG_CACHE_HOME": str(self.cache)})

    def forget(self) -> None:
        """Take away everything that earlier runs left to later ones."""
        shutil.rmtree(self.cache, ignore_errors=True)
        self.cache.mkdir(parents=True)
        self.server.forget_templates()

    def forget_files(self) -> None:
        """Take away what earlier runs read in the schema files, and nothing else."""
        for kept in (self.cache / "schemactl" / "states").glob("*"):
            if kept.name.startswith(("written-", "files-")):
                kept.unlink()

    def change_a_table(self) -> None:
        """Another column in one file, each time a new one."""
        file = self.table_file
        original = self.folder.parent / "original.yaml"
        if not original.exists():
            shutil.copy(file, original)
        lines = original.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if line.strip() == "columns:")
        indent = " " * (len(lines[at]) - len(lines[at].lstrip()) + 2)
        lines.insert(at + 1, f"{indent}added_{next(self._numbers)}: text\n")
        file.write_text("".join(lines), encoding="utf-8")

    def change_in_sql(self) -> str:
        """The same change of the same table, for tools that have no schema files."""
        table = self.table_file.stem
        return f'ALTER TABLE public."{table}" ADD COLUMN added text'

    def change_back(self) -> None:
        """The files as they were imported."""
        if (original := self.folder.parent / "original.yaml").exists():
            shutil.copy(original, self.table_file)

    @property
    def table_file(self) -> Path:
        """The file of a table with columns that can be written to."""
        files = sorted((self.folder / "schema").rglob("tables/*.yaml"))
        plain = [one for one in files if "columns:\n" in (text := one.read_text(encoding="utf-8")) and "partition" not in text]
        return plain[len(plain) // 2]


def imported(folder: Path, server: Server, database: str) -> Project:
    """A project whose files and plan say what the database holds."""
    project = Project(folder, server, database)
    project.forget()
    project.server.meter.once(project.command("import", "--baseline"))
    return project


def floors(server: Server, database: str, dump: Path) -> Iterator[Case]:
    """What PostgreSQL's own programs need for the same database."""
    words = [str(server.programs / "pg_dump"), "--schema-only", "-d", server.url(database), "-f", str(dump)]
    yield Case(FLOOR, "pg_dump --schema-only", Command(words, dump.parent))
    again = "bench_loaded"
    yield Case(
        LOAD, "psql -f of the dump into an empty database", Command(server.psql(again, dump), dump.parent, lambda: server.create(again))
    )


def cases(project: Project) -> Iterator[Case]:
    """schemactl's own."""
    dry = ("plan", "--dry-run")
    yield Case("plan_nothing_cold", "plan, nothing to do, no caches", project.command(*dry, cold=True, before=project.change_back))
    yield Case("plan_nothing_warm", "plan, nothing to do", project.command(*dry))
    yield Case("plan_nothing_cold_yaml", "plan, nothing to do, files not read", project.command(*dry, before=project.forget_files))
    yield Case("plan_one_table_warm", "plan, one table changed", project.command(*dry, before=project.change_a_table))
    yield Case("check_cold", "check, no caches", project.command("check", cold=True, before=project.change_back))
    yield Case("check_warm", "check", project.command("check"))
    empty = _beside(project, "empty")
    yield Case("plan_from_empty_cold", "plan from an empty database, no caches", empty.command(*dry, cold=True))
    again = _beside(project, "import")
    yield Case("import_cold", "import, no caches", again.command("import", "--overwrite", cold=True))
    project.change_back()
    project.server.meter.once(project.command("adopt"))
    yield Case("apply_nothing", "apply, up to date", project.command("apply", "--allow-uncommitted"))


def _beside(project: Project, name: str) -> Project:
    """Another project: with the same schema files and an empty database, or without files and the same database."""
    folder = project.folder.parent / name
    if name != "empty":
        return Project(folder, project.server, project.database)
    project.server.create("bench_empty")
    found = Project(folder, project.server, "bench_empty")
    shutil.copytree(project.folder / "schema", folder / "schema")
    return found
