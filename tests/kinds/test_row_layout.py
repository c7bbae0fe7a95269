"""Values of rows whose attributes have other places in the type that a column gets."""

from __future__ import annotations

import pytest
from moves import database, moved
from rows import kept

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import ProofError, RefusedError
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.importing import import_state
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

RANGES = """
CREATE TYPE public.c0 AS (a int, b int); CREATE TYPE public.r0 AS RANGE (subtype = public.c0);
CREATE TYPE public.c1 AS (b int, a int); CREATE TYPE public.r1 AS RANGE (subtype = public.c1);
CREATE DOMAIN public.d1 AS public.r1_multirange;
"""


@pytest.mark.parametrize("becomes", ["r1_multirange", "d1"])
@pytest.mark.parametrize("several", ["", "[]"])
def test_multiranges_of_rows_are_left_alone(server: ScratchServer, becomes: str, several: str) -> None:
    old, new = (f"{RANGES} CREATE TABLE public.t (x public.{one}{several})" for one in ("r0_multirange", becomes))
    with pytest.raises(RefusedError, match=r"t\.x holds arrays or ranges of public\.r0_multirange") as caught:
        moved(server, old, new)
    assert caught.value.problems[0].code == "S306"


@pytest.mark.parametrize(
    ("holder", "held"),
    [("CREATE TABLE public.k (h public.tt)", "k.h"), ("CREATE TYPE public.w AS (v public.tt); CREATE TABLE public.k (h public.w[])", "w")],
)
@pytest.mark.parametrize("of", ["tt (a public.c1)", "base (a public.c1); CREATE TABLE public.tt () INHERITS (public.base)"])
def test_a_type_made_anew_in_a_table_whose_rows_are_values_elsewhere(server: ScratchServer, holder: str, held: str, of: str) -> None:
    old, new = (f"CREATE TYPE public.c1 AS ({one}); CREATE TABLE public.{of}; {holder}" for one in ("p int, q text", "q text, p int"))
    with pytest.raises(RefusedError, match=rf"public\.{held} holds rows of public\.tt") as caught:
        moved(server, old, new)
    assert caught.value.problems[0].code == "S321"


FOREIGN = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"


@pytest.mark.parametrize(("before", "after"), [("public.c0", "public.c1"), ("int", "bigint"), ("r", "public.r")])
def test_rows_of_a_foreign_table_are_values_elsewhere(server: ScratchServer, before: str, after: str) -> None:
    anew = before == "r"
    old, new = (
        f"{RANGES} {FOREIGN} CREATE TYPE public.r AS ({two}); CREATE FOREIGN TABLE public.f (a {one}) SERVER s; CREATE TABLE public.k (h public.f)"
        for one, two in ((after if anew else before, "p int, q text"), (after, "q text, p int" if anew else "p int, q text"))
    )
    with pytest.raises(RefusedError, match=r"public\.k\.h holds rows of public\.f") as caught:
        moved(server, old, new)
    assert caught.value.problems[0].code == "S321"


def test_a_type_made_anew_once_nobody_holds_rows_of_its_table(server: ScratchServer) -> None:
    old, new = (
        f"CREATE TYPE public.c1 AS ({one}); CREATE TABLE public.tt (a public.c1); CREATE TABLE public.k (h {two});"
        for one, two in (("p int, q text", "public.tt"), ("q text, p int", "text"))
    )
    rows = "INSERT INTO public.tt VALUES (ROW(1, 'x')); INSERT INTO public.k SELECT tt FROM public.tt;"
    assert kept(server, old + rows, new, "SELECT (a).p, (a).q FROM public.tt")[1] == [(1, "x")]


def test_a_table_of_rows_made_anew_goes_before_what_it_held_changes(server: ScratchServer) -> None:
    for one, two in (("a int", "a bigint"), ("a public.c0", "a public.c1")):
        old, new = (
            f"{RANGES} CREATE TABLE public.tt ({each}); CREATE TABLE public.k (i int, h public.tt) {anew}"
            for each, anew in ((one, ""), (two, "PARTITION BY RANGE (i)"))
        )
        moved(server, old, new)


FROM = "CREATE TYPE public.t0 AS (a int, b int, c int);"


def lands(server: ScratchServer, before: str, after: str, *, fields: str = "a, b, c", here: str = "x") -> object:
    """What t.x holds, (1, 2, 3) before, when it is no t0 any more but a t1."""
    old = (
        f"{FROM} {before}; CREATE TABLE public.t (x public.t0); INSERT INTO public.t VALUES (ROW(1, 2, 3)), (NULL), (ROW(NULL, NULL, NULL))"
    )
    new = f"{FROM} {after}; CREATE TABLE public.t (x public.t1)"
    values = ", ".join(f"({here}).{one}" for one in fields.split(", "))
    rows = kept(server, old, new, f"SELECT x IS NOT DISTINCT FROM NULL, {values} FROM public.t ORDER BY x IS NULL, 1")[1]
    assert isinstance(rows, list)
    nothing = (None,) * len(rows[0][1:])
    assert rows[1:] == [(False, *nothing), (True, *nothing)]
    return rows[0][1:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("t1 (a int, c int); ALTER TABLE public.t1 ADD b int", "t1 (a int, b int, c int)", id="grown before"),
        pytest.param("t1 (c int, b int, a int)", "t1 (a int, b int, c int)", id="another order"),
        pytest.param("t1 (a int, b int, c int)", "t1 (c int, b int, a int)", id="the same order after all"),
        pytest.param("t1 (c int, a int)", "t1 (c int, b int, a int)", id="grows"),
        pytest.param("t1 (b int)", "t1 (a int, b int, c int)", id="grows by two"),
        pytest.param("t1 (b int)", "t1 (c int DEFAULT 7, a int DEFAULT 8, b int)", id="grows with defaults"),
        pytest.param("t1 (z int, c int, b int, a int)", "t1 (a int, b int, c int)", id="loses one"),
        pytest.param("t1 (a text, b date, c int)", "t1 (a int, b int, c int)", id="one comes anew"),
        pytest.param("t1 (a bigint, b bigint, c int)", "t1 (b int, a int, c int)", id="two change their types"),
        pytest.param("t1 (a int, b int, c int)", "t1 (a int, b int, c int) PARTITION BY RANGE (c)", id="comes anew"),
        pytest.param(
            "base (c int, a int); CREATE TABLE public.t1 (b int) INHERITS (public.base)",
            "base (a int, c int); CREATE TABLE public.t1 (b int) INHERITS (public.base)",
            id="inherits",
        ),
        pytest.param(
            "base (c int); CREATE TABLE public.t1 (b int) INHERITS (public.base)",
            "base (a int, c int); CREATE TABLE public.t1 (b int) INHERITS (public.base)",
            id="its parent grows",
        ),
        pytest.param(
            "base (b int); CREATE TABLE public.t1 () INHERITS (public.base)",
            "base (c int, a int, b int); CREATE TABLE public.t1 () INHERITS (public.base)",
            id="its parent grows by two",
        ),
        pytest.param(
            "base (c int, a int)", "base (a int, c int); CREATE TABLE public.t1 (b int) INHERITS (public.base)", id="inherits anew"
        ),
        pytest.param(
            "p (c int, b int, a int) PARTITION BY RANGE (a)",
            "p (a int, b int, c int) PARTITION BY RANGE (a); CREATE TABLE public.t1 PARTITION OF public.p DEFAULT",
            id="a new partition",
        ),
        pytest.param(
            "p (c int, a int) PARTITION BY RANGE (a); CREATE TABLE public.t1 (a int, c int); ALTER TABLE public.p ATTACH PARTITION public.t1 DEFAULT",
            "p (a int, b int, c int) PARTITION BY RANGE (a); CREATE TABLE public.t1 PARTITION OF public.p DEFAULT",
            id="a partition grows",
        ),
        pytest.param("t1 OF public.t0", "t1 (c int, b int, a int)", id="of a type"),
        pytest.param("t1 (c int, b int, a int)", "t1 OF public.t0", id="becomes one of a type"),
    ],
)
def test_rows_of_a_table_find_its_columns_where_they_really_are(server: ScratchServer, before: str, after: str) -> None:
    """Nobody compares the order of a table's columns."""
    assert lands(server, f"CREATE TABLE public.{before}", f"CREATE TABLE public.{after}") == (1, 2, 3)


def test_a_table_inside_of_the_type_grows(server: ScratchServer) -> None:
    table, other = "CREATE TABLE public.w (c int, a int)", "CREATE TABLE public.w (a int, b int, c int)"
    old = f"{FROM} {table}; CREATE TYPE public.o AS (v public.t0); CREATE TYPE public.n AS (v public.w); CREATE TABLE public.t (x public.o)"
    new = f"{FROM} {other}; CREATE TYPE public.o AS (v public.t0); CREATE TYPE public.n AS (v public.w); CREATE TABLE public.t (x public.n)"
    rows = "; INSERT INTO public.t VALUES (ROW(ROW(1, 2, 3)))"
    assert kept(server, old + rows, new, "SELECT ((x).v).a, ((x).v).b, ((x).v).c FROM public.t")[1] == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TABLE public.t1 (a int, b int)", "TABLE public.t1 (a int, b int, d int DEFAULT 7)"),
        ("TABLE public.t1 (a int, b int)", "TABLE public.t1 (a int)"),
        ("TABLE public.t1 (a int, b int)", "TABLE public.t1 (a int, d int)"),
        ("TABLE public.t1 (a int, b int)", "TABLE public.t1 (a bigint, b int)"),
        ("TYPE public.t1 AS (a int, b int)", "TYPE public.t1 AS (a int, b int, d int)"),
        ("TYPE public.t1 AS (a int, b int)", "TYPE public.t1 AS (b int, a int)"),
        ("VIEW public.t1 AS SELECT 1 AS a, 2 AS b", "VIEW public.t1 AS SELECT 1 AS a, 2 AS b, 3 AS d"),
    ],
)
@pytest.mark.parametrize("becomes", ["public.t2", "text"])
def test_rows_leave_a_type_before_it_changes(server: ScratchServer, before: str, after: str, becomes: str) -> None:
    other = "CREATE TYPE public.t2 AS (a int, b int)"
    old = f"{other}; CREATE {before}; CREATE TABLE public.t (x public.t1); INSERT INTO public.t VALUES (ROW(1, 2))"
    new = f"{other}; CREATE {after}; CREATE TABLE public.t (x {becomes})"
    assert kept(server, old, new, "SELECT x::text FROM public.t")[1] == [("(1,2)",)]


@pytest.mark.parametrize(
    "after",
    [
        "t1 (b int GENERATED ALWAYS AS (c) STORED, a int, c int)",
        "t1 (a int, b int DEFAULT public.new(), c int)",
        "base (b int); CREATE TABLE public.t1 (a int, c int) INHERITS (public.base)",
    ],
)
def test_rows_wait_for_columns_whose_order_nobody_knows(server: ScratchServer, after: str) -> None:
    function = "CREATE FUNCTION public.new() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    old, new = (
        f"{FROM} CREATE TABLE public.t1 (a int); CREATE TABLE public.t (x public.t0)",
        f"{FROM} {function} CREATE TABLE public.{after}",
    )
    with pytest.raises(RefusedError, match=r"t\.x gets values of public\.t1") as caught:
        moved(server, old, f"{new}; CREATE TABLE public.t (x public.t1)")
    assert caught.value.problems[0].code == "S306"


def test_rows_that_change_places_while_both_tables_grow(server: ScratchServer) -> None:
    tables = "CREATE TABLE public.t1 (a int{0}); CREATE TABLE public.t2 (a int{0}); CREATE TABLE public.t (x public.{1}, y public.{2})"
    with pytest.raises(ProofError, match="no order of statements makes this change"):
        moved(server, tables.format("", "t1", "t2"), tables.format(", b int", "t2", "t1"))


INSIDE = "CREATE TYPE public.o AS (a int, b int); CREATE TYPE public.n AS (b int, a int);"


@pytest.mark.parametrize(
    ("holder", "here"),
    [
        ("TYPE public.h AS (v public.{})", "(x).v"),
        ("DOMAIN public.h AS public.{}", "x"),
        ("DOMAIN public.d AS public.{}; CREATE TYPE public.h AS (v public.d)", "(x).v"),
    ],
)
def test_attributes_of_what_a_type_is_made_of(server: ScratchServer, holder: str, here: str) -> None:
    old, new = (f"{INSIDE} CREATE {holder.format(one)}; CREATE TABLE public.t (x public.h);" for one in "on")
    rows = f"INSERT INTO public.t VALUES ({'ROW(ROW(1, 2))' if here != 'x' else 'ROW(1, 2)'}), (NULL)"
    query = f"SELECT ({here}).a, ({here}).b FROM public.t ORDER BY 1"
    assert kept(server, old + rows, new, query)[1] == [(1, 2), (None, None)]


@pytest.mark.parametrize(
    ("held", "becomes"),
    [
        ('public."Odd ""T x"', "public.t0"),
        ("public.t0", 'public."Odd ""T x"'),
        ('public."Odd ""T x"[]', "public.t0[]"),
        ("public.w", "public.w1"),
    ],
)
def test_a_plan_for_columns_in_one_order_is_not_run_where_they_have_another(server: ScratchServer, held: str, becomes: str) -> None:
    """One step is asked about this as well: nothing else would tell."""

    def made(order: str, holds: str) -> str:
        rows = f'{FROM} CREATE TABLE public."Odd ""T x" ({order}); CREATE TYPE public.w AS (i int, r public."Odd ""T x"[]); CREATE TYPE public.w1 AS (i int, r public.t0[]);'
        return f"{rows} CREATE TABLE public.t (x {holds})"

    same, other = "a int, b int, c int", "b int, a int, c int"
    with database(server) as here, database(server) as elsewhere, database(server) as there:
        for conn, sql in ((here, made(same, held)), (elsewhere, made(other, held)), (there, made(same, becomes))):
            conn.execute(sql.encode())
        files = import_state(server, introspect(there), Scope()).files
        target = wanted(server, load_files([FileText(name=one, data=text.encode()) for one, text in files.items()]), Scope())
        [asked, step] = propose(server, introspect(here), target).steps
        assert [one.verb for one in asked.statements] == ["?"]
        assert here.execute(asked.statements[0].sql.encode()).fetchall() == []
        [(said,)] = elsewhere.execute(asked.statements[0].sql.encode()).fetchall()
        assert str(said).endswith("(a, b, c): b, a, c")
        assert len(step.statements) == 1


def test_a_table_that_gets_another_name_is_not_asked_about(server: ScratchServer) -> None:
    """Nobody could say its name for both times."""
    files = "tables:\n  r1: {{columns: {{a: integer}}{renamed}}}\n  t: {{columns: {{x: {held}}}}}\ncomposite_types:\n  c: {{a: integer}}\n"
    text = files.format(renamed=", renamed_from: r0", held="c")
    with database(server) as conn:
        conn.execute(b"CREATE TABLE public.r0 (a integer); CREATE TYPE public.c AS (a integer); CREATE TABLE public.t (x public.r0)")
        target = wanted(server, load_files([FileText(name="all.yaml", data=text.encode())]), Scope())
        assert all(one.verb != "?" for step in propose(server, introspect(conn), target).steps for one in step.statements)
