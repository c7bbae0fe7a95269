"""The configuration: where it is found, what it may hold, which database it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.cli import address, config_file
from schemactl.cli.address import Asked
from schemactl.cli.config import Config, Environment
from schemactl.errors import ConfigurationError, Problem


def write(folder: Path, text: str, name: str = "schemactl.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str, name: str = "schemactl.toml") -> tuple[Problem, ...]:
    write(folder, text, name)
    with pytest.raises(ConfigurationError) as caught:
        config_file.load(folder)
    return caught.value.problems


def place(problem: Problem) -> tuple[int, int, int]:
    assert problem.where is not None
    return problem.where.line, problem.where.column, problem.where.length


def resolve(config: Config, asked: Asked = Asked(), **variables: str) -> tuple[Environment, address.Address]:  # noqa: B008
    return address.resolve(config, asked, variables)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = config_file.load(tmp_path)
    assert config.file is None
    assert (config.schema, config.plans) == (tmp_path / "schema", tmp_path / "plans")
    assert config.envs == {"dev": Environment(name="dev", mode="development")}
    assert config.scope.schemas == ("*",)
    assert config.scope.owners
    assert config.scope.grants


def test_the_file_is_found_upwards_and_its_folder_is_the_root(tmp_path: Path) -> None:
    file = write(tmp_path, 'schema = "db/schema"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    config = config_file.load(below)
    assert config.file == file
    assert config.root == tmp_path
    assert config.schema == tmp_path / "db" / "schema"


def test_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    write(tmp_path, "[tool.schemactl]\nplans = 'migrations'\n", "pyproject.toml")
    below = tmp_path / "service"
    below.mkdir()
    write(below, "[tool.ruff]\n", "pyproject.toml")
    assert config_file.load(below).plans == tmp_path / "migrations"


def test_schemactl_toml_wins_over_pyproject(tmp_path: Path) -> None:
    write(tmp_path, "[tool.schemactl]\nplans = 'a'\n", "pyproject.toml")
    write(tmp_path, "plans = 'b'\n")
    assert config_file.load(tmp_path).plans == tmp_path / "b"


def test_everything_the_file_may_say(tmp_path: Path) -> None:
    text = """
schema = "s"
plans = "p"
postgres = ">=14, <17"
env_file = ".env"
[scope]
schemas = ["app", "reporting_*"]
ignore = ["table:app.tmp_*"]
owners = false
grants = false
roles = "managed"
[lint]
SC401 = "error"
[env.dev]
url = "postgresql:///dev"
mode = "development"
scratch_url = "postgresql:///scratch"
[env.production]
url = "postgresql:///shop"
direct_url = "postgresql:///direct"
mode = "protected"
lock_timeout = "500ms"
lock_retries = 3
statement_timeout = "5s"
wait = "10min"
require = ["signature"]
"""
    write(tmp_path, text)
    config = config_file.load(tmp_path)
    assert config.scope.schemas == ("app", "reporting_*")
    assert not config.scope.owners
    assert config.scope.roles == "managed"
    assert config.lint == {"SC401": "error"}
    assert config.envs["dev"].development
    production = config.envs["production"]
    assert (production.name, production.lock_timeout, production.lock_retries) == ("production", "500ms", 3)
    assert production.require == ("signature",)
    assert [major for major in range(13, 19) if config.allows(major)] == [14, 15, 16]


def test_a_pattern_that_cannot_match_is_a_mistake(tmp_path: Path) -> None:
    found = problems(tmp_path, '[scope]\nignore = ["tabel:app.x", "app.x", "role:tool_*", "*:x"]\ninclude = ["triggers:app.x"]\n')
    messages = [problem.message for problem in found]
    assert [message.partition(";")[0] for message in messages] == [
        "ignore: there is no kind 'tabel'",
        "ignore: 'app.x' is no pattern in [scope]",
        "include: there is no kind 'triggers'",
    ]
    assert "text_search_parser" in messages[0]


def test_an_environment_that_does_not_say_development_is_protected(tmp_path: Path) -> None:
    write(tmp_path, '[env.staging]\nurl = "postgresql:///s"\n')
    assert not config_file.load(tmp_path).envs["staging"].development


def test_every_mistake_is_reported_at_once_with_its_place(tmp_path: Path) -> None:
    found = problems(tmp_path, 'scheme = "x"\n[env.dev]\nmode = "devel"\nurls = "a"\nlock_timeout = "soon"\n')
    assert [problem.message for problem in found] == [
        "unknown key 'scheme'",
        "mode: invalid enum value 'devel' in [env.dev]",
        "unknown key 'urls' in [env.dev]",
        "lock_timeout: 'soon' is not a length of time in [env.dev]",
    ]
    assert [place(problem) for problem in found] == [(1, 1, 6), (3, 1, 4), (4, 1, 4), (5, 1, 12)]
    assert "known keys here: schema, plans" in (found[0].hint or "")
    assert "url, direct_url, mode" in (found[2].hint or "")
    assert "name" not in (found[2].hint or "").split(", ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = 1", "schema: expected `str`, got `int`"),
        ('postgres = "newest"', "'newest' is not a range of major versions"),
        ("scope = 3", "expected a table"),
        ('[scope]\nschemas = "app"', "schemas: expected `array`, got `str` in [scope]"),
        ('[scope]\nroles = "maybe"', "roles: invalid enum value 'maybe' in [scope]"),
        ("env = 3", "expected tables: [env.NAME]"),
        ("[env]\ndev = 3", "expected a table in [env]"),
        ("lint = 1", "expected a table"),
        ('[lint]\nSC401 = "loud"', "SC401: 'loud' is not a severity in [lint]"),
        ("[names]\ntable = '[a-z'", "table: '[a-z' is no regular expression: unterminated character set at position 0 in [names]"),
        ("[names]\ntabel = 'x'", "there is no kind 'tabel' in [names]"),
        ("[names]\n'*' = 'x'", "there is no kind '*' in [names]"),
        ("[names]\ntable = 1", "table: expected a regular expression in [names]"),
        ('names = "x"', "expected a table"),
        ('[env.dev]\nrequire = ["luck"]', "require: invalid enum value 'luck' in [env.dev]"),
    ],
)
def test_wrong_values(tmp_path: Path, text: str, message: str) -> None:
    assert [problem.message for problem in problems(tmp_path, text)] == [message]


def test_places_in_pyproject_and_in_quoted_keys(tmp_path: Path) -> None:
    found = problems(tmp_path, '[project]\nname = "x"\n\n[tool.schemactl.env."my env"]\n  "urls" = "a"\n', "pyproject.toml")
    assert [problem.message for problem in found] == ["unknown key 'urls' in [tool.schemactl.env.my env]"]
    assert place(found[0]) == (5, 3, 6)


def test_a_file_that_is_not_toml(tmp_path: Path) -> None:
    found = problems(tmp_path, 'schema = "x"\nplans = = 3\n')
    assert found[0].message == "schemactl.toml is not TOML: invalid value"
    assert place(found[0])[:2] == (2, 9)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "schemactl.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        config_file.load(tmp_path)


def test_a_named_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot read"):
        config_file.load(tmp_path, tmp_path / "none.toml")


PROJECT = """
[env.dev]
url = "postgresql:///dev"
mode = "development"
[env.production]
url = "${DATABASE_URL}"
direct_url = "postgresql:///direct"
[env.bare]
"""


@pytest.fixture
def project(tmp_path: Path) -> Config:
    write(tmp_path, PROJECT)
    return config_file.load(tmp_path)


@pytest.fixture
def bare(tmp_path: Path) -> Config:
    return config_file.load(tmp_path)


def test_precedence_of_addresses(project: Config, bare: Config) -> None:
    outside = {"SCHEMACTL_URL": "postgresql:///s", "DATABASE_URL": "postgresql:///d", "PGHOST": "h"}
    assert resolve(project, Asked(url="postgresql:///u"), **outside)[1] == ("postgresql:///u", "--url")
    assert resolve(project, Asked(service="shop 1"), **outside)[1] == ("postgresql:///?service=shop%201", "--service")
    assert resolve(project, **outside)[1] == ("postgresql:///dev", "environment dev")
    assert resolve(bare_without(project), **outside)[1] == ("postgresql:///s", "SCHEMACTL_URL")
    del outside["SCHEMACTL_URL"]
    assert resolve(bare_without(project), **outside)[1] == ("postgresql:///d", "DATABASE_URL")
    del outside["DATABASE_URL"]
    assert resolve(bare_without(project), **outside)[1] == (address.LIBPQ, "PGHOST")
    assert resolve(bare_without(project))[1] == (None, "the embedded development server")


def bare_without(config: Config) -> Config:
    return Config(root=config.root, schema=config.schema, plans=config.plans, envs={"dev": Environment(name="dev", mode="development")})


def test_an_environment_named_explicitly_does_not_consult_database_url(project: Config) -> None:
    with pytest.raises(ConfigurationError, match="environment bare has no url"):
        resolve(project, Asked(environment="bare"), DATABASE_URL="postgresql:///anybody")
    assert resolve(project, Asked(environment="bare"), SCHEMACTL_URL="postgresql:///mine")[1].url == "postgresql:///mine"


def test_an_address_from_outside_is_protected_unless_a_development_environment_is_named(project: Config, bare: Config) -> None:
    config = bare_without(project)
    assert not resolve(config, DATABASE_URL="postgresql:///d")[0].development
    assert not resolve(project, Asked(url="postgresql:///u"))[0].development
    assert resolve(project, Asked(environment="dev", url="postgresql:///u"))[0].development
    assert resolve(project)[0].development
    assert resolve(config)[0].development


def test_a_flag_also_wins_over_direct_url_and_needs_no_variables(project: Config) -> None:
    environment, found = resolve(project, Asked(environment="production", url="postgresql:///u"))
    assert (environment.name, environment.direct_url, found.url) == ("production", None, "postgresql:///u")


def test_variables_are_filled_in_for_the_environment_in_use_only(project: Config) -> None:
    assert resolve(project)[0].name == "dev"
    with pytest.raises(ConfigurationError, match=r"url of environment production names \$\{DATABASE_URL\}, which is not set"):
        resolve(project, Asked(environment="production"))
    assert resolve(project, Asked(environment="production"), DATABASE_URL="postgresql:///p")[1].url == "postgresql:///p"


def test_secrets_in_files(project: Config, tmp_path: Path) -> None:
    secret = write(tmp_path, "postgresql:///secret\n", "secret")
    assert resolve(project, Asked(environment="production"), DATABASE_URL_FILE=str(secret))[1].url == "postgresql:///secret"
    with pytest.raises(ConfigurationError, match="cannot be read"):
        resolve(project, Asked(environment="production"), DATABASE_URL_FILE=str(tmp_path / "none"))


def test_env_file_only_where_the_configuration_names_it(tmp_path: Path) -> None:
    write(tmp_path, "# local\nexport DATABASE_URL='postgresql:///from_file'\nOTHER=1\n", ".env")
    text = '[env.production]\nurl = "${DATABASE_URL}"\n'
    write(tmp_path, text)
    with pytest.raises(ConfigurationError, match="not set"):
        resolve(config_file.load(tmp_path))
    write(tmp_path, 'env_file = ".env"\n' + text)
    assert resolve(config_file.load(tmp_path))[1].url == "postgresql:///from_file"
    assert resolve(config_file.load(tmp_path), DATABASE_URL="postgresql:///process")[1].url == "postgresql:///process"


def test_unknown_environment_lists_the_known_ones(project: Config) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve(project, Asked(environment="prod"))
    assert "dev, production, bare" in (caught.value.problems[0].hint or "")


def test_a_container_that_holds_only_plans(bare: Config) -> None:
    environment, found = resolve(bare, Asked(environment="production"), DATABASE_URL="postgresql:///p")
    assert (environment.name, environment.mode, found.url) == ("production", "protected", "postgresql:///p")


def test_several_environments_and_none_named(tmp_path: Path) -> None:
    write(tmp_path, '[env.a]\nurl = "postgresql:///a"\n[env.b]\nurl = "postgresql:///b"\n')
    with pytest.raises(ConfigurationError) as caught:
        resolve(config_file.load(tmp_path))
    assert "--env with one of: a, b" in (caught.value.problems[0].hint or "")
