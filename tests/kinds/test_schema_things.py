"""Extensions, collations and extended statistics on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, roles, state_of
from rows import kept

from schemactl.kinds import collation, extension, statistics_object
from schemactl.kinds.base import REPLACE
from schemactl.kinds.collation import Collation
from schemactl.kinds.extension import Extension
from schemactl.kinds.statistics_object import StatisticsObject
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

COLLATIONS = """
CREATE SCHEMA "A b";
CREATE COLLATION public.libc (LOCALE = 'C');
CREATE COLLATION public.two (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
CREATE COLLATION "A b"."I ""x" (LOCALE = 'POSIX');
COMMENT ON COLLATION "A b"."I ""x" IS 'commented';
CREATE TABLE public.t (c text COLLATE "A b"."I ""x", d varchar(5)[] COLLATE public.two);
CREATE DOMAIN public.d AS text COLLATE public.libc;
CREATE TYPE public.c AS (a text COLLATE public.libc);
CREATE TYPE public.r AS RANGE (subtype = text, collation = public.libc);
"""


def test_collations_come_back_as_they_went(each_server: ScratchServer) -> None:
    rebuilt(each_server, COLLATIONS)


def test_builtin_collations_come_back(server: ScratchServer) -> None:
    rebuilt(server, "CREATE COLLATION public.built (PROVIDER = builtin, LOCALE = 'C.UTF-8')")


def test_icu_collations_say_everything() -> None:
    """The embedded servers are built without ICU."""
    icu = Collation(id=ObjectId("collation", ("app", "de")), provider="icu", locale="de-u-ks-level2", deterministic=False, rules="&V << w")
    assert [one.sql for one in collation.create(icu, None)] == [  # type: ignore[arg-type]
        "CREATE COLLATION app.de (PROVIDER = icu, LOCALE = 'de-u-ks-level2', RULES = '&V << w', DETERMINISTIC = false)"
    ]


def test_another_collation_is_swapped_under_its_columns(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, "collation_owner")
    around = """
CREATE DOMAIN public.d AS text COLLATE public.c;
CREATE TABLE public.t (a text COLLATE public.c PRIMARY KEY, b public.d, g text GENERATED ALWAYS AS (lower(a)) STORED);
CREATE INDEX i ON public.t (b COLLATE public.c);
CREATE VIEW public.v AS SELECT a FROM public.t ORDER BY a COLLATE public.c;
COMMENT ON COLLATION public.c IS 'kept';
ALTER COLLATION public.c OWNER TO collation_owner;"""
    old, new = (f"CREATE COLLATION public.c ({text}); {around}" for text in ("LOCALE = 'C'", "LOCALE = 'POSIX'"))
    assert kept(each_server, old + "INSERT INTO public.t VALUES ('A', 'B')", new, "SELECT a, b, g FROM public.t")[1] == [("A", "B", "a")]
    assert moved(each_server, "CREATE COLLATION public.c (LOCALE = 'C')", "CREATE COLLATION public.c (LOCALE = 'POSIX')")[0].startswith(
        "DROP"
    )


STATISTICS = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (a int, b int, "C ""c" text);
CREATE STATISTICS public.s ON a, b FROM public.t;
CREATE STATISTICS "A b"."S ""x" (dependencies, ndistinct) ON a, "C ""c", b FROM public.t;
CREATE STATISTICS public.e ON (a + b), lower("C ""c") FROM public.t;
ALTER STATISTICS public.e SET STATISTICS 500;
COMMENT ON STATISTICS public.s IS 'commented';
"""


def test_statistics_come_back_as_they_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, STATISTICS)
    assert 'CREATE STATISTICS "A b"."S ""x" (ndistinct, dependencies) ON "C ""c", a, b FROM public.t' in said


def test_statistics_change(server: ScratchServer) -> None:
    table = "CREATE TABLE public.t (a int, b int, c int);"
    one, other = (f"{table} CREATE STATISTICS public.s ON {columns} FROM public.t;" for columns in ("a, b", "a, c"))
    assert moved(server, one, other)[:2] == ["DROP STATISTICS public.s", "CREATE STATISTICS public.s ON a, c FROM public.t"]
    target = f"{one} ALTER STATISTICS public.s SET STATISTICS 7"
    assert moved(server, one, target) == ["ALTER STATISTICS public.s SET STATISTICS 7"]
    assert moved(server, target, one) == ["ALTER STATISTICS public.s SET STATISTICS -1"]
    assert moved(server, one, "SELECT")[-1] == "DROP TABLE public.t"
    assert "DROP STATISTICS public.s" in moved(server, one, "CREATE TABLE public.t (b int, c int)")
    moved(server, one, one.replace("a int", "a bigint"))


EXTENSIONS = """
CREATE SCHEMA "A b";
CREATE EXTENSION {0} SCHEMA "A b";
COMMENT ON EXTENSION {0} IS 'our own words';
CREATE TABLE public.t (c "A b".{0});
"""


def _extension(server: ScratchServer) -> str:
    """One that is there and makes a type of its own name: the wheel brings vector, other builds contrib."""
    with database(server) as conn:
        found = conn.execute("SELECT name::text FROM pg_available_extensions WHERE name IN ('vector', 'citext')").fetchall()
    return str(found[0][0])


def test_extensions_come_back_as_they_went(each_server: ScratchServer) -> None:
    name = _extension(each_server)
    said = rebuilt(each_server, EXTENSIONS.format(name))
    assert f'CREATE EXTENSION {name} SCHEMA "A b"' in said
    assert f"COMMENT ON EXTENSION {name} IS 'our own words'" in said
    assert not [one for one in said if "FUNCTION" in one or "OPERATOR" in one]


def test_an_extension_moves(each_server: ScratchServer) -> None:
    name = _extension(each_server)
    text = f"CREATE SCHEMA s; CREATE EXTENSION {name} SCHEMA {{0}}; CREATE TABLE public.t (c {{0}}.{name})"
    assert moved(each_server, text.format("public"), text.format("s"))[0] == f"ALTER EXTENSION {name} SET SCHEMA s"
    assert moved(each_server, f"CREATE EXTENSION {name} SCHEMA public", "SELECT") == [f"DROP EXTENSION {name}"]


def test_pinned_versions() -> None:
    pinned = Extension(id=ObjectId("extension", ("citext",)), version="1.5")
    assert [one.sql for one in extension.create(pinned, None)] == ["CREATE EXTENSION citext VERSION '1.5'"]  # type: ignore[arg-type]
    assert [one.sql for one in extension.set_version(pinned, pinned, None)] == ["ALTER EXTENSION citext UPDATE TO '1.5'"]  # type: ignore[arg-type]


def test_an_extension_that_cannot_move_is_replaced() -> None:
    before, after = (Extension(id=ObjectId("extension", ("xml2",)), schema=schema, relocatable=False) for schema in ("a", "b"))
    assert extension.set_schema(before, after, None) is REPLACE  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [collation, statistics_object])
def test_renaming(kind: object) -> None:
    name = kind.KIND.name  # type: ignore[attr-defined]
    before, after = (StatisticsObject(id=ObjectId(name, path), definition="x") for path in (("A b", 'S "x'), ("public", "y")))
    word = {"collation": "COLLATION", "statistics_object": "STATISTICS"}[name]
    assert [one.sql for one in kind.rename(before, after, None)] == [  # type: ignore[attr-defined]
        f'ALTER {word} "A b"."S ""x" SET SCHEMA public',
        f'ALTER {word} public."S ""x" RENAME TO y',
    ]


def test_short_forms(server: ScratchServer) -> None:
    definition = "(dependencies, ndistinct) on status, customer_id from app.orders"
    assert statistics_object.read(definition, ("app", "s")) == {"definition": definition}
    comes_back(state_of(server, STATISTICS))
