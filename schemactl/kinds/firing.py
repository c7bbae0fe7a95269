"""When triggers and rules fire, by session_replication_role: origin (the default), replica, always, or disabled."""

from __future__ import annotations

from schemactl.kinds.yaml_form import Raw

STATES = {"origin": "ENABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS", "disabled": "DISABLE"}
"""The word that ALTER takes for each."""

_OTHER_WORDS = {"true": "origin", "yes": "origin", "false": "disabled", "no": "disabled"}


def enabled(column: str) -> str:
    """The word for a catalog's letter."""
    return f"CASE {column} WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'disabled' END"


def state(raw: Raw) -> str:
    """A state as people write it."""
    word = _OTHER_WORDS.get(raw, raw) if isinstance(raw, str) else ""
    if word not in STATES:
        raise ValueError(f"enabled is one of {', '.join(STATES)}")
    return word


def checked(fields: dict[str, Raw]) -> dict[str, Raw]:
    """The fields with a state that there is."""
    return {**fields, "enabled": state(fields["enabled"])} if "enabled" in fields else fields
