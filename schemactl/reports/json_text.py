"""A document → JSON that may be printed on a terminal: what would steer it, or turn the order of reading round, is written as an escape."""

from __future__ import annotations

import json
from typing import Any

from schemactl.plans.escaping import visible_json


def json_text(document: Any, *, indent: int = 2) -> str:
    """The same value, other scripts as they are."""
    return visible_json(json.dumps(document, indent=indent, ensure_ascii=False))
