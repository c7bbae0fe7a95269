"""A trigger's short form: `before update for each row execute function app.touch()`, what CREATE TRIGGER says but for the names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import firing, syntax
from schemactl.kinds.sql import names, qualified
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields

AFTER_EVENTS = frozenset(("FROM", "NOT", "DEFERRABLE", "INITIALLY", "REFERENCING", "FOR", "WHEN", "EXECUTE"))
TIMINGS = {0: "after", 2: "before", 64: "instead of"}
EVENTS = {4: "insert", 8: "delete", 16: "update", 32: "truncate"}
SHORT = frozenset(("timing", "for_each", "execute"))


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """Fields of the long form."""
    return dict(_fields(raw)) if isinstance(raw, str) else firing.checked(mapping(raw, at))


def _fields(text: str) -> Iterator[tuple[str, Raw]]:
    every = syntax.tokens(text)
    constraint = bool(every) and every[0].name == "CONSTRAINT"
    events = every[constraint:]
    end = next((token.start for token in events if token.name in AFTER_EVENTS), len(text))
    if any(token.name == "ON" and token.start < end for token in events):
        raise ValueError("leave out ON and the table: the trigger stands in its table")
    head = text[events[0].start if events else 0 : end]
    sql = f"CREATE {'CONSTRAINT ' if constraint else ''}TRIGGER t {head} ON t {text[end:]}"
    tree = syntax.statement(sql, "CreateTrigStmt", "one trigger's definition: `before update for each row execute function f()`")
    yield "timing", timing(tree)
    if tree.get("row"):
        yield "for_each", "row"
    for at, token in enumerate(every):
        if token.name == "WHEN" and token.depth == 0:
            yield "when", syntax.inside(text, at + 1, every)
    yield "execute", call(tree)
    yield from _more(tree)


def _more(tree: dict[str, Any]) -> Iterator[tuple[str, Raw]]:
    for flag, field in (("isconstraint", "constraint"), ("deferrable", "deferrable"), ("initdeferred", "initially_deferred")):
        if tree.get(flag):
            yield field, "true"
    if origin := tree.get("constrrel"):
        yield "from", qualified(origin[part] for part in ("schemaname", "relname") if part in origin)
    for one in tree.get("transitionRels", []):
        transition = one["TriggerTransition"]
        yield "new_table" if transition.get("isNew") else "old_table", transition["name"]


def timing(tree: dict[str, Any]) -> str:
    """`before insert or update of a, b`, in the order in which PostgreSQL prints the events."""
    events = [word for bit, word in EVENTS.items() if tree["events"] & bit]
    if columns := tree.get("columns"):
        events[events.index("update")] += " of " + names(syntax.string(one) for one in columns)
    return f"{TIMINGS[tree.get('timing', 0)]} {' or '.join(events)}"


def call(tree: dict[str, Any]) -> str:
    """`app.audit('orders')`: arguments are strings, whatever they look like."""
    arguments = ("'" + syntax.string(one).replace("'", "''") + "'" for one in tree.get("args", []))
    return f"{qualified(syntax.string(one) for one in tree['funcname'])}({', '.join(arguments)})"


def write(trigger: Any, children: dict[str, Raw]) -> Raw:
    """The short form for what is short and comes back as it went, otherwise the long one."""
    long = {**yaml_fields(trigger), **children}
    if not long.keys() <= SHORT:
        return long
    short = f"{trigger.timing} for each {trigger.for_each} execute function {trigger.execute}"
    try:
        return short if read(short, trigger.id.path) == long else long
    except ValueError:
        return long
