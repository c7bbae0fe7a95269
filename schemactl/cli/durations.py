"""Lengths of time as people write them: 2s, 500ms, 10min."""

from __future__ import annotations

import re
from typing import Any

import click

from schemactl.errors import ConfigurationError

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|m|h|d)\s*\Z")
_SECONDS = {"us": 0.000001, "ms": 0.001, "s": 1.0, "min": 60.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def seconds(text: str) -> float:
    """The length in seconds; ValueError for anything else. PostgreSQL reads a bare number as milliseconds, people as seconds: refused."""
    if text.strip() == "0":
        return 0.0
    found = _DURATION.match(text)
    if found is None:
        raise ValueError(f"{text!r} is not a length of time: write 2s, 500ms or 10min")
    return float(found.group(1)) * _SECONDS[found.group(2)]


def setting(text: str, *, name: str) -> float:
    """The same for a value of the configuration."""
    try:
        return seconds(text)
    except ValueError as exc:
        raise ConfigurationError(f"{name}: {exc}") from exc


def lasting(length: float) -> str:
    """About how long, for people: 40 s, 12 min, 3 h 20 min."""
    if length < 100:
        return f"{length:.0f} s"
    hours, minutes = divmod(round(length / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


class Duration(click.ParamType[float]):
    """An option that takes a length of time."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            return seconds(str(value))
        except ValueError as exc:
            self.fail(str(exc), param, ctx)
