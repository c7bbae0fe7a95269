"""Text and bit strings that a new type does not hold are refused, wherever a domain, an array or a row lies between; what fits is kept."""

from __future__ import annotations

import pytest
from moves import database
from rows import kept, refused

from schemactl.scratch.server import ScratchServer

TYPES = """
CREATE DOMAIN public."D 5" AS varchar(5);
CREATE DOMAIN public."D v" AS varchar(20);
CREATE DOMAIN public.dt AS text;
CREATE DOMAIN public.c3 AS char(3);
CREATE DOMAIN public.b3 AS bit(3);
CREATE DOMAIN public.bv AS varbit;
CREATE DOMAIN public.many AS varchar(3)[];
CREATE DOMAIN public.texts AS text[];
CREATE DOMAIN public."Over" AS public."D 5";
CREATE TYPE public.mood AS ENUM ('sad', 'happiest');
"""
LONG, FITS = "'abcdefgh'", "'abc'"


@pytest.mark.parametrize(
    ("before", "after", "long", "fits"),
    [
        ("varchar(20)", '"D 5"', LONG, FITS),
        ("text", '"D 5"', LONG, FITS),
        ("text", '"Over"', LONG, FITS),
        ('"D v"', '"D 5"', LONG, FITS),
        ('"D v"', "varchar(5)", LONG, FITS),
        ("char(20)", '"D 5"', LONG, FITS),
        ("text", "c3", LONG, FITS),
        ("mood", '"D 5"', "'happiest'", "'sad'"),
        ("int", '"D 5"', "1234567", "12"),
        ("text[]", "many", "'{abcdefgh}'", "'{abc,NULL}'"),
        ("texts", "varchar(3)[]", "'{abcdefgh}'", "'{abc,NULL}'"),
        ("texts", "many", "'{abcdefgh}'", "'{abc,NULL}'"),
        ("varchar(20)[]", '"D 5"[]', "'{abcdefgh}'", "'{{abc,NULL}}'"),
        ('"D v"[]', '"D 5"[]', "'{abcdefgh}'", "'[3:4]={abc,d}'"),
        ("mood[]", '"D 5"[]', "'{happiest}'", "'{sad}'"),
        ("bit(8)", "b3", "B'10101010'", None),
        ("bit(3)", "b3", None, "B'101'"),
        ("bv", "b3", "B'10101010'", "B'101'"),
        ("bv", "varbit(3)", "B'10101010'", "B'101'"),
        ("text", "b3", "'10101010'", "'101'"),
        ("text", "bit(3)", "'10101010'", "'101'"),
        ("dt", "varbit(3)", "'10101010'", "'101'"),
        ("text[]", "bit(3)[]", "'{10101010}'", "'{101,NULL}'"),
        ("text[]", "b3[]", "'{10101010}'", "'{101,NULL}'"),
    ],
)
def test_of_a_column(each_server: ScratchServer, before: str, after: str, long: str | None, fits: str | None) -> None:
    was, becomes = (f'{TYPES} CREATE TABLE public.t ("A b" {_public(one)});' for one in (before, after))
    _judge(each_server, was, becomes, long, fits, 'SELECT "A b"::text FROM public.t')


AROUND = """
CREATE DOMAIN public."Over" AS public."D x";
CREATE TYPE public.c AS (one public."D x", two int);
CREATE TABLE public.t (one public."D x", two public."D x"[], three public."Over", four public.c, five public.c[]);
"""


@pytest.mark.parametrize("place", ["one", "two", "three", "four", "five"])
@pytest.mark.parametrize(
    ("before", "after", "long", "fits"),
    [
        ("varchar(20)", "varchar(5)", "abcdefgh", "abc"),
        ("text", "char(5)", "abcdefgh", "abcde"),
        ("public.mood", "varchar(5)", "happiest", "sad"),
        ("varbit", "varbit(3)", "10101010", "101"),
        ("text", "bit(3)", "10101010", "101"),
        ('public."D v"', 'public."D 5"', "abcdefgh", "abc"),
    ],
)
def test_of_a_domain_that_is_swapped(each_server: ScratchServer, place: str, before: str, after: str, long: str, fits: str) -> None:
    was, becomes = (
        f'{TYPES.replace("""CREATE DOMAIN public."Over" AS public."D 5";""", "")} CREATE DOMAIN public."D x" AS {one}; {AROUND}'
        for one in (before, after)
    )
    form = {"two": "'{{{}}}'", "four": "'({},)'", "five": "'{{\"({},)\",NULL}}'"}.get(place, "'{}'")
    _judge(each_server, was, becomes, form.format(long), form.format(fits), f"SELECT {place}::text FROM public.t", place)


@pytest.mark.parametrize(
    ("before", "after", "long", "fits"),
    [
        ("one text, two int", 'two int, one public."D 5"', "(abcdefgh,1)", ("(abc,1)", "(1,abc)")),
        ("one text, two int", "one varchar(5), two int", "(abcdefgh,1)", ("(abc,1)", "(abc,1)")),
        ("one text, two bool", "two text, one varchar(5)", "(abcdefgh,t)", ("(abc,t)", "(true,abc)")),
        ("one bit(8), two int", "one bit(3), two int", "(10101010,1)", None),
        ("one varbit, two int", "two int, one public.b3", "(10101010,1)", ("(101,1)", "(1,101)")),
        ("one text[], two int", 'two int, one public."D 5"[]', '("{abcdefgh}",1)', ('("{abc,NULL}",1)', '(1,"{abc,NULL}")')),
        ("one public.mood, two int", 'two int, one public."D 5"', "(happiest,1)", ("(sad,1)", "(1,sad)")),
        ("one text, two int", "two int, one bit(3)", "(10101010,1)", ("(101,1)", "(1,101)")),
    ],
)
@pytest.mark.parametrize("many", ["", "[]"])
def test_of_an_attribute(each_server: ScratchServer, before: str, after: str, long: str, fits: tuple[str, str] | None, many: str) -> None:
    was, becomes = (f"{TYPES} CREATE TYPE public.c AS ({one}); CREATE TABLE public.t (v public.c{many});" for one in (before, after))
    values = [f"ARRAY['{one}'::public.c]" if many else f"'{one}'" for one in (long, fits[0] if fits else "")]
    query = f"SELECT v{'[1]' if many else ''}::text FROM public.t"
    _judge(each_server, was, becomes, values[0], None, query)
    if fits:
        _, found = kept(each_server, f"{was} INSERT INTO public.t VALUES ({values[1]})", becomes, query)
        assert found == [(fits[1],)]


def _public(type_name: str) -> str:
    return (
        f"public.{type_name}"
        if type_name.startswith('"') or type_name.split("[", maxsplit=1)[0] in ("dt", "c3", "b3", "bv", "many", "texts", "mood")
        else type_name
    )


def _judge(server: ScratchServer, was: str, becomes: str, long: str | None, fits: str | None, query: str, column: str = "") -> None:
    into = f"INSERT INTO public.t {f'({column})' if column else ''} VALUES"
    if long:
        assert any(one in refused(server, f"{was} {into} ({long})", becomes) for one in ("too long", "does not match"))
    if fits:
        with database(server) as conn:
            conn.execute(f"{was} {into} ({fits})")
            before = conn.execute(query).fetchall()
        _, found = kept(server, f"{was} {into} ({fits})", becomes, query)
        assert [(str(one[0]).strip(),) for one in found] == [(str(one[0]).strip(),) for one in before]


@pytest.mark.parametrize("before", ["interval day", "interval second(3)", "interval year to month"])
def test_an_interval_of_some_fields_becomes_one_of_all_as_it_lies(server: ScratchServer, before: str) -> None:
    was, becomes = (f'CREATE TABLE public."T b" (c {one});' for one in (before, "interval"))
    said, _ = kept(server, was, becomes, "SELECT 1")
    assert said[0] == 'ALTER TABLE public."T b" ALTER COLUMN c SET DATA TYPE interval'
