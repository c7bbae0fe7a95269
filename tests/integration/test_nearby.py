"""A plan that is made nearby is the plan that is made from whole states: for a sample of the scenarios, or all of them (`--every-scenario`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest
import scenario
from both_ways.editing import Editing, small_as_large
from both_ways.judging import NO_ANSWER, SAME
from test_scenarios import read

from schemactl.live.introspect import introspect
from schemactl.live.within import cut
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning import nearing
from schemactl.planning.ground import Wanted
from schemactl.planning.parcels import Parcels
from schemactl.planning.prove import pin
from schemactl.planning.seen import Seen
from schemactl.plans.make import Made
from schemactl.scratch.server import ScratchServer


@pytest.fixture(autouse=True)
def small(tmp_path: Path) -> Iterator[None]:
    """What pays off in large schemas only is done in small ones too, and nothing is known from before."""
    (tmp_path / "cache").mkdir()
    with small_as_large(tmp_path / "cache"):
        yield


@contextmanager
def editing(folder: Path, server: ScratchServer, live: Wanted | None = None, scope: Scope | None = None) -> Iterator[Editing]:
    with server.database() as conn:
        pin(conn)
        if live is not None:
            # Of what PostgreSQL prints in another way once it was loaded, the state is another one; that is as good.
            with suppress(AssertionError):
                scenario._build(conn, live)
        yield Editing(folder, server, conn, scope or Scope())


@pytest.mark.parametrize("way", [("before", "after"), ("after", "before")], ids=["there", "back"])
def test_it_is_what_the_whole_gives(server: ScratchServer, scenario_folder: Path, tmp_path: Path, way: tuple[str, str]) -> None:
    """From what the files said to what they say now, in a database that is where they were, and back again without applying it."""
    first, second = ((scenario_folder / f"{name}.yaml").read_text(encoding="utf-8") for name in way)
    with read(server, scenario_folder) as found:
        start = found.before if way[0] == "before" else found.after
        with editing(tmp_path, server, start, scenario.scope_of(scenario_folder)) as edited:
            edited.server = found.scratch
            for beside in scenario_folder.glob("*.sql"):
                (edited.schema / beside.name).write_bytes(beside.read_bytes())
            edited.write(app=first)
            edited.whole()
            edited.write(app=second)
            there = edited.apart()
            edited.write(app=first)
            assert {there, edited.apart()} <= {SAME, NO_ANSWER}


def test_a_state_in_parcels_is_the_state(server: ScratchServer, scenario_folder: Path) -> None:
    with read(server, scenario_folder) as found:
        for state in (found.before.state, found.after.state):
            _check_parcels(Parcels.decoded(Parcels.made(state).encoded()), state)


def _check_parcels(parcels: Parcels, state: State) -> None:
    lazy = parcels.state
    assert list(lazy.objects.items()) == list(state.objects.items())
    assert dict(lazy.uses) == state.uses
    for field in ("follows", "inherited", "intents"):
        assert dict(getattr(lazy, field)) == {one: value for one, value in getattr(state, field).items() if value and one in state}
    assert (lazy.major, lazy.user, lazy.owner, lazy.casts) == (state.major, state.user, state.owner, state.casts)
    some = set(list(state.objects)[::2])
    part, expected = parcels.part(some), cut(state, some)
    for field in ("objects", "uses", "inherited"):
        assert list(getattr(part, field).items() if field == "objects" else sorted(getattr(part, field).items())) == list(
            getattr(expected, field).items() if field == "objects" else sorted(getattr(expected, field).items())
        )
    assert {one.id for one in part.naming()} == {one.id for one in expected.naming()}
    for obj in state:
        assert any(obj == one for name in nearing.names_of(obj) for one in parcels.objects.bearing(name[-1])) or not nearing.names_of(obj)


TABLES = """\
schema: app
tables:
  orders: {columns: {id: integer primary key, kind: integer, total: numeric}, indexes: {orders_kind: (kind)}}
  'Odd "T s': {columns: {id: integer primary key, of: integer references app.orders (id)}}
views:
  sums: select kind, sum(total) as total from app.orders group by kind
"""


def test_files_are_changed_one_after_the_other_and_nothing_is_applied(server: ScratchServer, tmp_path: Path) -> None:
    with editing(tmp_path, server) as edited:
        edited.write(app=TABLES, more="schema: app\ntables: {other: {columns: {id: integer}}}\n")
        edited.applied()
        steps = [
            {"more": "schema: app\ntables: {other: {columns: {id: integer, note: text}}}\n"},
            {"app": TABLES.replace("total: numeric}", "total: numeric not null, at: date}")},
            {"more": "schema: app\ntables: {other: {columns: {id: integer}}}\n"},
            {"app": TABLES.replace("orders_kind: (kind)", "orders_kind: (kind), orders_total: (total)")},
            {"new": "schema: app\ntables: {'N \"e w': {columns: {id: bigint primary key}, comment: new}}\n"},
        ]
        for step in steps:
            edited.write(**step)
            assert edited.near() is not None, step
        # Of what was made on the way, the last is left, and what was made as a whole.
        names = [file.name.rpartition("-")[0] for file in (tmp_path / "cache" / "states").iterdir()]
        assert (names.count("lines"), names.count("built by unit")) == (3, 2)
        found, whole = edited.near(), edited.whole()
        assert found is not None
        assert isinstance(whole, Made)
        assert found.data == whole.data


def test_what_no_file_says_any_more_is_gone(server: ScratchServer, tmp_path: Path) -> None:
    with editing(tmp_path, server) as edited:
        edited.write(app=TABLES, more="schema: app\ntables: {other: {columns: {id: integer}}}\n")
        edited.applied()
        (edited.schema / "more.yaml").unlink()
        assert edited.apart() == SAME


def test_a_sequence_that_a_column_owns_stands_by_its_own_name(server: ScratchServer, tmp_path: Path) -> None:
    with editing(tmp_path, server) as edited:
        edited.write(app="schemas: {app: {}}\n")
        edited.applied()
        sequences = """sequences: {'A "1 q': {owned_by: 'app."Odd ""T x".id'}, 'A "2 q': {}}"""
        edited.write(more=f"""schema: app\ntables: {{'Odd "T x': {{columns: {{id: integer}}}}}}\n{sequences}\n""")
        assert edited.apart() == SAME


def test_a_sequence_that_another_table_owns_now_is_not_lost(server: ScratchServer, tmp_path: Path) -> None:
    def numbers(table: str) -> str:
        return f"schema: app\nsequences: {{numbers: {{owned_by: app.{table}.id}}}}\n"

    with editing(tmp_path, server) as edited:
        edited.write(app=numbers("orders"), orders="schema: app\ntables: {orders: {columns: {id: bigint}}}\n")
        edited.applied()
        edited.write(app=numbers("other"), other="schema: app\ntables: {other: {columns: {id: bigint}}}\n")
        assert edited.apart() in (SAME, NO_ANSWER)
        edited.write(app=numbers("orders"))
        (edited.schema / "other.yaml").unlink()
        assert edited.apart() in (SAME, NO_ANSWER)


@pytest.mark.parametrize(
    "change",
    [
        {"more": "schema: 'New \"s'\ntables: {other: {columns: {id: integer}}}\n"},
        {"more": "schema: app\nowner: postgres\ntables: {other: {columns: {id: integer}}}\n"},
        {"more": "schema: app\nexternal: true\ntables: {other: {columns: {id: integer}}}\n"},
        {"more": "schema: app\ntables: {other: {columns: {id: integer, b: {type: integer, renamed_from: a}}}}\n"},
        {"more": "schema: app\ntables: {other: {columns: {id: integer}, rows: [{id: 1}]}}\n"},
        {"more": "schema: app\ntables: {orders: {columns: {id: integer}}}\n"},
        {"more": "schema: app\ntables: {other: {columns: {id: integr}}}\n"},
        {"more": "schema: app\nfunctions: {'f()': \"CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'\"}\n"},
    ],
    ids=["schema", "owner", "external", "rename", "rows", "twice", "wrong", "function"],
)
def test_what_may_count_for_others_is_left_to_the_whole(server: ScratchServer, tmp_path: Path, change: dict[str, str]) -> None:
    with editing(tmp_path, server) as edited:
        edited.write(app=TABLES, more="schema: app\ntables: {other: {columns: {id: integer}}}\n")
        edited.applied()
        edited.write(**change)
        assert edited.apart() in (SAME, NO_ANSWER)


def test_another_database_is_another_ground(server: ScratchServer, tmp_path: Path) -> None:
    """What was changed by hand is seen: nothing is known of it."""
    with editing(tmp_path, server) as edited:
        edited.write(app=TABLES)
        edited.applied()
        edited.conn.execute("CREATE TABLE public.by_hand (id integer)")
        edited.seen = Seen(edited.conn)
        assert edited.near() is None


def test_two_databases_with_the_same_files_stand_on_their_own_ground(server: ScratchServer, tmp_path: Path) -> None:
    """What one of them has by hand is not forgotten because the other was planned last."""
    with editing(tmp_path, server) as one, editing(tmp_path, server) as other:
        one.write(app=TABLES)
        for edited in (one, other):
            edited.applied()
        other.conn.execute('CREATE INDEX "by H\'and" ON app.orders (total)')
        other.seen = Seen(other.conn)
        for edited in (other, one):
            edited.whole()
        one.write(app=TABLES.replace("of: integer references", "more: text, of: integer references"))
        assert [edited.apart() for edited in (other, one)] == [SAME, SAME]


def test_what_is_kept_is_whole_or_not_there(server: ScratchServer, tmp_path: Path) -> None:
    """Whatever is gone or broken, there is no answer, and no failure."""
    with editing(tmp_path, server) as edited:
        edited.write(app=TABLES)
        edited.applied()
        for file in (tmp_path / "cache" / "states").iterdir():
            file.unlink()
        edited.whole()
        edited.write(app=TABLES.replace("kind: integer,", "kind: integer, more: text,"))
        kept = {
            file: file.read_bytes() for file in (tmp_path / "cache" / "states").iterdir() if "unit" in file.name or "lines" in file.name
        }
        assert len(kept) == 4
        for file, data in kept.items():
            for broken in (None, data[:-1]):
                file.unlink(missing_ok=True)
                if broken:
                    file.write_bytes(broken)
                assert edited.near() is None, file.name
            file.write_bytes(data)
        assert edited.near() is not None


def test_a_lazy_state_is_asked_for_what_is_there_and_what_is_not(server: ScratchServer, tmp_path: Path) -> None:
    with editing(tmp_path, server) as edited:
        edited.conn.execute('CREATE TABLE public."A b\'s" (id serial PRIMARY KEY); CREATE INDEX odd ON public."A b\'s" (id)')
        state = introspect(edited.conn, whole_server=True)
        parcels = Parcels.decoded(Parcels.made(state).encoded())
        sequence = next(one for one in state.objects if one.kind == "sequence")
        assert parcels.of(sequence).kind == "table"
        assert None not in parcels.state.objects
        gone = sequence._replace(path=("public", "nowhere"))
        assert gone not in parcels.state
        assert parcels.state.uses.get(gone) is None
        replaced = parcels.replaced({parcels.of(sequence)}, State(), ())
        assert sequence not in replaced.state
        assert len(replaced.state.objects) == replaced.count == len(state.objects) - len(parcels.pieces(parcels.of(sequence)))
        assert msgspec.msgpack.decode(replaced.encoded())
