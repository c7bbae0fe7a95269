"""Views and materialized views on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, moved, rebuilt, state_of

from schemactl.kinds import materialized_view, query, view
from schemactl.kinds.view import View
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
TABLES = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer PRIMARY KEY, name text, at timestamptz DEFAULT now());
CREATE TABLE "A b"."T""x" ("Some Col" varchar(10), n numeric(8,2));
CREATE FUNCTION public.f(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
"""
VIEWS = (
    TABLES
    + f"""
CREATE VIEW public.v AS SELECT id, name FROM public.t WHERE name IN ('a', 'b''c', E'd\\\\e');
CREATE VIEW "A b"."V ""w" WITH (security_barrier = true, check_option = local) AS SELECT "Some Col", n FROM "A b"."T""x" WHERE n > 1;
CREATE VIEW public.{LONG} AS SELECT *, public.f(id) AS g FROM public.v;
CREATE VIEW public.over_rows AS SELECT v FROM public.v;
CREATE VIEW public.nothing AS SELECT;
CREATE RECURSIVE VIEW public.r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5;
ALTER VIEW public.v ALTER COLUMN name SET DEFAULT 'x' || public.f(1);
COMMENT ON COLUMN "A b"."V ""w"."Some Col" IS 'it''s';
COMMENT ON VIEW public.v IS E'two\\nlines';
CREATE MATERIALIZED VIEW public.m WITH (fillfactor = 70, autovacuum_enabled = false) AS SELECT id, name FROM public.v;
CREATE MATERIALIZED VIEW "A b"."M x" AS SELECT "Some Col", n FROM "A b"."V ""w" WITH NO DATA;
ALTER MATERIALIZED VIEW public.m ALTER COLUMN name SET STORAGE external;
ALTER MATERIALIZED VIEW public.m ALTER COLUMN id SET STATISTICS 200;
COMMENT ON COLUMN public.m.name IS 'kept';
COMMENT ON MATERIALIZED VIEW public.m IS 'm';
CREATE UNIQUE INDEX "M i" ON "A b"."M x" ("Some Col");
CREATE VIEW public.on_m AS SELECT id FROM public.m;
"""
)


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, VIEWS)
    assert any(sql.startswith("CREATE MATERIALIZED VIEW public.m WITH (fillfactor=70, autovacuum_enabled=false)") for sql in said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("SELECT id FROM public.t", "SELECT id, name FROM public.t", ["CREATE OR REPLACE"]),
        ("SELECT id FROM public.t", "SELECT id FROM public.t WHERE id > 1", ["CREATE OR REPLACE"]),
        ("SELECT id, name FROM public.t", "SELECT id FROM public.t", ["DROP", "CREATE"]),
        ("SELECT id FROM public.t", "SELECT id AS other FROM public.t", ["DROP", "CREATE"]),
        ("SELECT id FROM public.t", "SELECT id::bigint AS id FROM public.t", ["DROP", "CREATE"]),
        ("SELECT name::varchar(9) FROM public.t", "SELECT name::varchar(10) FROM public.t", ["DROP", "CREATE"]),
        ("SELECT name FROM public.t", 'SELECT name COLLATE "C" FROM public.t', ["DROP", "CREATE"]),
    ],
)
def test_a_query_changes_in_place_where_columns_are_only_appended(server: ScratchServer, before: str, after: str, said: list[str]) -> None:
    statements = moved(server, f"{TABLES} CREATE VIEW public.v AS {before}", f"{TABLES} CREATE VIEW public.v AS {after}")
    assert [sql.split(" VIEW")[0] for sql in statements if "owner" not in sql.lower()] == said


def test_what_hangs_on_a_replaced_view_comes_back(each_server: ScratchServer) -> None:
    rest = """
CREATE VIEW public.w AS SELECT a FROM public.v;
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.w;
CREATE INDEX m_a ON public.m (a);
COMMENT ON VIEW public.w IS 'w';
COMMENT ON INDEX public.m_a IS 'i';
GRANT SELECT ON public.w TO PUBLIC;"""
    before = f"{TABLES} CREATE VIEW public.v AS SELECT id AS a, name AS b FROM public.t; {rest}"
    after = f"{TABLES} CREATE VIEW public.v AS SELECT id AS a FROM public.t; {rest}"
    said = moved(each_server, before, after)
    assert "DROP MATERIALIZED VIEW public.m" in said
    assert "COMMENT ON INDEX public.m_a IS 'i'" in said
    assert "GRANT SELECT ON TABLE public.w TO PUBLIC" in said


def test_a_column_changes_its_type_below_views(server: ScratchServer) -> None:
    views = "CREATE VIEW public.v AS SELECT id, name FROM public.t; CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.v;"
    moved(server, TABLES + views, f"{TABLES} ALTER TABLE public.t ALTER id TYPE bigint; {views}")


def test_every_other_rule(each_server: ScratchServer) -> None:
    both = f"{TABLES} CREATE VIEW public.v WITH (security_barrier = true) AS SELECT id, name FROM public.t;"
    mat = "CREATE MATERIALIZED VIEW public.m WITH (fillfactor = 70) AS SELECT id, name FROM public.t;"
    said = moved(
        each_server,
        both + mat + "COMMENT ON COLUMN public.v.id IS 'a'; ALTER VIEW public.v ALTER name SET DEFAULT 'a';"
        "ALTER MATERIALIZED VIEW public.m ALTER name SET STORAGE external, ALTER name SET STATISTICS 10, ALTER name SET COMPRESSION pglz",
        both + mat + "ALTER VIEW public.v RESET (security_barrier); ALTER VIEW public.v SET (check_option = cascaded);"
        "COMMENT ON COLUMN public.v.name IS 'b'; ALTER VIEW public.v ALTER id SET DEFAULT 3;"
        "ALTER MATERIALIZED VIEW public.m RESET (fillfactor); ALTER MATERIALIZED VIEW public.m SET (autovacuum_enabled = false);"
        "ALTER MATERIALIZED VIEW public.m ALTER id SET STATISTICS 20; COMMENT ON COLUMN public.m.id IS 'c'",
    )
    assert not any(sql.startswith(("DROP", "CREATE")) for sql in said)
    assert "ALTER VIEW public.v RESET (security_barrier)" in said
    assert "ALTER MATERIALIZED VIEW public.m ALTER COLUMN name SET STATISTICS -1" in said


def test_parameters_change_with_the_query(server: ScratchServer) -> None:
    said = moved(
        server,
        f"{TABLES} CREATE VIEW public.v WITH (security_barrier = true) AS SELECT id FROM public.t",
        f"{TABLES} CREATE VIEW public.v WITH (check_option = local) AS SELECT id, name FROM public.t",
    )
    assert said == ["CREATE OR REPLACE VIEW public.v WITH (check_option=local) AS\nSELECT id,\n    name\n   FROM public.t"]


def test_a_materialized_view_is_built_anew(server: ScratchServer) -> None:
    said = moved(
        server,
        f"{TABLES} CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t; CREATE INDEX i ON public.m (id)",
        f"{TABLES} CREATE MATERIALIZED VIEW public.m AS SELECT id, name FROM public.t; CREATE INDEX i ON public.m (id)",
    )
    assert said[0] == "DROP MATERIALIZED VIEW public.m"
    assert any(sql.startswith("CREATE INDEX i") for sql in said)


def test_rows_of_a_materialized_view_are_data(server: ScratchServer) -> None:
    one = f"{TABLES} CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t"
    assert moved(server, one, one + " WITH NO DATA") == []


def test_yaml_has_a_short_form(server: ScratchServer) -> None:
    state = comes_back(state_of(server, VIEWS))
    found = state.objects[ObjectId("view", ("public", "r"))]
    assert isinstance(found, View)
    assert view.write(found, {}) == found.query
    assert query.read("select 1;\n", ("public", "v")) == {"query": "select 1"}
    assert query.read({"sql": "select 1", "with": {}}, ("public", "v")) == {"query": "select 1", "with": {}}


@pytest.mark.parametrize("raw", [None, {"with": {}}, {"query": "a", "sql": "b"}, {"query": "a", "columns": ["x"]}])
def test_yaml_says_what_is_wrong(raw: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        query.read(raw, ("public", "v"))  # type: ignore[arg-type]


def test_names(server: ScratchServer) -> None:
    object_id = ObjectId("view", ("public", 'A "b'))
    assert view.KIND.designation(object_id) == 'VIEW public."A ""b"'
    assert materialized_view.KIND.designation(object_id) == 'MATERIALIZED VIEW public."A ""b"'
