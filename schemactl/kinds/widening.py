"""Which changes leave whoever works with the database as they were: an application that does not know of them works on.

What a kind does not claim with one of these counts as a change that may break somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schemactl.model.change import Added, Altered, Change
from schemactl.model.state import State

Widens = Callable[[Change, State, State], bool]
"""The change, and the states before and after."""


def added(change: Change, _before: State, _after: State) -> bool:
    """Nobody speaks of it yet."""
    return isinstance(change, Added)


def whatever(_change: Change, _before: State, _after: State) -> bool:
    """No statement of an application depends on it."""
    return True


def added_under_a_new_name(change: Change, before: State, _after: State) -> bool:
    """A second function of one name may be taken for the first one, or make a call ambiguous."""
    named = change.id.path[:2]
    return isinstance(change, Added) and not any(one.kind == change.id.kind and one.path[:2] == named for one in before.objects)


def more_rights(change: Change, _before: State, _after: State) -> bool:
    """Nobody loses a right."""
    return isinstance(change, Added) or (
        isinstance(change, Altered)
        and all(set(getattr(change.before, field)) <= set(getattr(change.after, field)) for field in ("privileges", "grant_option"))
    )


def more_values(change: Change, _before: State, _after: State) -> bool:
    """Each value that was there keeps its name and its place among the others."""
    if not isinstance(change, Altered):
        return isinstance(change, Added)
    before: Any = change.before
    after: Any = change.after
    left = iter(after.values)
    return all(value in left for value in before.values)


def without_uniqueness(change: Change, _before: State, _after: State) -> bool:
    """A unique index refuses rows, whether it is of use or not."""
    if isinstance(change, Altered):
        return change.fields == ("valid",)
    after: Any = change.after if isinstance(change, Added) else None
    return after is not None and not after.unique


_UNSEEN = frozenset(("storage", "compression", "statistics", "options"))
_NOT_NULL = frozenset(("not_null", "not_null_name", "not_null_no_inherit", "not_null_not_valid", "not_null_local"))


def column(change: Change, _before: State, after: State) -> bool:
    """Rows are written without it as before. The type may be a domain that refuses NULL."""
    new: Any = change.after if isinstance(change, Added | Altered) else None
    match change:
        case Added():
            given = new.identity or new.generated or _has_default(change, after)
            return bool(given) or not (new.not_null or _is_of_a_domain(change, after))
        case Altered(_, _, fields):
            return set(fields) <= (_UNSEEN if new.not_null else _UNSEEN | _NOT_NULL)
        case _:
            return False


def _has_default(change: Change, after: State) -> bool:
    return change.id.child("default", "default") in after


def _is_of_a_domain(change: Change, after: State) -> bool:
    return any(used.kind == "domain" for used in after.uses.get(change.id, ()))
