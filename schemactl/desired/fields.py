"""Turns one YAML value into one model field. Every scalar is text; the field's type says what it has to be, and may name what reads it."""

from __future__ import annotations

import types
import typing
from functools import lru_cache
from typing import Any

from schemactl.kinds.ways import flag
from schemactl.kinds.yaml_form import Raw
from schemactl.model.state import Object


@lru_cache(maxsize=256)
def field_types(model: type[Object]) -> dict[str, tuple[str, Any]]:
    """YAML key → (field, type); a trailing underscore is Python's, not YAML's."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {name.rstrip("_"): (name, hints[name]) for name in model.__struct_fields__ if name != "id"}


def field_value(wanted: Any, raw: Raw) -> Any:
    """The value as the field holds it; ValueError says what was expected."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return None if raw is None else field_value(next(one for one in inner if one is not type(None)), raw)
    if origin is typing.Annotated:
        return inner[1](field_value(inner[0], raw))
    if wanted is bool:
        return flag(raw)
    if origin is tuple:
        return _tuple(inner, raw)
    if not isinstance(raw, str):
        raise ValueError("expected one value here")
    if wanted is int:
        try:
            return int(raw)
        except ValueError:
            raise ValueError(f"expected a whole number, not {raw!r}") from None
    return raw


def _tuple(inner: tuple[Any, ...], raw: Raw) -> tuple[Any, ...]:
    """A list, or a map for a list of pairs; one value alone is a list of one."""
    if raw is None:
        return ()
    if len(inner) != 2 or inner[1] is not Ellipsis:
        if not isinstance(raw, list) or len(raw) != len(inner):
            raise ValueError(f"expected a list of {len(inner)}")
        return tuple(field_value(one, value) for one, value in zip(inner, raw, strict=True))
    if isinstance(raw, dict):
        if typing.get_origin(inner[0]) is not tuple:
            raise ValueError("expected a list, not a map")
        first, second = typing.get_args(inner[0])
        return tuple((field_value(first, key), field_value(second, value)) for key, value in raw.items())
    return tuple(field_value(inner[0], one) for one in (raw if isinstance(raw, list) else [raw]))
