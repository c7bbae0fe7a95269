"""Which database: the precedence of options, environments and variables, and the file variables that carry secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from schemactl.cli.config import Config, Environment
from schemactl.errors import ConfigurationError

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_LIBPQ = ("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGDATABASE", "PGPORT")
LIBPQ = ""
_DOTENV = re.compile(r"\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$")


class Address(NamedTuple):
    """Where the database is and who said so; `url` is LIBPQ for libpq's own variables, None for the embedded development server."""

    url: str | None
    source: str


class Asked(NamedTuple):
    """What the command line asked for."""

    environment: str | None = None
    url: str | None = None
    service: str | None = None


def resolve(config: Config, asked: Asked, variables: Mapping[str, str]) -> tuple[Environment, Address]:
    """The environment in use, its variables filled in, and the address of its database.

    An address from outside of the configuration is development only when the command line names a development environment with it:
    DATABASE_URL in a shell may be anybody's.
    """
    variables = known(config, variables)
    environment = _default(config) if asked.environment is None else _named(config, asked.environment)
    if asked.url or asked.service:
        environment = msgspec.structs.replace(environment, url=None, direct_url=None)
    environment = filled_in(environment, variables)
    address = _address(environment, asked, variables, outside=asked.environment is None or asked.environment not in config.envs)
    if address.url is None and not environment.development:
        raise _without_url(environment, config)
    if asked.environment is None and address.url is not None and environment.development and address.source != _source(environment):
        environment = msgspec.structs.replace(environment, name="default", direct_url=None, mode="protected")
    return environment, address


def known(config: Config, variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of env_file, then the process's own."""
    return {**_dotenv(config.env_file), **variables}


def variable(name: str, variables: Mapping[str, str]) -> str | None:
    """A variable's value, or the content of the file that NAME_FILE names: how containers pass secrets."""
    if value := variables.get(name):
        return value
    if not (file := variables.get(f"{name}_FILE")):
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(f"{name}_FILE names {file}, which cannot be read") from exc


def filled_in(environment: Environment, variables: Mapping[str, str]) -> Environment:
    """The environment with every ${VARIABLE} replaced. Only the one in use is: a laptop has no production secrets."""

    def fill(field: str, text: str) -> str:
        return _VARIABLE.sub(lambda found: _needed(found.group(1), f"{field} of environment {environment.name}", variables), text)

    urls = {field: getattr(environment, field) for field in ("url", "direct_url", "scratch_url")}
    return msgspec.structs.replace(environment, **{field: fill(field, text) for field, text in urls.items() if text is not None})


def _needed(name: str, user: str, variables: Mapping[str, str]) -> str:
    value = variable(name, variables)
    if value is None:
        raise ConfigurationError(f"{user} names ${{{name}}}, which is not set", hint=f"set {name}, or {name}_FILE to a file that holds it")
    return value


def _named(config: Config, name: str) -> Environment:
    if config.file is None and name not in config.envs:
        return Environment(name=name)  # a container that holds only plans/: its database comes as DATABASE_URL
    if name not in config.envs:
        known = ", ".join(config.envs)
        raise ConfigurationError(
            f"there is no environment {name!r}", hint=f"write [env.{name}] into the configuration, or use one of: {known}"
        )
    return config.envs[name]


def _default(config: Config) -> Environment:
    """Without --env: `dev`, or the only one there is, or one that says nothing and is protected."""
    if "dev" in config.envs:
        return config.envs["dev"]
    return next(iter(config.envs.values())) if len(config.envs) == 1 else Environment(name="default")


def _without_url(environment: Environment, config: Config) -> ConfigurationError:
    if environment.name in config.envs:
        return ConfigurationError(
            f"environment {environment.name} has no url", hint=f"write url under [env.{environment.name}], or give --url"
        )
    return ConfigurationError("no database is named", hint=f"give --url, or --env with one of: {', '.join(config.envs)}")


def _address(environment: Environment, asked: Asked, variables: Mapping[str, str], *, outside: bool) -> Address:
    """`outside`: may the address come from DATABASE_URL, which belongs to whoever set it, not to a named environment?"""
    if asked.url:
        return Address(asked.url, "--url")
    if asked.service:
        return Address(f"postgresql:///?service={quote(asked.service, safe='')}", "--service")
    if environment.url:
        return Address(environment.url, _source(environment))
    for name in ("SCHEMACTL_URL", "DATABASE_URL") if outside else ("SCHEMACTL_URL",):
        if url := variable(name, variables):
            return Address(url, name)
    if present := next((name for name in _LIBPQ if variables.get(name)), None):
        return Address(LIBPQ, present)
    return Address(None, "the embedded development server")


def _source(environment: Environment) -> str:
    return f"environment {environment.name}"


def _dotenv(file: Path | None) -> dict[str, str]:
    """NAME=value lines; the process's own variables win over them."""
    if file is None:
        return {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(f"the configuration names env_file {file.name}, which cannot be read") from exc
    pairs = (found.groups() for line in lines if (found := _DOTENV.match(line)))
    return {name: value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] else value for name, value in pairs}
