"""Domains and their checks on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, roles, state_of
from rows import kept, refused

from schemactl.kinds import domain, domain_text
from schemactl.kinds.domain import Domain
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
TYPES = f"""
CREATE SCHEMA "A b";
CREATE DOMAIN public.plain AS integer;
CREATE DOMAIN "A b"."D ""x" AS varchar(20) COLLATE "C" DEFAULT 'it''s' CONSTRAINT "Some name" NOT NULL
  CONSTRAINT "C ""c" CHECK (VALUE <> 'x') CHECK (length(VALUE) < 10) CHECK (VALUE ~ 'a''b');
CREATE DOMAIN public.{LONG} AS numeric(12,2)[] NOT NULL CHECK (VALUE[1] > 0);
CREATE DOMAIN public.d_null AS text NOT NULL DEFAULT NULL;
CREATE DOMAIN public.over AS "A b"."D ""x" CHECK (VALUE > 'a');
ALTER DOMAIN public.plain ADD CONSTRAINT later CHECK (VALUE > 0) NOT VALID;
COMMENT ON DOMAIN public.plain IS 'commented';
COMMENT ON CONSTRAINT "C ""c" ON DOMAIN "A b"."D ""x" IS 'check';
CREATE TABLE public.t (one public.over DEFAULT 'b', two public.plain[]);
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, TYPES)
    made = next(sql for sql in said if sql.startswith('CREATE DOMAIN "A b"."D ""x" AS character varying(20) COLLATE pg_catalog."C"'))
    assert "\n  DEFAULT 'it''s'" in made


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("int", "int NOT NULL", ["ALTER DOMAIN public.d SET NOT NULL"]),
        ("int NOT NULL", "int", ["ALTER DOMAIN public.d DROP NOT NULL"]),
        ("int", "int DEFAULT 1", ["ALTER DOMAIN public.d SET DEFAULT 1"]),
        ("int DEFAULT 1", "int", ["ALTER DOMAIN public.d DROP DEFAULT"]),
        ("int", "int CHECK (VALUE > 1)", ["ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE > 1))"]),
        ("int CONSTRAINT a CHECK (VALUE > 1)", "int", ["ALTER DOMAIN public.d DROP CONSTRAINT a"]),
        (
            "int CHECK (VALUE > 1)",
            "int CHECK (VALUE > 2)",
            ["ALTER DOMAIN public.d DROP CONSTRAINT d_check", "ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE > 2))"],
        ),
        (
            "int; ALTER DOMAIN public.d ADD CONSTRAINT a CHECK (VALUE > 1) NOT VALID",
            "int CONSTRAINT a CHECK (VALUE > 1)",
            ["ALTER DOMAIN public.d VALIDATE CONSTRAINT a"],
        ),
    ],
)
def test_changes_in_place(each_server: ScratchServer, before: str, after: str, said: list[str]) -> None:
    table = "; CREATE TABLE public.t (c public.d)"
    assert moved(each_server, f"CREATE DOMAIN public.d AS {before}{table}", f"CREATE DOMAIN public.d AS {after}{table}") == said


def test_names_of_not_null(server: ScratchServer) -> None:
    bare, named, other = (f"CREATE DOMAIN public.d AS int {text}" for text in ("", "CONSTRAINT a NOT NULL", "CONSTRAINT b NOT NULL"))
    assert moved(server, bare, named) == ["ALTER DOMAIN public.d ADD CONSTRAINT a NOT NULL"]
    assert moved(server, named, other) == ["ALTER DOMAIN public.d RENAME CONSTRAINT a TO b"]
    assert moved(server, other, bare) == ["ALTER DOMAIN public.d DROP NOT NULL"]


AROUND = """
CREATE DOMAIN public.over AS public.d;
CREATE TYPE public.c AS (one public.d);
CREATE FUNCTION public.f(x public.d) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE TABLE public.t (one public.d, two public.over, many public.d[], c public.c);
CREATE INDEX i ON public.t (public.f(one));
CREATE VIEW public.v AS SELECT one FROM public.t;
COMMENT ON DOMAIN public.d IS 'kept';
ALTER DOMAIN public.d OWNER TO domain_owner;
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("int CHECK (VALUE > 0)", "bigint CHECK (VALUE > 0)"),
        ("int", "numeric(8,2) DEFAULT 5 NOT NULL"),
        ("text", "int"),
        ("text", 'text COLLATE "C"'),
        ("varchar(5)", "varchar(3) CHECK (VALUE <> 'x')"),
    ],
)
def test_another_type_swaps_the_domain_under_everything(each_server: ScratchServer, before: str, after: str) -> None:
    with database(each_server) as conn:
        roles(conn, "domain_owner")
    rows = "INSERT INTO public.t VALUES ('7', '8', '{9,10}', '(11)')"
    old, new = (f"CREATE DOMAIN public.d AS {text}; {AROUND}" for text in (before, after))
    if "NOT NULL" in after or "VALUE" in after:
        old, new = (text.replace("many public.d[], c public.c", "many text, c text") for text in (old, new))
    _, found = kept(each_server, old + rows, new, "SELECT one::int, two::int, many::text, c::text FROM public.t")
    assert found == [(7, 8, "{9,10}", "(11)")]


def test_text_is_not_cut_silently(server: ScratchServer) -> None:
    table = "CREATE TABLE public.t (c public.d);"
    before = f"CREATE DOMAIN public.d AS varchar(5); {table} INSERT INTO public.t VALUES ('12345')"
    assert "too long" in refused(server, before, f"CREATE DOMAIN public.d AS varchar(3); {table}")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("citext check (value ~ '^[^@\\s]+$')", {"type": "citext", "checks": {"email_check": "value ~ '^[^@\\s]+$'"}}),
        ("numeric(12, 2)", {"type": "numeric(12, 2)"}),
        ("text[] not null default '{}'", {"type": "text[]", "not_null": "true", "default": "'{}'"}),
        (
            'text collate "Ä b" constraint "Nein Ä" check (value <> \'ä)\') check (value > 1) constraint nn not null',
            {
                "type": "text",
                "collation": '"Ä b"',
                "checks": {"Nein Ä": "value <> 'ä)'", "email_check": "value > 1"},
                "not_null": "true",
                "not_null_name": "nn",
            },
        ),
        ("int check (value > 1) check (value < 5)", {"type": "int", "checks": {"email_check": "value > 1", "email_check1": "value < 5"}}),
    ],
)
def test_short_form(text: str, fields: dict[str, object]) -> None:
    assert domain_text.read(text, ("app", "email")) == fields


def test_long_form_whose_type_says_more() -> None:
    long = {"type": "int not null check (value > 1)", "checks": {"other": "value < 9"}, "comment": "c"}
    assert domain_text.read(long, ("app", "d")) == {
        "type": "int",
        "not_null": "true",
        "checks": {"d_check": "value > 1", "other": "value < 9"},
        "comment": "c",
    }


@pytest.mark.parametrize("text", ["", "int; select 1", "int primary key", "int references t"])
def test_what_is_no_domain(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        domain_text.read(text, ("app", "d"))


def test_renaming(server: ScratchServer) -> None:
    state = comes_back(state_of(server, TYPES))
    before = state.objects[ObjectId("domain", ("A b", 'D "x'))]
    said = domain.rename(before, Domain(id=ObjectId("domain", ("public", "Y")), type="text"), None)  # type: ignore[arg-type]
    assert [one.sql for one in said] == ['ALTER DOMAIN "A b"."D ""x" SET SCHEMA public', 'ALTER DOMAIN public."D ""x" RENAME TO "Y"']
