"""Changes of a column's type: which copy the table, which build indexes anew, which lose something. As ATColumnChangeRequiresRewrite decides it."""

from __future__ import annotations

from typing import NamedTuple

from schemactl.kinds.losing import LOSSY
from schemactl.lint.catalog import Catalog
from schemactl.lint.tree import TypeName, type_of_text

# Pairs that pg_cast has as binary coercible and that keep their operator class: indexes stay.
SAME_BYTES = frozenset({("varchar", "text"), ("text", "varchar"), ("cidr", "inet")})
# Binary coercible, under another operator class.
SAME_BYTES_OTHER_ORDER = frozenset(
    {
        *((kind, text) for kind in ("xml", "pg_node_tree") for text in ("text", "varchar", "bpchar")),
        ("text", "citext"),
        ("citext", "text"),
        ("citext", "varchar"),
        ("varchar", "citext"),
        ("int4", "oid"),
        ("oid", "int4"),
        ("bit", "varbit"),
        ("varbit", "bit"),
        *((reg, "oid") for reg in ("regclass", "regtype", "regproc", "regprocedure", "regoper", "regoperator", "regrole", "regnamespace")),
        *(("oid", reg) for reg in ("regclass", "regtype", "regproc", "regprocedure", "regoper", "regoperator", "regrole", "regnamespace")),
    }
)
ZONES = frozenset({("timestamp", "timestamptz"), ("timestamptz", "timestamp")})
MOST_DIGITS = 6
_ANY_RANGE = 0x7FFF
_OTHER_NAMES = {"int": "int4", "integer": "int4", "bigint": "int8", "smallint": "int2", "boolean": "bool", "real": "float4"}
_WIDTH = {"int2": 2, "int4": 4, "int8": 8, "float4": 4, "float8": 8}


class TypeChange(NamedTuple):
    """`rewrite`: the table is copied. `other_order`: without a copy, the column's indexes are built again. `loses`: what the old type held and the new cannot."""

    rewrite: bool = False
    other_order: bool = False
    loses: bool = False
    fails: bool = False


def type_change(before: str, after: TypeName, catalog: Catalog, *, zone: str) -> TypeChange:
    """From a type as format_type prints it, without USING."""
    old, new = _base(type_of_text(before), catalog), _base(after, catalog)
    if is_constrained(after, catalog) and _plain(type_of_text(before)) != _plain(after):
        return TypeChange(rewrite=True, fails=True)
    if old == new:
        return TypeChange()
    if old.dimensions or new.dimensions:
        # An array is rebuilt element by element, even where the elements would stay as they are.
        elements = _change(old, new, zone) if old.dimensions and new.dimensions else TypeChange()
        return TypeChange(
            rewrite=(old.name, old.dimensions > 0) != (new.name, new.dimensions > 0) or bool(new.modifiers), loses=elements.loses
        )
    return _change(old, new, zone)


def _change(old: TypeName, new: TypeName, zone: str) -> TypeChange:
    return _same_name(old, new) if old.names == new.names else _other_name(old, new, zone)


def _plain(one: TypeName) -> TypeName:
    return one._replace(names=(*one.names[:-1], _OTHER_NAMES.get(one.name, one.name)))


def _base(one: TypeName, catalog: Catalog) -> TypeName:
    """Under any domains."""
    domain = None if one.dimensions else catalog.domain(one.names)
    return _base(type_of_text(domain.type), catalog) if domain else _plain(one)


def is_constrained(one: TypeName, catalog: Catalog) -> bool:
    """A domain that refuses values, itself or by a domain under it."""
    domain = catalog.domain(one.names)
    if domain is None:
        return False
    return domain.not_null or bool(catalog.domain_checks(domain)) or is_constrained(type_of_text(domain.type), catalog)


def _same_name(old: TypeName, new: TypeName) -> TypeChange:
    if not new.modifiers:
        return TypeChange()
    match new.name:
        case "varchar" | "varbit":
            narrower = not old.modifiers or _number(new) < _number(old)
            return TypeChange(rewrite=narrower, fails=narrower)
        case "numeric":
            return _numeric(old, new)
        case "interval":
            return _interval(old, new)
        case "timestamp" | "timestamptz" | "time" | "timetz":
            coarser = _number(new) < (_number(old) if old.modifiers else MOST_DIGITS)
            return TypeChange(rewrite=coarser, loses=coarser)
        case _:
            # char(n) is stored padded, bit(n) in its length; what extensions do with modifiers nobody knows.
            return TypeChange(rewrite=True, fails=True)


def _number(one: TypeName) -> int:
    return next((part for part in one.modifiers if isinstance(part, int)), 0)


def _numeric(old: TypeName, new: TypeName) -> TypeChange:
    digits, scale = (*map(int, new.modifiers), 0)[:2]
    if not old.modifiers:
        return TypeChange(rewrite=True, loses=True, fails=True)
    had_digits, had_scale = (*map(int, old.modifiers), 0)[:2]
    free = scale == had_scale and digits >= had_digits
    return TypeChange(rewrite=not free, loses=scale < had_scale, fails=digits - scale < had_digits - had_scale)


def _interval(old: TypeName, new: TypeName) -> TypeChange:
    fields, digits = (*map(int, new.modifiers), MOST_DIGITS)[:2]
    had_fields, had_digits = (*map(int, old.modifiers), MOST_DIGITS)[:2] if old.modifiers else (_ANY_RANGE, MOST_DIGITS)
    coarser = digits < had_digits or fields not in {_ANY_RANGE, had_fields}
    return TypeChange(rewrite=coarser, loses=coarser)


def _other_name(old: TypeName, new: TypeName, zone: str) -> TypeChange:
    pair = (old.name, new.name)
    if pair in ZONES and not new.modifiers:
        # Only where the session's zone is UTC the stored number stays what it is (TimestampTimestampTzRequiresRewrite).
        utc = zone.upper() in ("UTC", "GMT")
        return TypeChange(rewrite=not utc, other_order=utc, loses=not utc and pair[1] == "timestamp")
    if pair in SAME_BYTES | SAME_BYTES_OTHER_ORDER:
        bounded = bool(new.modifiers)
        return TypeChange(rewrite=bounded, other_order=pair not in SAME_BYTES, fails=bounded)
    return TypeChange(rewrite=True, loses=pair in LOSSY, fails=_WIDTH.get(pair[0], 0) > _WIDTH.get(pair[1], 99))
