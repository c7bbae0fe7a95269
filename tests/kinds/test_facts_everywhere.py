"""A comment, an owner and privileges on one object of every kind that can have them."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, roles, state_of

from schemactl.kinds import KINDS
from schemactl.scratch.server import ScratchServer

ROLE = 'schemactl_tests_A "b'
QUOTED = '"schemactl_tests_A ""b"'

OBJECTS = r"""
CREATE SCHEMA "A b";
CREATE TYPE "A b"."E n" AS ENUM ('a', 'b');
CREATE TYPE "A b"."C t" AS (a integer, b text);
CREATE DOMAIN "A b"."D m" AS text CONSTRAINT "D c" CHECK (value <> '');
CREATE TYPE "A b"."R g" AS RANGE (subtype = float8);
CREATE TYPE "A b"."B t";
CREATE FUNCTION public.b_in(cstring) RETURNS "A b"."B t" LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.b_out("A b"."B t") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE "A b"."B t" (INPUT = public.b_in, OUTPUT = public.b_out, LIKE = text);
CREATE SEQUENCE "A b"."S q";
CREATE COLLATION "A b"."Co" (locale = 'C');
CREATE FUNCTION "A b"."F n"(a integer, "B" text DEFAULT 'x') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION public.plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION public.is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
CREATE PROCEDURE "A b"."P r"(INOUT a integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE "A b"."Ag"(integer) (SFUNC = public.plus, STYPE = integer);
CREATE AGGREGATE "A b".every_row(*) (SFUNC = pg_catalog.int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE "A b"."Os"(ORDER BY integer) (SFUNC = public.plus, STYPE = integer);
CREATE OPERATOR "A b".=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.plus);
CREATE OPERATOR FAMILY "A b"."Of" USING btree;
CREATE OPERATOR CLASS "A b"."Oc" FOR TYPE integer USING btree FAMILY "A b"."Of" AS
  OPERATOR 1 pg_catalog.<, FUNCTION 1 pg_catalog.btint4cmp(integer, integer);
CREATE CONVERSION "A b"."Cv" FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;
CREATE LANGUAGE "L g" HANDLER pg_catalog.plpgsql_call_handler;
CREATE CAST (integer AS "A b"."E n") WITH INOUT;
CREATE TEXT SEARCH DICTIONARY "A b"."Td" (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION "A b"."Tc" (PARSER = pg_catalog."default");
CREATE FOREIGN DATA WRAPPER "F w";
CREATE SERVER "S v" FOREIGN DATA WRAPPER "F w";
CREATE TABLE public."T b" (id integer PRIMARY KEY, "N m" text UNIQUE CHECK ("N m" <> ''), d integer GENERATED ALWAYS AS IDENTITY, s serial);
CREATE TABLE public.k (a integer REFERENCES public."T b", EXCLUDE USING btree (a WITH pg_catalog.=));
CREATE FOREIGN TABLE public."F t" (a integer) SERVER "S v";
CREATE INDEX "I x" ON public."T b" ("N m");
CREATE STATISTICS public."St" ON id, "N m" FROM public."T b";
CREATE VIEW public."V w" AS SELECT id FROM public."T b";
CREATE MATERIALIZED VIEW public."M v" AS SELECT id FROM public."T b";
CREATE FUNCTION public.trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION public.evt() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TRIGGER "Tr" BEFORE INSERT ON public."T b" FOR EACH ROW EXECUTE FUNCTION public.trg();
CREATE RULE "Ru" AS ON DELETE TO public.k DO INSTEAD NOTHING;
CREATE POLICY "Po" ON public."T b";
CREATE PUBLICATION "Pu" FOR TABLE public.k;
"""
COMMENTED = """SCHEMA "A b"|TYPE "A b"."E n"|TYPE "A b"."C t"|DOMAIN "A b"."D m"|CONSTRAINT "D c" ON DOMAIN "A b"."D m"|TYPE "A b"."R g"
TYPE "A b"."B t"
SEQUENCE "A b"."S q"|COLLATION "A b"."Co"|FUNCTION "A b"."F n"(integer, text)|PROCEDURE "A b"."P r"(integer)|AGGREGATE "A b"."Ag"(integer)
AGGREGATE "A b".every_row(*)|AGGREGATE "A b"."Os"(ORDER BY integer)|OPERATOR "A b".===(integer, integer)
OPERATOR FAMILY "A b"."Of" USING btree|OPERATOR CLASS "A b"."Oc" USING btree|CONVERSION "A b"."Cv"|LANGUAGE "L g"
CAST (integer AS "A b"."E n")|TEXT SEARCH DICTIONARY "A b"."Td"
TEXT SEARCH CONFIGURATION "A b"."Tc"|FOREIGN DATA WRAPPER "F w"|SERVER "S v"|TABLE public."T b"|COLUMN public."T b"."N m"
CONSTRAINT "T b_pkey" ON public."T b"|CONSTRAINT "T b_N m_key" ON public."T b"|CONSTRAINT "T b_N m_check" ON public."T b"
CONSTRAINT k_a_fkey ON public.k|CONSTRAINT k_a_excl ON public.k|FOREIGN TABLE public."F t"|COLUMN public."F t".a|INDEX public."I x"
STATISTICS public."St"|VIEW public."V w"|COLUMN public."V w".id|MATERIALIZED VIEW public."M v"|TRIGGER "Tr" ON public."T b"
RULE "Ru" ON public.k|POLICY "Po" ON public."T b"|PUBLICATION "Pu"|COLUMN "A b"."C t".b|SEQUENCE public."T b_s_seq"
""".replace("\n", "|")
OWNED = """SCHEMA "A b"|TYPE "A b"."E n"|TYPE "A b"."C t"|DOMAIN "A b"."D m"|TYPE "A b"."R g"
TYPE "A b"."B t"
SEQUENCE "A b"."S q"|COLLATION "A b"."Co"|FUNCTION "A b"."F n"(integer, text)|PROCEDURE "A b"."P r"(integer)
AGGREGATE "A b"."Ag"(integer)|AGGREGATE "A b".every_row(*)
AGGREGATE "A b"."Os"(ORDER BY integer)|OPERATOR "A b".===(integer, integer)|OPERATOR FAMILY "A b"."Of" USING btree
OPERATOR CLASS "A b"."Oc" USING btree|CONVERSION "A b"."Cv"|LANGUAGE "L g"|TEXT SEARCH DICTIONARY "A b"."Td"
TEXT SEARCH CONFIGURATION "A b"."Tc"|SERVER "S v"|TABLE public."T b"|FOREIGN TABLE public."F t"|STATISTICS public."St"|VIEW public."V w"
MATERIALIZED VIEW public."M v"|PUBLICATION "Pu"
""".replace("\n", "|")
GRANTED = """USAGE ON SCHEMA "A b"|USAGE ON TYPE "A b"."E n"|USAGE ON TYPE "A b"."C t"|USAGE ON DOMAIN "A b"."D m"|USAGE ON TYPE "A b"."R g"
USAGE ON TYPE "A b"."B t"
SELECT, USAGE ON SEQUENCE "A b"."S q"|EXECUTE ON FUNCTION "A b"."F n"(integer, text)|EXECUTE ON PROCEDURE "A b"."P r"(integer)
EXECUTE ON FUNCTION "A b"."Ag"(integer)|EXECUTE ON FUNCTION "A b".every_row()|EXECUTE ON FUNCTION "A b"."Os"(integer)
USAGE ON FOREIGN DATA WRAPPER "F w"|USAGE ON FOREIGN SERVER "S v"|SELECT ON public."T b"|SELECT ON public."F t"|SELECT ON public."V w"
SELECT ON public."M v"|USAGE ON SEQUENCE public."T b_d_seq"|ALL ON SEQUENCE public."T b_s_seq"
""".replace("\n", "|")


def each(text: str, words: str) -> str:
    return ";\n".join(words.format(one) for one in text.split("|") if one) + ";"


SUBJECTS = {
    "comment": each(COMMENTED, "COMMENT ON {} IS 'it''s'"),
    "owner": each(OWNED, f"ALTER {{}} OWNER TO {QUOTED}"),
    "privilege": each(GRANTED, f"GRANT {{}} TO {QUOTED}")
    + 'REVOKE ALL ON TYPE "A b"."E n" FROM PUBLIC; REVOKE ALL ON FUNCTION "A b"."Ag"(integer) FROM PUBLIC;',
}


@pytest.mark.parametrize("fact", SUBJECTS)
def test_every_kind_has_it(each_server: ScratchServer, fact: str) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE)
    state = state_of(each_server, OBJECTS + SUBJECTS[fact])
    comes_back(state)
    plain, stated = moved(each_server, "SELECT", OBJECTS), moved(each_server, OBJECTS, OBJECTS + SUBJECTS[fact])
    assert len(stated) == SUBJECTS[fact].count(";")
    assert len(moved(each_server, "SELECT", OBJECTS + SUBJECTS[fact])) == len(plain) + (0 if fact == "owner" else len(stated))
    if fact != "owner":
        assert len(moved(each_server, OBJECTS + SUBJECTS[fact], OBJECTS)) == len(stated)


def test_all_that_is_owned_is_known_to_be(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE)
    state = state_of(each_server, OBJECTS)
    subjects = {obj.id.path[0] for obj in state if obj.id.kind == "owner"}
    assert {kind.name for kind in KINDS if kind.owned} - subjects <= {"event_trigger", "large_object", "subscription"}  # tests of their own
    assert {one for one in subjects if not KINDS[one].owned} == set()
    assert state.unmodelled == ()
