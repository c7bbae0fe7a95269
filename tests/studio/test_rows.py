"""Rows: every row once, in order, forwards and back; conditions by type; links along foreign keys; nothing is counted, nothing is written."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_plus

import psycopg
import pytest
from psycopg import sql
from studio_visitor import Seen, Visitor, site

from schemactl.scratch.server import ScratchServer
from schemactl.studio import paging


def looked_through(visitor: Visitor, path: str, word: str = "next") -> tuple[list[list[str]], str]:
    """The rows of all pages from one on, and the last page's address."""
    found: list[list[str]] = []
    for _ in range(60):
        seen = Seen(visitor.get(path))
        page = seen.rows()[1:]
        found = [*found, *page] if word == "next" else [*page, *found]
        following = seen.links(word)
        if not following:
            return found, path
        path = following[0]
    raise AssertionError("the pages have no end")


ORDERS = [
    ("shop.orders", "id", "", "id"),
    ("shop.orders", "id", "&desc=1", "id DESC"),
    ("shop.orders", "id", "&sort=id&desc=1", "id DESC"),
    ("shop.orders", "id", "&sort=total", "total, id"),
    ("shop.orders", "id", "&sort=total&desc=1", "total DESC, id DESC"),
    ("shop.orders", "id", "&sort=state&desc=1", "state DESC, id DESC"),
    ("shop.orders", "id", "&sort=placed_at", "placed_at, id"),
    ("shop.lines", "order_id, position", "", "order_id, position"),
    ("shop.lines", "order_id, position", "&desc=1", "order_id DESC, position DESC"),
    ("shop.lines", "order_id, position", "&sort=note", "note, order_id, position"),
    ("shop.lines", "order_id, position", "&sort=note&desc=1", "note DESC, order_id DESC, position DESC"),
    ("shop.lines", "order_id, position", "&sort=position", "position, order_id, position"),
    ("shop.customers", "id", "&sort=vip&desc=1", "vip DESC, id DESC"),
    ("shop.customers", "id", "&sort=tags", "tags, id"),
    ("shop.customers", "id", "&sort=address", "address, id"),
    ("shop.customers", "id", "&sort=notes", "notes, id"),
]


@pytest.mark.parametrize(("table", "key", "query", "order"), ORDERS, ids=lambda value: value)
def test_every_row_comes_once_in_order_and_back(shop: Visitor, table: str, key: str, query: str, order: str):
    schema, name = table.split(".")
    wanted = [[str(value) for value in row] for row in shop.sql(f"SELECT {key} FROM {table} ORDER BY {order}")]
    width = len(key.split(","))
    found, last = looked_through(shop, f"/rows?s={schema}&n={name}{query}")
    assert [row[1 : 1 + width] for row in found] == wanted
    backwards, _ = looked_through(shop, last, "prev")
    assert [row[1 : 1 + width] for row in backwards] == wanted


def test_order_of_a_type_whose_operators_are_not_postgresqls_own(empty: Visitor):
    """Its `<` stands in a schema that search_path does not name; PostgreSQL's own `<` would find the rows in another order."""
    empty.sql(_BACKWARDS)
    found, last = looked_through(empty, "/rows?s=odd&n=words")
    assert [row[1] for row in found] == [str(number) for number in range(130, 0, -1)]
    back, _ = looked_through(empty, last, "prev")
    assert [row[1] for row in back] == [row[1] for row in found]
    pairs, _ = looked_through(empty, "/rows?s=odd&n=pairs")
    assert [row[1:3] for row in pairs] == [[str(w), str(i)] for w in range(9, -1, -1) for i in range(13)]


def test_a_key_that_is_sorted_in_one_way_and_compared_in_another_tells_nothing(empty: Visitor):
    """By a cast that PostgreSQL uses unasked, `>` would take the enum's values for texts: pages would pass rows over."""
    labels = ", ".join(f"'{number}'" for number in range(130, 0, -1))
    empty.sql(
        f"CREATE TYPE level AS ENUM ({labels}); CREATE CAST (level AS text) WITH INOUT AS IMPLICIT; CREATE TABLE levels (k level PRIMARY KEY)"
    )
    empty.sql("INSERT INTO levels SELECT unnest(enum_range(NULL::level))")
    found, _ = looked_through(empty, "/rows?s=public&n=levels")
    assert sorted(int(row[-1]) for row in found) == list(range(1, 131))


_BACKWARDS = """
CREATE SCHEMA odd;
CREATE TYPE odd.number;
CREATE FUNCTION odd.number_in(cstring) RETURNS odd.number LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION odd.number_out(odd.number) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE odd.number (INPUT = odd.number_in, OUTPUT = odd.number_out, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4);
CREATE FUNCTION odd.lt(odd.number, odd.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4gt';
CREATE FUNCTION odd.le(odd.number, odd.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4ge';
CREATE FUNCTION odd.eq(odd.number, odd.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE FUNCTION odd.ge(odd.number, odd.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4le';
CREATE FUNCTION odd.gt(odd.number, odd.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4lt';
CREATE FUNCTION odd.compare(odd.number, odd.number) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT AS
  $$ BEGIN RETURN CASE WHEN odd.lt($1, $2) THEN -1 WHEN odd.gt($1, $2) THEN 1 ELSE 0 END; END $$;
CREATE OPERATOR odd.< (LEFTARG = odd.number, RIGHTARG = odd.number, FUNCTION = odd.lt);
CREATE OPERATOR odd.<= (LEFTARG = odd.number, RIGHTARG = odd.number, FUNCTION = odd.le);
CREATE OPERATOR odd.= (LEFTARG = odd.number, RIGHTARG = odd.number, FUNCTION = odd.eq);
CREATE OPERATOR odd.>= (LEFTARG = odd.number, RIGHTARG = odd.number, FUNCTION = odd.ge);
CREATE OPERATOR odd.> (LEFTARG = odd.number, RIGHTARG = odd.number, FUNCTION = odd.gt);
CREATE OPERATOR CLASS odd.number_ops DEFAULT FOR TYPE odd.number USING btree AS
  OPERATOR 1 odd.<, OPERATOR 2 odd.<=, OPERATOR 3 odd.=, OPERATOR 4 odd.>=, OPERATOR 5 odd.>, FUNCTION 1 odd.compare(odd.number, odd.number);
CREATE TABLE odd.words (w odd.number PRIMARY KEY);
INSERT INTO odd.words SELECT n::text::odd.number FROM generate_series(1, 130) n;
CREATE TABLE odd.pairs (w odd.number, i integer, PRIMARY KEY (w, i));
INSERT INTO odd.pairs SELECT w::text::odd.number, i FROM generate_series(0, 9) w, generate_series(0, 12) i;
"""


@pytest.mark.parametrize(
    ("column", "comparison", "value", "where"),
    [
        ("state", "eq", "paid", "state = 'paid'"),
        ("state", "ne", "paid", "state <> 'paid'"),
        ("total", "gt", "20", "total > 20"),
        ("total", "le", "3.5", "total <= 3.5"),
        ("total", "null", "", "total IS NULL"),
        ("total", "notnull", "", "total IS NOT NULL"),
        ("placed_at", "lt", "2026-01-03 00:00+00", "placed_at < '2026-01-03 00:00+00'"),
        ("id", "", "17", "id = 17"),
    ],
)
def test_conditions_are_typed(shop: Visitor, column: str, comparison: str, value: str, where: str):
    found, _ = looked_through(shop, f"/rows?s=shop&n=orders&c={column}&o={comparison}&v={value.replace('+', '%2B')}")
    assert [row[1] for row in found] == [str(one) for (one,) in shop.sql(f"SELECT id FROM shop.orders WHERE {where} ORDER BY id")]


@pytest.mark.parametrize(
    ("column", "comparison", "value", "where"),
    [
        ("name", "has", "ER 1", "name ILIKE '%er 1%'"),
        ("name", "has", "%", "false"),
        ("name", "starts", "Customer 11", "name LIKE 'Customer 11%'"),
        ("vip", "true", "", "vip"),
        ("vip", "false", "", "NOT vip"),
        ("address", "eq", "10.0.0.7", "address = '10.0.0.7'"),
        ("notes", "has", '"n": 11', "notes::text LIKE '%\"n\": 11%'"),
        ("tags", "eq", "{t1}", "tags = '{t1}'"),
    ],
)
def test_conditions_on_other_types(shop: Visitor, column: str, comparison: str, value: str, where: str):
    seen = Seen(shop.get("/rows", s="shop", n="customers", c=column, o=comparison, v=value))
    wanted = [str(one) for (one,) in shop.sql(f"SELECT id FROM shop.customers WHERE {where} ORDER BY id LIMIT {paging.SIZE}")]
    assert [row[1] for row in seen.rows()[1:]] == wanted


def test_conditions_add_up_and_stay_while_paging(shop: Visitor):
    found, last = looked_through(shop, "/rows?s=shop&n=orders&c=state&o=ne&v=sent&c=total&o=notnull&v=&c=&o=&v=&sort=total")
    assert [row[1] for row in found] == [
        str(one) for (one,) in shop.sql("SELECT id FROM shop.orders WHERE state <> 'sent' AND total IS NOT NULL ORDER BY total, id")
    ]
    assert last.count("c=") == 2


def test_a_value_that_does_not_fit_is_told_beside_the_conditions(shop: Visitor):
    text = shop.get("/rows", status=400, s="shop", n="orders", c="total", o="gt", v="many")
    assert "invalid input syntax for type numeric" in text
    assert 'value="many"' in text


@pytest.mark.parametrize("value", ["1; DROP TABLE shop.orders", "' OR true --", "%s", "{}", "\\", "$1", "x'::text"])
def test_values_never_become_sql(shop: Visitor, value: str):
    for column in ("name", "mail"):
        for comparison in ("has", "starts", "eq", "ne"):
            shop.get("/rows", s="shop", n="customers", c=column, o=comparison, v=value)
    shop.client.get("/rows", params={"s": "shop", "n": "orders", "c": "id", "o": "eq", "v": value})
    assert shop.sql("SELECT count(*) FROM shop.orders") == [(230,)]


def test_links_lead_along_foreign_keys_in_both_directions(shop: Visitor):
    seen = Seen(shop.get("/rows", s="shop", n="orders"))
    assert "/rows?s=shop&n=customers&c=id&o=eq&v=2" in seen.links()
    assert [row[1] for row in Seen(shop.get("/rows?s=shop&n=customers&c=id&o=eq&v=2")).rows()[1:]] == ["2"]
    row = Seen(shop.get("/row", s="shop", n="orders", k="3"))
    assert "/rows?s=shop&n=lines&c=order_id&o=eq&v=3" in row.links()
    assert "Rows that refer to it" in row.text


def test_without_a_key_pages_are_counted_and_that_is_said(shop: Visitor):
    text = shop.get("/rows", s="shop", n="heap")
    assert "Nothing tells its rows apart" in text
    found, _ = looked_through(shop, "/rows?s=shop&n=heap&sort=a")
    assert [row[0] for row in found] == [str(number) for number in range(1, 131)]
    assert "Nothing tells its rows apart" in shop.get("/rows", s="shop", n="open_orders")


@pytest.mark.parametrize(
    ("definition", "by_key"),
    [
        ("a int PRIMARY KEY", True),
        ("a int NOT NULL UNIQUE", True),
        ("a int UNIQUE", False),
        ("a int NOT NULL UNIQUE DEFERRABLE", False),
        ("a int NOT NULL, UNIQUE (a, b)", False),
        ("a int NOT NULL, EXCLUDE USING btree (a WITH =)", False),
    ],
)
def test_what_tells_rows_apart(empty: Visitor, definition: str, by_key: bool):
    empty.sql(f"CREATE TABLE public.t ({definition.replace('a int', 'b int, a int', 1)})")
    assert ("Nothing tells its rows apart" not in empty.get("/rows", s="public", n="t")) == by_key


def test_a_unique_index_that_is_partial_or_of_an_expression_tells_nothing(empty: Visitor):
    empty.sql(
        "CREATE TABLE public.t (a int NOT NULL); CREATE UNIQUE INDEX ON public.t (a) WHERE a > 0; CREATE UNIQUE INDEX ON public.t ((a + 1))"
    )
    assert "Nothing tells its rows apart" in empty.get("/rows", s="public", n="t")


def test_the_key_of_a_parent_says_nothing_about_its_heirs(empty: Visitor):
    empty.sql(
        "CREATE TABLE public.p (a int PRIMARY KEY); CREATE TABLE public.c () INHERITS (public.p); INSERT INTO public.p VALUES (1); INSERT INTO public.c VALUES (1)"
    )
    seen = Seen(empty.get("/rows", s="public", n="p"))
    assert len(seen.rows()) == 2
    assert "Its own rows only" in seen.text


def test_large_values_are_cut_and_very_large_ones_not_read(empty: Visitor):
    empty.sql("CREATE TABLE public.t (id int PRIMARY KEY, v text); ALTER TABLE public.t ALTER v SET STORAGE external")
    empty.sql("INSERT INTO public.t VALUES (1, repeat('x', 5000)), (2, repeat('y', 3000000)), (3, NULL), (4, '')")
    text = empty.get("/rows", s="public", n="t")
    assert "x" * 200 in text
    assert "x" * 201 not in text
    assert "yyy" not in text
    assert "2.9 MB, not shown" in text
    assert "NULL" in text
    assert "x" * 5000 in empty.get("/row", s="public", n="t", k="1")
    assert "too much to show" in empty.get("/row", s="public", n="t", k="2")


def test_columns_that_the_role_may_not_read_are_left_out(own: Visitor, tmp_path: Path, server: ScratchServer):
    own.sql(
        "DROP ROLE IF EXISTS studio_reader; CREATE ROLE studio_reader LOGIN; GRANT USAGE ON SCHEMA shop TO studio_reader;"
        " GRANT SELECT (id, name) ON shop.customers TO studio_reader"
    )
    try:
        conninfo = psycopg.conninfo.make_conninfo(own.site.target.conninfo, user="studio_reader")
        with Visitor(site(conninfo, tmp_path, server)) as reader:
            text = Seen(reader.get("/rows", s="shop", n="customers")).text
            assert "6 columns that this role may not read are left out" in text
            assert "@example.org" not in text
            assert "permission denied" in reader.get("/rows", status=403, s="shop", n="heap")
            assert "orders" in reader.get("/relation", s="shop", n="orders")
    finally:
        own.sql("DROP OWNED BY studio_reader; DROP ROLE studio_reader")


def test_nothing_is_counted_and_pages_deep_inside_use_the_key(own: Visitor):
    """What the server is asked: no count(*), no OFFSET; the plan of a page in the middle of a large table reads its rows from the index."""
    own.sql(
        "CREATE TABLE shop.many (id bigint PRIMARY KEY, at int, note text); INSERT INTO shop.many SELECT n, n % 1000, 'x' FROM generate_series(1, 200000) n; CREATE INDEX ON shop.many (at); ANALYZE shop.many"
    )
    with psycopg.connect(own.site.target.conninfo, autocommit=True) as conn:
        from schemactl.studio.columns import table
        from schemactl.studio.paging import Order, Place

        conn.execute("SET search_path TO pg_catalog, pg_temp")
        conn.execute("BEGIN")
        found = table(conn, "shop", "many")
        asked: list[str] = []

        class Asked:
            """Explains what it is asked."""

            def execute(self, query: sql.Composed, values: list[str]) -> object:
                asked.append(query.as_string(conn))
                plan = "\n".join(line for (line,) in conn.execute(sql.SQL("EXPLAIN (ANALYZE) {}").format(query), values))
                assert "Seq Scan" not in plan, plan
                assert max(int(rows) for rows in re.findall(r"actual time=\S+ rows=(\d+)", plan)) <= 1200, plan
                return conn.execute(query, values)

        for order, place in [
            (Order(), Place(values=("100000",))),
            (Order(descending=True), Place(values=("100000",), back=True)),
            (Order(column=found.column("at")), Place(values=("500", "100500"))),
            (Order(column=found.column("at"), descending=True), Place(values=("500", "100500"))),
        ]:
            page = paging.page(Asked(), found, [], order, place)  # type: ignore[arg-type]
            assert len(page.lines) == paging.SIZE
    assert not any("count(" in one.lower() or "offset" in one.lower() for one in asked)


def test_a_statement_that_takes_long_ends_and_says_what_to_do(own: Visitor, monkeypatch: pytest.MonkeyPatch):
    own.sql("CREATE VIEW shop.slow AS SELECT a, pg_sleep(20)::text AS slept FROM shop.heap")
    own.application._app.state.desk.sessions._seconds = 0.3
    text = own.get("/rows", status=504, s="shop", n="slow")
    assert "That took too long" in text
    assert "sort by an indexed column" in text


def test_what_a_view_does_cannot_write(own: Visitor):
    """Read-only is a transaction's, not our word: a function behind a view is refused by the server."""
    own.sql(
        "CREATE FUNCTION shop.spoil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM shop.heap; RETURN 1; END $$; CREATE VIEW shop.trap AS SELECT shop.spoil()"
    )
    assert "read-only transaction" in own.get("/rows", status=403, s="shop", n="trap")
    own.sql("CREATE SEQUENCE shop.seq; CREATE VIEW shop.counter AS SELECT nextval('shop.seq')")
    own.get("/rows", status=403, s="shop", n="counter")
    own.sql(
        "CREATE FUNCTION shop.escape() RETURNS int LANGUAGE plpgsql AS $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM shop.heap; RETURN 1; END $$; CREATE VIEW shop.way_out AS SELECT shop.escape()"
    )
    assert own.client.get("/rows?s=shop&n=way_out").status_code >= 400
    assert own.sql("SELECT count(*) FROM shop.heap") == [(130,)]


def test_addresses_survive_every_name(own: Visitor):
    own.sql("""CREATE TABLE shop."a/b?c&d=e#f%20 +\u00e9'<>" ("k/&=+ %" text PRIMARY KEY, "s%s{}" int)""")
    own.sql("""INSERT INTO shop."a/b?c&d=e#f%20 +\u00e9'<>" SELECT '&=/+ %' || n, n FROM generate_series(1, 60) n""")
    link = next(one for one in Seen(own.get("/")).links() if "a%2Fb" in one)
    assert unquote_plus(link).endswith("n=a/b?c&d=e#f%20 +\u00e9'<>")
    assert "k/&=+ %" in Seen(own.get(link)).text
    found, _ = looked_through(own, link.replace("/relation", "/rows") + "&sort=s%25s%7B%7D")
    assert [row[2] for row in found] == [str(number) for number in range(1, 61)]
    assert (
        "&=/+ %1"
        in Seen(own.get(next(one for one in Seen(own.get(link.replace("/relation", "/rows"))).links() if one.startswith("/row?")))).text
    )
