"""A domain's short form: `citext not null default '' check (value <> '')`, read by PostgreSQL's own parser, cut as it was written."""

from __future__ import annotations

import re
from typing import Any

from schemactl.kinds import syntax, type_text
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name
from schemactl.kinds.type_text import PREFIX, parse, type_and_collation
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """Fields and checks. In the long form, `type` may say more than a type."""
    if isinstance(raw, str):
        return _cut(raw.strip().encode(), at[-1])
    fields = mapping(raw, at)
    given = fields.get("type")
    if not isinstance(given, str):
        return fields
    found = {**_cut(given.strip().encode(), at[-1]), **{key: value for key, value in fields.items() if key not in ("type", "checks")}}
    if "checks" in fields:
        inside = found.get("checks")
        found["checks"] = {**(inside if isinstance(inside, dict) else {}), **mapping(fields["checks"])}
    return found


def _cut(text: bytes, domain: str) -> dict[str, Raw]:
    tree = parse(text)
    marks = [one["Constraint"] for one in tree.get("constraints", [])]
    starts = [mark["location"] - len(PREFIX) for mark in marks]
    pieces = [text[start:end].decode().strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=False)]
    written, collation = type_and_collation(text, tree, min([*starts, len(text)]))
    found: dict[str, Raw] = {"type": written}
    if collation is not None:
        found["collation"] = collation
    for mark, piece in zip(marks, pieces, strict=True):
        _read_mark(found, mark, piece, domain)
    return found


def _read_mark(found: dict[str, Raw], mark: dict[str, Any], text: str, domain: str) -> None:
    given = mark.get("conname")
    match mark["contype"]:
        case "CONSTR_NOTNULL":
            found["not_null"] = "true"
            if given and given != f"{domain}_not_null":
                found["not_null_name"] = given
        case "CONSTR_DEFAULT":
            found["default"] = re.sub(r"^default\s+", "", syntax.unnamed(text), flags=re.IGNORECASE)
        case "CONSTR_CHECK":
            checks = found.setdefault("checks", {})
            assert isinstance(checks, dict)
            checks[given or _free(default_name(domain, "", "check"), checks)] = _inside(text)
        case "CONSTR_NULL":
            pass
        case other:
            raise ValueError(f"{other} is not known here: a domain takes not null, default and check")


def _free(wanted: str, taken: dict[str, Raw]) -> str:
    """PostgreSQL numbers unnamed checks: d_check, d_check1."""
    number, found = 0, wanted
    while found in taken:
        number += 1
        found = f"{wanted}{number}"
    return found


def _inside(text: str) -> str:
    """What stands between the parenthesis behind CHECK and the last one."""
    from pglast.parser import scan

    word = next(token for token in scan(text) if token.name == "CHECK")
    return text[text.index("(", word.end) + 1 : text.rindex(")")].strip()


def write(domain: Any, children: dict[str, Raw]) -> Raw:
    """The short form where it comes back as it went, otherwise the long one."""
    long = {**yaml_fields(domain), **children}
    text = [type_text.short(domain.type)]
    if domain.collation:
        text.append(f"collate {domain.collation}")
    if domain.not_null:
        text.append((f"constraint {name(domain.not_null_name)} " if domain.not_null_name else "") + "not null")
    if "default" in children:
        text.append(f"default {children['default']}")
    checks = children.get("checks")
    if isinstance(checks, dict) and len(checks) == 1:
        text += [f"check ({expression})" for expression in checks.values() if isinstance(expression, str)]
    short = " ".join(text)
    try:
        return short if read(short, domain.id.path) == long else {**long, "type": type_text.short(domain.type)}
    except ValueError:
        return long
