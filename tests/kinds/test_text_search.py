"""Text search configurations, dictionaries, parsers and templates on real servers."""

from __future__ import annotations

import pytest
from moves import builds_from_files, comes_back, moved, rebuilt, state_of

from schemactl.kinds import KINDS, text_search_dictionary
from schemactl.kinds.text_search_dictionary import TextSearchDictionary
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.context import Planning
from schemactl.scratch.server import ScratchServer

EVERYTHING = r"""
CREATE SCHEMA "A b";
CREATE TEXT SEARCH TEMPLATE public.tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE "A b"."T ""x" (LEXIZE = dsimple_lexize);
CREATE FUNCTION "A b"."any thing"(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE FUNCTION public.count_init(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE TEXT SEARCH TEMPLATE public.own (INIT = "A b"."any thing", LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER public.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH PARSER "A b"."P ""x" (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype,
  HEADLINE = prsd_headline);
CREATE TEXT SEARCH DICTIONARY public.plain (TEMPLATE = simple);
CREATE TEXT SEARCH DICTIONARY public.english (TEMPLATE = snowball, Language = english, StopWords = english);
CREATE TEXT SEARCH DICTIONARY "A b"."D ""x" (TEMPLATE = simple, Accept = false, STOPWORDS = 'english');
CREATE TEXT SEARCH DICTIONARY public.own (TEMPLATE = public.own);
CREATE TEXT SEARCH CONFIGURATION public.bare (PARSER = default);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword, word WITH "A b"."D ""x", english_stem;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR int, "float", hword WITH public.plain;
CREATE TEXT SEARCH CONFIGURATION "A b"."C ""x" (PARSER = "A b"."P ""x");
ALTER TEXT SEARCH CONFIGURATION "A b"."C ""x" ADD MAPPING FOR url WITH simple;
CREATE TABLE public.t (body text);
CREATE INDEX i ON public.t USING gin (to_tsvector('public.c', body));
CREATE VIEW public.v AS SELECT to_tsvector('public.c', body) FROM public.t;
COMMENT ON TEXT SEARCH CONFIGURATION public.c IS 'c';
COMMENT ON TEXT SEARCH DICTIONARY public.plain IS 'd';
COMMENT ON TEXT SEARCH PARSER public.p IS 'p';
COMMENT ON TEXT SEARCH TEMPLATE public.tmpl IS 't';
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, EVERYTHING)
    assert "CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = default)" in said
    assert 'ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword, word WITH "A b"."D ""x", english_stem' in said


def test_everything_goes(each_server: ScratchServer) -> None:
    assert "DROP TEXT SEARCH CONFIGURATION public.c" in moved(each_server, EVERYTHING, "SELECT")


CONFIGURATION = "ALTER TEXT SEARCH CONFIGURATION public.c "


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"{CONFIGURATION} ADD MAPPING FOR url WITH simple", f"{CONFIGURATION}ADD MAPPING FOR url WITH simple"),
        (f"{CONFIGURATION} DROP MAPPING FOR word", f"{CONFIGURATION}DROP MAPPING FOR word"),
        (
            f"{CONFIGURATION} ALTER MAPPING FOR word WITH english_stem, simple",
            f"{CONFIGURATION}ALTER MAPPING FOR word WITH",
        ),
        ("ALTER TEXT SEARCH DICTIONARY public.plain (accept = false)", "ALTER TEXT SEARCH DICTIONARY public.plain (accept = 'false')"),
        (
            'ALTER TEXT SEARCH DICTIONARY "A b"."D ""x" (accept)',
            'ALTER TEXT SEARCH DICTIONARY "A b"."D ""x" (accept, stopwords',
        ),
        (
            "ALTER TEXT SEARCH DICTIONARY public.english (language = german)",
            "ALTER TEXT SEARCH DICTIONARY public.english (stopwords = 'english', language = 'german')",
        ),
    ],
)
def test_what_changes_in_place_and_back(each_server: ScratchServer, change: str, said: str) -> None:
    there = moved(each_server, EVERYTHING, EVERYTHING + change)
    assert [sql[: len(said)] for sql in there] == [said]
    moved(each_server, EVERYTHING + change, EVERYTHING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("public.c (PARSER = default)", "public.c (PARSER = public.p)"),
        ("DICTIONARY public.plain (TEMPLATE = simple)", "DICTIONARY public.plain (TEMPLATE = public.tmpl)"),
        ("HEADLINE = prsd_headline", "HEADLINE = prsd_headline "),
        (", LEXTYPES = prsd_lextype);", ", LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);"),
        ('INIT = "A b"."any thing"', "INIT = public.count_init"),
    ],
)
def test_the_rest_is_made_anew_with_what_hangs_on_it(each_server: ScratchServer, old: str, new: str) -> None:
    assert old in EVERYTHING
    moved(each_server, EVERYTHING, EVERYTHING.replace(old, new))


# A function that gives back what it gets refuses no option.
ANY_OPTION = """
CREATE FUNCTION public.any_option(internal) RETURNS internal LANGUAGE internal AS 'int8up';
CREATE TEXT SEARCH TEMPLATE public.free (INIT = public.any_option, LEXIZE = dsimple_lexize);
"""
VALUES = ("3", "'3'", "2.5", "-1", "it's", "a\\b", "'''quoted'''", "'E''x'''", "x = 'y', z", "", '"', "true", "E", "Ex'y'")


def test_options_hold_any_value(each_server: ScratchServer) -> None:
    options = tuple((f"K {number}", value) for number, value in enumerate(VALUES))
    obj = TextSearchDictionary(id=ObjectId("text_search_dictionary", ("public", "d")), template="public.free", options=options)
    (made,) = text_search_dictionary.create(obj, Planning(State(), State()))
    state = state_of(each_server, ANY_OPTION + made.sql)
    assert state.objects[obj.id] == obj
    comes_back(state)
    moved(each_server, ANY_OPTION, ANY_OPTION + made.sql)


def test_files_say_it_shortly(server: ScratchServer) -> None:
    state = comes_back(state_of(server, EVERYTHING))

    def written(kind: str, name: str) -> object:
        yaml = KINDS[kind].yaml
        assert yaml
        return yaml.write(state.objects[ObjectId(kind, ("public", name))], {})

    assert written("text_search_dictionary", "plain") == "pg_catalog.simple"
    assert written("text_search_configuration", "bare") == {}
    mappings = {"asciiword": ['"A b"."D ""x"', "english_stem"], "word": ['"A b"."D ""x"', "english_stem"]}
    small = {"float": "public.plain", "int": "public.plain", "hword": "public.plain"}
    assert written("text_search_configuration", "c") == {"mappings": {**mappings, **small}}


def test_files_build_it_again(each_server: ScratchServer) -> None:
    builds_from_files(each_server, EVERYTHING)
