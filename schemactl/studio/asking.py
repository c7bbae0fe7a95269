"""Rows of a catalog query → maps by its aliases, for templates."""

from __future__ import annotations

from typing import Any

import psycopg


def dicts(cursor: psycopg.Cursor[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Every row."""
    names = [one.name for one in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]
