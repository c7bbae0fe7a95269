"""Plan files: a Plan to the bytes of `NNNN_name.sql` and back.

A person may edit a plan: add a data step (`-- step: data`, then plain SQL), change or remove statements. `parse_edited` reads that and
`render` numbers and seals it again; `parse` reads sealed files only. A sealed file is also a script for `psql -f`.
"""

from __future__ import annotations

from hashlib import sha256

from schemactl.errors import IntegrityError, SchemactlError, Where
from schemactl.plans.body import EditedBody, SealedBody, render_body
from schemactl.plans.escaping import unseen
from schemactl.plans.header import NO_PARENT, ParsedHeader, PlanHeader, parse_header, render_header
from schemactl.plans.plan import Mode, Plan, PlanStatement, PlanStep, plan_statement, plan_steps

__all__ = [
    "NO_PARENT",
    "Mode",
    "Plan",
    "PlanHeader",
    "PlanStatement",
    "PlanStep",
    "file_sha256",
    "parse",
    "parse_edited",
    "plan_statement",
    "plan_steps",
    "read_header",
    "render",
    "sealed_header",
]

_RESTORE = "restore the file as it was committed"


def render(plan: Plan) -> bytes:
    """The file's bytes: the same for the same plan."""
    body = render_body(plan.steps).encode()
    return f"{render_header(plan.header, body)}\n".encode() + body


def file_sha256(data: bytes) -> str:
    """The hash that plans.lock, the next plan's `parent:` and the ledger name."""
    return sha256(data).hexdigest()


def parse(data: bytes, name: str, file: str) -> Plan:
    """A sealed plan; anything else, an edited or truncated file too, is an IntegrityError."""
    parsed, body = _sealed(data, name, file)
    return Plan(name=name, header=parsed.header, steps=SealedBody(body, file, parsed.lines + 2).steps())


def sealed_header(data: bytes, name: str, file: str) -> PlanHeader:
    """The header, of a file whose body is the one that it seals. The body is only hashed: where it is large, reading it takes long."""
    parsed, body = _head_and_rest(data, file)
    return parsed.header if sha256(body).hexdigest() == parsed.body_sha256 else _sealed(data, name, file)[0].header


def _sealed(data: bytes, name: str, file: str) -> tuple[ParsedHeader, str]:
    parsed, body = _header_and_body(data, file)
    if sha256(body.encode()).hexdigest() != parsed.body_sha256:
        raise IntegrityError(
            f"{file} was edited: its body is not the one its header seals",
            hint=f"restore it, or prove and seal it again: schemactl verify {name}",
            where=Where(file=file, line=parsed.lines, column=1),
        )
    return parsed, body


def parse_edited(data: bytes, name: str, file: str) -> Plan:
    """A plan as a person left it. Its header is the one from before the edit: `verify` writes another."""
    parsed, body = _header_and_body(data, file)
    return Plan(name=name, header=parsed.header, steps=EditedBody(body, file, parsed.lines + 2, _split).steps())


def read_header(data: bytes, file: str) -> PlanHeader:
    """The header alone; the body is not looked at."""
    return _head_and_rest(data, file)[0].header


def _head_and_rest(data: bytes, file: str) -> tuple[ParsedHeader, bytes]:
    head, found, rest = data.partition(b"\n\n")
    return parse_header(_text(head + found[:1], file).split("\n"), file), rest


def _header_and_body(data: bytes, file: str) -> tuple[ParsedHeader, str]:
    lines = _text(data, file).split("\n")
    parsed = parse_header(lines, file)
    if lines[-1] or len(lines) <= parsed.lines + 1:
        where = Where(file=file, line=len(lines), column=1)
        raise IntegrityError(f"{file} is cut off: its last line has no end", where=where, hint=_RESTORE)
    return parsed, "\n".join(lines[parsed.lines + 1 :])


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise IntegrityError(f"{file} is not UTF-8 text", where=Where(file=file, line=line, column=1), hint=_RESTORE) from exc
    at = unseen(text)
    if at is not None:
        where = Where(file=file, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))
        raise IntegrityError(
            f"{file} holds the character U+{ord(text[at]):04X}, which hides what would run", where=where, hint=_RESTORE, code="S603"
        )
    return text


def _split(text: str) -> list[str]:
    """Hand-written SQL into statements, by PostgreSQL's own parser; comments stay with the statement they stand before."""
    from pglast.parser import ParseError, split

    try:
        slices = split(text, with_parser=True, only_slices=True)
    except ParseError as exc:
        raise SchemactlError(f"the SQL of the data step: {exc.args[0]}") from exc
    parts: list[str] = []
    end = 0
    for one in slices:
        # Comments before a statement stand behind the semicolon of the one before it.
        before = text[end : one.start] if not parts else text[end : one.start].partition(";")[2]
        parts.append((before + text[one]).strip())
        end = one.stop
    return parts
