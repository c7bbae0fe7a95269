"""The header of a plan file: what the plan follows, where it leads from and to, and what was accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Literal, TypeVar, cast

import msgspec

from schemactl.errors import IntegrityError, Where
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.scope import Scope
from schemactl.model.state import Encoded
from schemactl.plans.escaping import visible_json

T = TypeVar("T")

FORMAT = 1
NO_PARENT = "-"

Compatible = Literal["yes", "no", "declared"]
Phase = Literal["expand", "contract"]

_FIRST = re.compile(r"-- schemactl plan ([1-9][0-9]*)")
_LINE = re.compile(r"-- ([a-z_]+): (.+)")
_FILE = re.compile(r"[0-9]{4,}_[a-z0-9][a-z0-9_]*\.sql")
_HASH = re.compile(r"[0-9a-f]{64}")
_FROM_TO = re.compile(r"([0-9]+/[0-9a-f]+)  to: ([0-9]+/[0-9a-f]+)")
_STRUCTURE = re.compile(r"([0-9a-f]+) → ([0-9a-f]+)")
_CHANGES = re.compile(r"([0-9]+)   accepted: (.+)")
_COMPATIBLE = re.compile("yes|no|declared")
_KEYS = (
    "parent",
    "from",
    "structure",
    "changes",
    "compatible",
    "phase",
    "undoes",
    "replaces",
    "scope",
    "server",
    "search_path",
    "proved_on",
    "body",
)
_OPTIONAL = frozenset({"compatible", "phase", "undoes", "replaces", "server", "proved_on"})


class Replaced(msgspec.Struct, frozen=True, array_like=True):
    """A plan that this one was squashed from; `first` is where it begins in the order of plans, which may be one that was squashed itself."""

    filename: str
    sha256: str
    first: int

    @property
    def number(self) -> int:
        return int(self.filename.partition("_")[0])


class PlanHeader(msgspec.Struct, frozen=True, kw_only=True):
    """`parent` is the sha256 of the previous plan's file; `search_path` is for data steps; `proved_on` names a scratch of another major.

    `compatible`: does the application's old version work on after it? "declared" is a person's word for yes; None in plans of earlier versions.
    `phase`: contract has to wait until nobody runs the old version; expand stands where things got second names, which an old version does not mind.
    `undoes_drift`: the plan leads a database that was changed by other means back, and is for no database that was not. `replaces`: the plans
    that it was squashed from.
    `server` are objects that no scratch database holds: those in scope as they are after the plan, the others as they have to be before it.
    """

    parent: str
    before: Fingerprints
    after: Fingerprints
    changes: int
    accepted: tuple[str, ...] = ()
    compatible: Compatible | None = None
    phase: Phase | None = None
    undoes_drift: bool = False
    replaces: tuple[Replaced, ...] = ()
    scope: Scope = Scope()
    server: tuple[Encoded, ...] = ()
    search_path: tuple[str, ...] = ()
    proved_on: int | None = None

    @property
    def backward_compatible(self) -> bool:
        """By its own word; what says nothing is not."""
        return self.compatible in ("yes", "declared")


def render_header(header: PlanHeader, body: bytes) -> str:
    """The header's lines; the last one seals the body."""
    return "".join(f"-- {line}\n" for line in _lines(header, body))


def _lines(header: PlanHeader, body: bytes) -> Iterator[str]:
    yield f"schemactl plan {FORMAT}"
    yield f"parent: {header.parent}"
    yield f"from: {header.before.full}  to: {header.after.full}"
    yield f"structure: {header.before.structure} → {header.after.structure}"
    yield f"changes: {header.changes}   accepted: {_list(header.accepted)}"
    if header.compatible is not None:
        yield f"compatible: {header.compatible}"
    if header.phase is not None:
        yield f"phase: {header.phase}"
    if header.undoes_drift:
        yield "undoes: drift"
    if header.replaces:
        yield f"replaces: {msgspec.json.encode(header.replaces).decode()}"
    yield f"scope: {visible_json(header.scope.to_json())}"
    if header.server:
        yield f"server: {visible_json(msgspec.json.encode(header.server).decode())}"
    yield f"search_path: {_list(header.search_path)}"
    if header.proved_on is not None:
        yield f"proved_on: {header.proved_on}"
    yield f"body: sha256:{sha256(body).hexdigest()}"


def _list(words: tuple[str, ...]) -> str:
    return visible_json(msgspec.json.encode(words).decode()) if words else "-"


class ParsedHeader(msgspec.Struct, frozen=True, kw_only=True):
    """The header, the hash it names for the body, and how many lines it took."""

    header: PlanHeader
    body_sha256: str
    lines: int


def parse_header(lines: list[str], file: str) -> ParsedHeader:
    """Read the lines up to the first empty one; every other shape is an IntegrityError with its line."""
    _check_first(lines[0], file)
    end = lines.index("") if "" in lines else len(lines)
    values = _values(lines[1:end], file)
    read = _Reader(values, file)
    before, after = read("from", _FROM_TO, lambda found: (found[1], found[2]))
    structure_before, structure_after = read("structure", _STRUCTURE, lambda found: (found[1], found[2]))
    changes, accepted = read("changes", _CHANGES, lambda found: (int(found[1]), _words(found[2])))
    header = PlanHeader(
        parent=read("parent", re.compile(f"-|{_HASH.pattern}"), lambda found: found[0]),
        before=Fingerprints(full=before, structure=structure_before),
        after=Fingerprints(full=after, structure=structure_after),
        changes=changes,
        accepted=accepted,
        compatible=read("compatible", _COMPATIBLE, lambda found: cast(Compatible, found[0])) if "compatible" in values else None,
        phase=read("phase", re.compile("expand|contract"), lambda found: cast(Phase, found[0])) if "phase" in values else None,
        undoes_drift=read("undoes", re.compile("drift"), lambda _: True) if "undoes" in values else False,
        replaces=read("replaces", re.compile(r"\[.*\]"), lambda found: _replaced(found[0])) if "replaces" in values else (),
        scope=read("scope", re.compile(r"\{.*\}"), lambda found: Scope.from_json(found[0])),
        server=read("server", re.compile(r"\[.*\]"), lambda found: msgspec.json.decode(found[0].encode(), type=tuple[Encoded, ...]))
        if "server" in values
        else (),
        search_path=read("search_path", re.compile(".+"), lambda found: _words(found[0])),
        proved_on=read("proved_on", re.compile("[0-9]+"), lambda found: int(found[0])) if "proved_on" in values else None,
    )
    body = read("body", re.compile(f"sha256:({_HASH.pattern})"), lambda found: found[1])
    return ParsedHeader(header=header, body_sha256=body, lines=end)


def _check_first(line: str, file: str) -> None:
    if line.endswith("\r"):
        raise IntegrityError(
            f"{file} has Windows line ends, so it is not the file that was committed",
            hint="add the line `plans/* -text` to .gitattributes and check the file out again",
            where=Where(file=file, line=1, column=len(line)),
        )
    found = _FIRST.fullmatch(line)
    if found is None:
        raise IntegrityError(
            f"{file} is not a plan: its first line is not `-- schemactl plan {FORMAT}`", where=Where(file=file, line=1, column=1)
        )
    if int(found[1]) != FORMAT:
        raise IntegrityError(
            f"{file} has plan format {found[1]}; this schemactl reads format {FORMAT}",
            hint="use the version of schemactl that wrote it, or a later one",
            where=Where(file=file, line=1, column=1),
        )


def _values(lines: list[str], file: str) -> dict[str, tuple[int, str]]:
    """Each key's line number and value; every key once."""
    values: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, 2):
        found = _LINE.fullmatch(line)
        if found is None or found[1] not in _KEYS or found[1] in values:
            raise IntegrityError(
                f"line {number} of {file} does not belong in a plan's header", where=Where(file=file, line=number, column=1)
            )
        values[found[1]] = (number, found[2])
    missing = [key for key in _KEYS if key not in values and key not in _OPTIONAL]
    if missing:
        raise IntegrityError(f"the header of {file} lacks `{missing[0]}:`", where=Where(file=file, line=len(lines) + 1, column=1))
    return values


class _Reader:
    """Reads one header value after the other, and names the line of one that has not its shape."""

    def __init__(self, values: Mapping[str, tuple[int, str]], file: str) -> None:
        self._values, self._file = values, file

    def __call__(self, key: str, shape: re.Pattern[str], make: Callable[[re.Match[str]], T]) -> T:
        number, text = self._values[key]
        found = shape.fullmatch(text)
        where = Where(file=self._file, line=number, column=1)
        if found is None:
            raise IntegrityError(f"`{key}:` in the header of {self._file} has not its shape", where=where)
        try:
            return make(found)
        except (msgspec.DecodeError, ValueError) as exc:
            raise IntegrityError(f"`{key}:` in the header of {self._file} cannot be read: {exc}", where=where) from exc


def _replaced(text: str) -> tuple[Replaced, ...]:
    found = msgspec.json.decode(text.encode(), type=tuple[Replaced, ...])
    if not found or not all(_FILE.fullmatch(one.filename) and _HASH.fullmatch(one.sha256) for one in found):
        raise ValueError("expected for each plan its file name, its sha256 and the first number that it stands for")
    return found


def _words(text: str) -> tuple[str, ...]:
    return () if text == "-" else msgspec.json.decode(text.encode(), type=tuple[str, ...])
