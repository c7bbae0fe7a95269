"""A protected database, and every way in which a person could reach it with a command for development. None of them touches it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cli_project import USERS, CliProject
from psycopg.conninfo import conninfo_to_dict

Way = Callable[[CliProject, pytest.MonkeyPatch], list[str]]

COMMANDS = {
    "sync": ["sync", "--yes", "--accept", "*"],
    "reset": ["reset", "--yes"],
    "uncommitted": ["apply", "--allow-uncommitted", "--yes"],
    "everything accepted": ["plan", "--from", "live", "--accept", "*"],
}
REFUSED = 3


@pytest.fixture
def production(project: CliProject) -> CliProject:
    """A protected database with rows, and schema files that would drop them."""
    project.write("schema/app.yaml", USERS)
    project.ok("sync", "--yes")
    project.sql("INSERT INTO app.users (name) VALUES ('somebody')")
    project.ok("env", "mark", "protected")
    project.ok("plan", "users", "--from", "plans", env="production")
    project.write("schema/app.yaml", USERS.replace("      name: text not null\n", "      other: text\n"))
    return project


def untouched(project: CliProject) -> bool:
    return project.sql("SELECT name FROM app.users") == [("somebody",)]


def configuration(project: CliProject, text: str) -> None:
    project.write("schemactl.toml", text.format(url=project.url, scratch=scratch(project)))


def scratch(project: CliProject) -> str:
    toml = (project.root / "schemactl.toml").read_text()
    return toml.partition('scratch_url = "')[2].partition('"')[0]


def _called_development(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    """The url of production under [env.dev]: what the configuration of these tests says."""
    return ["-e", "dev"]


def _by_url(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    return ["-e", "dev", "-u", project.url]


def _by_url_alone(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    return ["-u", project.url]


def _by_variable(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    configuration(project, '[env.dev]\nmode = "development"\nscratch_url = "{scratch}"\n')
    patch.setenv("SCHEMACTL_URL", project.url)
    return []


def _by_database_url(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    configuration(project, '[env.other]\nmode = "development"\nscratch_url = "{scratch}"\n')
    patch.setenv("DATABASE_URL", project.url)
    return []


def _by_libpq(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    configuration(project, '[env.dev]\nmode = "development"\nscratch_url = "{scratch}"\n')
    found = conninfo_to_dict(project.url)
    for name, variable in (("host", "PGHOST"), ("port", "PGPORT"), ("user", "PGUSER"), ("dbname", "PGDATABASE")):
        patch.setenv(variable, str(found[name]))
    return ["-e", "dev"]


def _by_service(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    found = conninfo_to_dict(project.url)
    lines = "".join(f"{name}={found[name]}\n" for name in ("host", "port", "user", "dbname"))
    patch.setenv("PGSERVICEFILE", str(project.write("services.conf", f"[shop]\n{lines}")))
    return ["-e", "dev", "--service", "shop"]


def _by_env_file(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    project.write(".env", f"HERE={project.url}\n")
    configuration(project, 'env_file = ".env"\n[env.dev]\nurl = "${{HERE}}"\nmode = "development"\nscratch_url = "{scratch}"\n')
    return []


def _by_secret_file(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    patch.setenv("SCHEMACTL_URL_FILE", str(project.write("secret", project.url)))
    configuration(project, '[env.dev]\nmode = "development"\nscratch_url = "{scratch}"\n')
    return ["-e", "dev"]


def _by_another_configuration(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    text = '[env.mine]\nurl = "{url}"\nmode = "development"\nscratch_url = "{scratch}"\n'
    file = project.write("mine.toml", text.format(url=project.url, scratch=scratch(project)))
    return ["-c", str(file), "-e", "mine"]


def _without_any_configuration(project: CliProject, patch: pytest.MonkeyPatch) -> list[str]:
    (project.root / "schemactl.toml").unlink()
    patch.setenv("DATABASE_URL", project.url)
    return ["-e", "development"]


def _as_a_copy(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    """A dump of production restored elsewhere: "protected" travels with the data, whatever the database is."""
    project.sql("UPDATE schemactl.environment SET system_identifier = '1', database_oid = 1")
    return ["-e", "dev"]


def _by_the_direct_url(project: CliProject, _: pytest.MonkeyPatch) -> list[str]:
    configuration(project, '[env.dev]\nurl = "{scratch}"\ndirect_url = "{url}"\nmode = "development"\nscratch_url = "{scratch}"\n')
    return ["-e", "dev"]


WAYS = [
    _called_development,
    _by_url,
    _by_url_alone,
    _by_variable,
    _by_database_url,
    _by_libpq,
    _by_service,
    _by_env_file,
    _by_secret_file,
    _by_another_configuration,
    _without_any_configuration,
    _as_a_copy,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__.strip("_"))
def test_no_way_leads_there(production: CliProject, way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    words = way(production, monkeypatch)
    for name, command in COMMANDS.items():
        result = production.bare(*words, *command)
        assert (name, result.exit_code) == (name, REFUSED), result.output
        assert untouched(production), name
    assert production.plans() == ["0001_users.sql"]


def test_the_database_that_is_written_to_is_the_one_that_is_asked(production: CliProject) -> None:
    """`direct_url` leads to another database than `url`: its own mark counts."""
    words = _by_the_direct_url(production, pytest.MonkeyPatch())
    for command in ("sync", "reset"):
        assert production.bare(*words, *COMMANDS[command]).exit_code == REFUSED
        assert untouched(production)


@pytest.mark.parametrize(
    "words",
    [
        ["env", "mark", "development"],
        ["env", "mark", "development", "--confirm", "postgres"],
        ["env", "mark", "development", "--confirm", ""],
    ],
    ids=" ".join,
)
def test_the_mark_goes_by_the_databases_name_only(production: CliProject, words: list[str]) -> None:
    assert production.bare("-e", "dev", *words).exit_code in (3, 4)
    assert production.json("env", "show")["marker"].startswith("protected")


def test_configuration_alone_protects(project: CliProject) -> None:
    """Marked development, and called production: the stricter one holds."""
    project.write("schema/app.yaml", USERS)
    project.ok("sync", "--yes")
    project.ok("plan", "users", "--from", "plans", env="production")
    for name, command in COMMANDS.items():
        assert (name, project.run(*command, env="production").exit_code) == (name, REFUSED)


def test_the_first_apply_from_a_protected_environment_protects(project: CliProject) -> None:
    project.write("schema/app.yaml", USERS)
    project.ok("plan", "users", "--from", "plans")
    assert project.run("apply", "--yes", env="production").exit_code == 0
    assert project.run("sync", "--yes").exit_code == REFUSED
    assert project.run("reset", "--yes").exit_code == REFUSED


def test_nobodys_database_with_something_in_it_is_not_for_development(project: CliProject) -> None:
    project.sql("CREATE SCHEMA app; CREATE TABLE app.users (name text); INSERT INTO app.users VALUES ('somebody')")
    project.write("schema/app.yaml", USERS)
    for command in ("sync", "reset"):
        assert project.run(*COMMANDS[command]).exit_code == REFUSED
        assert untouched(project)


def test_a_development_mark_does_not_travel_with_a_copy(project: CliProject) -> None:
    project.write("schema/app.yaml", USERS)
    project.ok("sync", "--yes")
    project.sql("UPDATE schemactl.environment SET database_oid = 1")
    assert project.run("reset", "--yes").exit_code == REFUSED
