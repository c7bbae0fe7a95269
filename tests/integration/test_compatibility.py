"""Which changes leave the application's old version working: what a plan's header says, by what really changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.compatibility import backward_compatible
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer

BEFORE = """\
schema: app
enums:
  'Odd "S': [new, done]
domains:
  positive: {type: integer, not_null: true}
tables:
  'Odd "T x':
    columns:
      id: bigint primary key
      name: text not null
      note: varchar(20)
      state: 'app."Odd ""S"'
    indexes:
      by_note: (note)
views:
  notes: SELECT id, note FROM app."Odd ""T x"
"""

NO_LONGER = BEFORE.replace("      note: varchar(20)\n", "").replace("    indexes:\n      by_note: (note)\n", "")


def changed(before: str, after: str) -> str:
    assert before in BEFORE
    return BEFORE.replace(before, after)


EXPANDS = {
    "a nullable column": changed("      note: v", "      more: text\n      note: v"),
    "a column with a default": changed("      note: v", "      more: text not null default 'x'\n      note: v"),
    "an identity column": changed("      note: v", "      more: bigint generated always as identity\n      note: v"),
    "an index": changed("      by_note: (note)", "      by_note: (note)\n      by_name: (name)"),
    "a table with everything": changed(
        "tables:\n",
        "tables:\n  other:\n    columns: {id: bigint primary key, of: 'bigint not null', n: 'text unique'}\n"
        '    checks: {c: of > 0}\n    foreign_keys: {f: \'(of) references app."Odd ""T x" (id)\'}\n    comment: new\n',
    ),
    "a view": changed("views:\n", "views:\n  more: SELECT 1 AS one\n"),
    "an enum value at the end": changed("[new, done]", "[new, done, late]"),
    "an enum value in the middle": changed("[new, done]", "[new, late, done]"),
    "a comment": changed("    columns:\n", "    comment: says something\n    columns:\n"),
    "NULL is allowed": changed("text not null", "text"),
    "a default": changed("varchar(20)", "varchar(20) default ''"),
    "a function": changed("views:\n", 'functions:\n  f():\n    returns: int\n    language: sql\n    body: "SELECT 1"\nviews:\n'),
}
MAY_BREAK = {
    "a required column": changed("      note: v", "      more: text not null\n      note: v"),
    "a column of a domain that refuses NULL": changed("      note: v", "      more: app.positive\n      note: v"),
    "a column less": NO_LONGER.replace("SELECT id, note", "SELECT id"),
    "another type": changed("varchar(20)", "text"),
    "NULL is refused": changed("varchar(20)", "varchar(20) not null"),
    "a check": changed("    indexes:", "    checks: {c: id > 0}\n    indexes:"),
    "a unique constraint": changed("    indexes:", "    unique: {u: [name]}\n    indexes:"),
    "a unique index": changed("by_note: (note)", "by_note: (note)\n      once: unique (name)"),
    "an index less": changed("    indexes:\n      by_note: (note)\n", ""),
    "a view less": BEFORE[: BEFORE.index("views:")],
    "another query": changed("SELECT id, note", "SELECT id, upper(note)::varchar(20) AS note"),
    "an enum value less": changed("[new, done]", "[new]"),
    "a rename": changed("      name: text not null", "      full_name: {type: text, not_null: true, renamed_from: name}"),
}


def said(server: ScratchServer, text: str) -> bool:
    """As `plan` judges it."""
    before, after = (wanted(server, read(one), Scope()) for one in (BEFORE, text))
    proposal = propose(server, before.state, after, accepted=[EVERYTHING])
    assert proposal.changes, "nothing changes"
    return backward_compatible(proposal.changes, before.state, after.state)


def read(text: str) -> State:
    return load_files([FileText(name="app.yaml", data=text.encode(), path=Path("app.yaml"))])


@pytest.mark.parametrize("name", EXPANDS)
def test_what_only_adds_leaves_the_old_version_working(server: ScratchServer, name: str) -> None:
    assert said(server, EXPANDS[name])


@pytest.mark.parametrize("name", MAY_BREAK)
def test_what_may_break_the_old_version_says_so(server: ScratchServer, name: str) -> None:
    assert not said(server, MAY_BREAK[name])
