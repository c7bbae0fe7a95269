"""A comment in YAML: its text. What comments are about differs, this does not."""

from __future__ import annotations

from typing import Any

from schemactl.kinds.yaml_form import Raw


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    # COMMENT … IS '' removes the comment.
    if not isinstance(raw, str) or not raw:
        raise ValueError("a comment is text; leave the key out to have none")
    return {"text": raw}


def write(comment: Any, _: dict[str, Raw]) -> Raw:
    text: str = comment.text
    return text
