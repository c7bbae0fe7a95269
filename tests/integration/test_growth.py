"""What putting a plan in order takes grows with the plan, and not with what is beside each of its changes: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning import moves
from schemactl.planning.canonical import canonical
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.scratch.server import ScratchServer

FEW, MANY = 26, 104
STEEP = 1.15
"""The exponent that is still taken for a line."""

PARTED = """
schema: app
tables:
  r: {{columns: {{id: int primary key}}}}
  'p "x':
    columns: {{id: int, a: {type}, k: int}}
    partition_by: list (k)
    primary_key: [id, k]
    indexes: {{{indexes}}}
    {more}
    partitions:
"""
PARTITION = "      'p{number}': for values in ({number})\n"
PLAIN = """
  't{number}':
    columns: {{id: int primary key, a: {type}, b: text, c: int}}
    indexes: {{'t{number}_a': (a)}}
    checks: {{'t{number}_c': a > 0}}
    foreign_keys: {{'t{number}_f': (c) references app.t{other} (id)}}
"""


def _parted(partitions: int, *, type_: str = "int", indexes: str = "by_a: (a)", more: str = "comment: c") -> str:
    return PARTED.format(type=type_, indexes=indexes, more=more) + "".join(PARTITION.format(number=one) for one in range(partitions))


def _plain(tables: int, type_: str) -> str:
    every = (PLAIN.format(number=one, other=max(one - 1, 0), type=type_) for one in range(tables))
    return "schema: app\ntables:" + "".join(every)


def _called(functions: int, result: int) -> str:
    every = (f"\n  f{one}(int): {{returns: int, language: sql, volatility: immutable, body: select {result}}}" for one in range(functions))
    indexes = ", ".join(f"by_{one}: (app.f{one}(id))" for one in range(functions))
    return f"schema: app\nfunctions:{''.join(every)}\ntables: {{t: {{columns: {{id: int}}, indexes: {{{indexes}}}}}}}\n"


WIDE = """
schema: app
enums: {{e: [{values}]}}
domains: {{d: {{type: int, checks: {{c: {condition}}}}}}}
sequences: {{{sequences}}}
functions:
  tr(): {{returns: trigger, language: plpgsql, body: begin return new; end}}
tables:
"""
TABLE = """
  't{number}':
    columns: {{id: {key}, e: {column}, d: d, n: "int default nextval('app.s{number}')", p: {type}}}
    policies: {{p: {{for: select, using: {condition}}}}}
    grants: {{PUBLIC: {grant}}}
    triggers: {{t: before insert for each row execute function app.tr()}}
"""
VIEW = "\n  'v{number}': select {columns} from app.t{number}"


def _wide(
    size: int,
    *,
    key: str = "int primary key",
    column: str = "e",
    values: str = "a, b, c",
    condition: str = "id > 0",
    type_: str = "int",
    columns: str = "id, e, p",
) -> str:
    check, grant = condition.replace("id", "value"), "select" if "0" in condition else "insert"
    text = WIDE.format(values=values, condition=check, sequences=", ".join(f"s{one}: {{}}" for one in range(size)))
    tables = (TABLE.format(number=one, key=key, column=column, type=type_, condition=condition, grant=grant) for one in range(size))
    return text + "".join(tables) + "views:" + "".join(VIEW.format(number=one, columns=columns) for one in range(size))


CHANGES = {
    "everything": lambda size: ("schema: app", _wide(size)),
    "nothing left": lambda size: (_wide(size), "schema: app"),
    "a value of an enum": lambda size: (_wide(size), _wide(size, values="a, c")),
    "what is allowed": lambda size: (_wide(size), _wide(size, condition="id > 1")),
    "types under views": lambda size: (_wide(size), _wide(size, type_="bigint")),
    "an enum that becomes text": lambda size: (_wide(size), _wide(size, column="text")),
    "columns of views": lambda size: (_wide(size), _wide(size, columns="id, p")),
    "numbers": lambda size: (_wide(size), _wide(size, key="{type: int, identity: always}")),
    "a comment": lambda size: (_parted(size), _parted(size, more="comment: d")),
    "a type": lambda size: (_parted(size), _parted(size, type_="bigint")),
    "a required column": lambda size: (_parted(size), _parted(size, type_="int not null")),
    "an index": lambda size: (_parted(size), _parted(size, indexes="by_a: (a), by_k: (k)")),
    "an index that goes": lambda size: (_parted(size), _parted(size, indexes="")),
    "a foreign key": lambda size: (_parted(size), _parted(size, more="foreign_keys: {p_f: (a) references app.r (id)}")),
    "more partitions": lambda size: (_parted(size), _parted(2 * size)),
    "fewer partitions": lambda size: (_parted(2 * size), _parted(size)),
    "types everywhere": lambda size: (_plain(size, "int"), _plain(size, "bigint")),
    "strings everywhere": lambda size: (_plain(size, "int"), _plain(size, "int").replace("b: text", "b: varchar(20)")),
    "functions everywhere": lambda size: (_called(size, 1), _called(size, 2)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_order_of_a_plan_takes_a_line(server: ScratchServer, change: str) -> None:
    less, more = (_calls_for_order(*(_built(server, text) for text in CHANGES[change](size))) for size in (FEW, MANY))
    assert more <= less * (MANY / FEW) ** STEEP, f"{less} calls for {FEW}, {more} for {MANY}"


NAMES = {
    "new ones": lambda number: f"u{number}",
    "each the next one's": lambda number: f"t{number + 1}",
    "pairs exchanged": lambda number: f"t{number ^ 1}",
}


@pytest.mark.parametrize("names", NAMES)
def test_the_order_of_renames_takes_a_line(server: ScratchServer, names: str) -> None:
    less, more = (_calls_for_names(server, size, NAMES[names]) for size in (FEW, MANY))
    assert more <= less * (MANY / FEW) ** STEEP, f"{less} calls for {FEW}, {more} for {MANY}"


def _built(server: ScratchServer, text: str) -> State:
    return canonical(server, load_files([FileText(name="a.yaml", data=text.encode())]))


def _calls_for_order(live: State, desired: State) -> int:
    changes = diff(live, desired)
    return _calls(lambda: ordered(changes, live, desired))


def _calls_for_names(server: ScratchServer, size: int, called: Callable[[int], str]) -> int:
    def written(names: Iterable[str]) -> str:
        return "schema: app\ntables:\n" + "".join(f"  {one}: {{columns: {{id: int primary key, b: text unique}}}}\n" for one in names)

    live, desired = (_built(server, written(names)) for names in (map("t{}".format, range(size)), map(called, range(size))))
    renames = {ObjectId("table", ("app", f"t{number}")): ObjectId("table", ("app", called(number))) for number in range(size)}
    return _calls(lambda: moves.statements(renames, live, desired)[1])


def _calls(work: Callable[[], object]) -> int:
    """Of functions, generators and methods of C alike."""
    found = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        assert work()
    finally:
        sys.setprofile(None)
    return found
