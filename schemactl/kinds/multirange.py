"""What the multirange type of a range type is called."""

from __future__ import annotations

from typing import Any

from schemactl.kinds.sql import path_of


def path(range_: Any) -> tuple[str, ...]:
    """Schema and name."""
    if range_.multirange_type_name is None:
        return (range_.id.path[0], default_name(range_.id.name))
    from pglast.parser import ParseError

    try:
        return path_of(range_.multirange_type_name)
    except ParseError:
        return (range_.multirange_type_name,)  # the scratch server says what is wrong with it


def default_name(own: str) -> str:
    """PostgreSQL's makeMultirangeTypeName: `range` becomes `multirange`, otherwise `_multirange` follows; cut at 63 bytes."""
    text = own.replace("range", "multirange", 1) if "range" in own else own.encode()[:52].decode(errors="ignore") + "_multirange"
    return text.encode()[:63].decode(errors="ignore")
