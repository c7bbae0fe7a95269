"""When triggers and rules fire, by session_replication_role: origin (the default), replica, always, or disabled."""

from __future__ import annotations

from schemactl.kinds.base import altered
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Raw
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

STATES = {"origin": "ENABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS", "disabled": "DISABLE"}
"""The word that ALTER takes for each."""

_OTHER_WORDS = {"true": "origin", "yes": "origin", "false": "disabled", "no": "disabled"}


def enabled(column: str) -> str:
    """The word for a catalog's letter."""
    return f"CASE {column} WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'disabled' END"


def always(obj: Object, table: tuple[str, ...], trigger: str) -> Statement:
    """It fires for those as well who replicate: a subscription's rows, and what is loaded under session_replication_role."""
    return altered(obj, f"ALTER TABLE {qualified(table)} {STATES['always']} TRIGGER {name(trigger)}", lock=Lock.SHARE_ROW_EXCLUSIVE)


def state(raw: Raw) -> str:
    """A state as people write it."""
    word = _OTHER_WORDS.get(raw, raw) if isinstance(raw, str) else ""
    if word not in STATES:
        raise ValueError(f"enabled is one of {', '.join(STATES)}")
    return word


def checked(fields: dict[str, Raw]) -> dict[str, Raw]:
    """The fields with a state that there is."""
    return {**fields, "enabled": state(fields["enabled"])} if "enabled" in fields else fields
