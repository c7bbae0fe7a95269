"""Lengths of time as options and settings take them."""

from __future__ import annotations

import pytest

from schemactl.cli import durations
from schemactl.errors import ConfigurationError


@pytest.mark.parametrize(
    ("text", "seconds"), [("2s", 2), ("500ms", 0.5), ("10min", 600), ("1.5 h", 5400), ("0", 0), ("1d", 86400), ("250us", 0.00025)]
)
def test_read(text: str, seconds: float) -> None:
    assert durations.seconds(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "soon", "5", "-1s", "1 week"])
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        durations.seconds(text)
    with pytest.raises(ConfigurationError, match="lock_timeout"):
        durations.setting(text, name="lock_timeout")
