"""Base types on real servers."""

from __future__ import annotations

import pytest
from moves import builds_from_files, moved, rebuilt

from schemactl.scratch.server import ScratchServer


def own(path: str, prefix: str, more: str = "INTERNALLENGTH = 4, PASSEDBYVALUE") -> str:
    return f"""
CREATE TYPE {path};
CREATE FUNCTION {prefix}in"(cstring) RETURNS {path} STRICT IMMUTABLE LANGUAGE internal AS 'int4in';
CREATE FUNCTION {prefix}out"({path}) RETURNS cstring STRICT IMMUTABLE LANGUAGE internal AS 'int4out';
CREATE FUNCTION {prefix}send"({path}) RETURNS bytea STRICT IMMUTABLE LANGUAGE internal AS 'int4send';
CREATE TYPE {path} (INPUT = {prefix}in", OUTPUT = {prefix}out", {more});
"""


TYPES = (
    'CREATE SCHEMA "A b";'
    + own("public.num", 'public."num_')
    + own('"A b"."T ""x"', '"A b"."A f ', "INTERNALLENGTH = 4, PASSEDBYVALUE, SEND = \"A b\".\"A f send\", CATEGORY = 'N', DEFAULT = '7'")
    + """
CREATE TYPE public.words;
CREATE FUNCTION public.words_in(cstring) RETURNS public.words STRICT IMMUTABLE LANGUAGE internal AS 'textin';
CREATE FUNCTION public.words_out(public.words) RETURNS cstring STRICT IMMUTABLE LANGUAGE internal AS 'textout';
CREATE FUNCTION public.words_recv(internal) RETURNS public.words STRICT STABLE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION public.words_mod(cstring[]) RETURNS integer STRICT IMMUTABLE LANGUAGE internal AS 'varchartypmodin';
CREATE FUNCTION public.words_show(integer) RETURNS cstring STRICT IMMUTABLE LANGUAGE internal AS 'varchartypmodout';
CREATE TYPE public.words (INPUT = public.words_in, OUTPUT = public.words_out, RECEIVE = public.words_recv, TYPMOD_IN = public.words_mod,
  TYPMOD_OUT = public.words_show,  STORAGE = extended, ALIGNMENT = double, COLLATABLE = true, PREFERRED = true,
  CATEGORY = 'x', DELIMITER = ';');
CREATE TYPE public.shell;
"""
)
EVERYTHING = (
    TYPES
    + """
CREATE FUNCTION public.lt(public.num, public.num) RETURNS boolean STRICT IMMUTABLE LANGUAGE internal AS 'int4lt';
CREATE FUNCTION public.eq(public.num, public.num) RETURNS boolean STRICT IMMUTABLE LANGUAGE internal AS 'int4eq';
CREATE FUNCTION public.cmp(public.num, public.num) RETURNS integer STRICT IMMUTABLE LANGUAGE internal AS 'btint4cmp';
CREATE OPERATOR public.< (FUNCTION = public.lt, LEFTARG = public.num, RIGHTARG = public.num);
CREATE OPERATOR public.= (FUNCTION = public.eq, LEFTARG = public.num, RIGHTARG = public.num);
CREATE OPERATOR CLASS public.num_ops DEFAULT FOR TYPE public.num USING btree AS
  OPERATOR 1 public.<, OPERATOR 3 public.=, FUNCTION 1 public.cmp(public.num, public.num);
CREATE CAST (public.num AS integer) WITHOUT FUNCTION;
CREATE TABLE public.t (id integer, n public.num, w public.words[], v public.words(7));
CREATE INDEX t_n ON public.t (n);
CREATE VIEW public.v AS SELECT n FROM public.t;
CREATE DOMAIN public.small AS public.num CHECK (value IS NOT NULL);
CREATE FUNCTION public.plain(public.num) RETURNS public.num LANGUAGE sql AS 'SELECT $1';
COMMENT ON TYPE public.num IS 'n';
COMMENT ON FUNCTION public.num_in(cstring) IS 'reads';
REVOKE ALL ON TYPE public.num FROM PUBLIC;
"""
)


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, EVERYTHING)
    reader, writer = (next(i for i, sql in enumerate(said) if sql.startswith(f"CREATE FUNCTION public.num_{end}")) for end in ("in", "out"))
    assert reader < writer < next(i for i, sql in enumerate(said) if sql.startswith("CREATE TYPE public.num ("))


def test_everything_goes(each_server: ScratchServer) -> None:
    said = moved(each_server, EVERYTHING, "SELECT")
    assert "DROP TYPE public.num CASCADE" in said
    assert "DROP TYPE public.shell" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TYPE public.num SET (SEND = public.num_send)", ["ALTER TYPE public.num SET (SEND = public.num_send)"]),
        (
            "ALTER TYPE public.words SET (RECEIVE = NONE, TYPMOD_IN = NONE)",
            ["ALTER TYPE public.words SET (RECEIVE = NONE, TYPMOD_IN = NONE)"],
        ),
        ("ALTER TYPE public.words SET (STORAGE = main)", ["ALTER TYPE public.words SET (STORAGE = main)"]),
    ],
)
def test_what_changes_in_place_and_back(each_server: ScratchServer, change: str, said: list[str]) -> None:
    assert moved(each_server, TYPES, TYPES + change) == said
    moved(each_server, TYPES + change, TYPES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CATEGORY = 'x'", "CATEGORY = 'y'"),
        ("STORAGE = extended, ", ""),
        ("INTERNALLENGTH = 4, PASSEDBYVALUE);", "INTERNALLENGTH = 4, PASSEDBYVALUE, DEFAULT = '1');"),
        ("CREATE TYPE public.shell;", ""),
    ],
)
def test_the_rest_is_made_anew_with_what_hangs_on_it(each_server: ScratchServer, old: str, new: str) -> None:
    assert old in EVERYTHING
    moved(each_server, EVERYTHING, EVERYTHING.replace(old, new))
    moved(each_server, EVERYTHING.replace(old, new), EVERYTHING)


def test_a_shell_becomes_a_type_and_back(server: ScratchServer) -> None:
    moved(server, "CREATE TYPE public.num", own("public.num", 'public."num_'))
    moved(server, own("public.num", 'public."num_'), "CREATE TYPE public.num")


RANGE = """
CREATE SCHEMA "A b";
CREATE TYPE "A b"."R ""x";
CREATE FUNCTION "A b"."Canon x"("A b"."R ""x") RETURNS "A b"."R ""x" IMMUTABLE STRICT LANGUAGE internal AS 'int4range_canonical';
CREATE TYPE "A b"."R ""x" AS RANGE (subtype = integer, canonical = "A b"."Canon x");
COMMENT ON FUNCTION "A b"."Canon x"("A b"."R ""x") IS 'c';
"""


def test_the_canonical_function_of_a_range_takes_its_shell(each_server: ScratchServer) -> None:
    rebuilt(each_server, RANGE)
    moved(each_server, RANGE, "SELECT")
    after = RANGE.replace("AS RANGE (", "AS RANGE (subtype_diff = int4range_subdiff, ")
    moved(each_server, RANGE, after)
    moved(each_server, after, RANGE)


def test_files_build_it_again(each_server: ScratchServer) -> None:
    builds_from_files(each_server, EVERYTHING + RANGE.replace('CREATE SCHEMA "A b";', ""))
