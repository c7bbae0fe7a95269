"""Options of foreign-data wrappers, servers, user mappings, foreign tables and their columns: any value, always a string constant."""

from __future__ import annotations

from typing import Any

from schemactl.kinds.sql import literal, name

Options = tuple[tuple[str, str], ...]


def clause(options: Options) -> str:
    """` OPTIONS (host 'a', port '5432')` of a CREATE, or nothing."""
    return f" OPTIONS ({', '.join(f'{name(key)} {literal(value)}' for key, value in options)})" if options else ""


def changed(before: Options, after: Options) -> str:
    """` OPTIONS (ADD a 'x', SET b 'y', DROP c)` of an ALTER, or nothing."""
    was, wanted = dict(before), dict(after)
    actions = [f"DROP {name(key)}" for key in was if key not in wanted]
    for key, value in wanted.items():
        if was.get(key) != value:
            actions.append(f"{'SET' if key in was else 'ADD'} {name(key)} {literal(value)}")
    return f" OPTIONS ({', '.join(actions)})" if actions else ""


def named(handler: str, function: Any) -> str:
    """` HANDLER app.f`, ` NO HANDLER`."""
    return f" {handler} {function}" if function else f" NO {handler}"
