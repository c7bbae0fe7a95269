"""Comments and owners on real servers, on objects of many kinds."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, roles, state_of

from schemactl.kinds import comment, index_comment, owner
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.planning.importing import import_state
from schemactl.scratch.server import ScratchServer

ROLE = 'schemactl_tests_A "b'
QUOTED = '"schemactl_tests_A ""b"'
OBJECTS = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer PRIMARY KEY, "N m" text UNIQUE CHECK ("N m" <> ''), s serial, i integer GENERATED ALWAYS AS IDENTITY);
CREATE INDEX "I x" ON public.t ("N m");
CREATE TABLE "A b"."T""x" (a integer REFERENCES public.t);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t;
CREATE POLICY "P" ON public.t;
"""
COMMENTS = r"""
COMMENT ON SCHEMA "A b" IS 's';
COMMENT ON SCHEMA public IS 'mine';
COMMENT ON TABLE public.t IS E'it''s\nback\\slash: "q"';
COMMENT ON COLUMN public.t."N m" IS '# not YAML';
COMMENT ON CONSTRAINT t_pkey ON public.t IS 'key';
COMMENT ON CONSTRAINT "t_N m_check" ON public.t IS 'check';
COMMENT ON CONSTRAINT "t_N m_key" ON public.t IS 'unique';
COMMENT ON CONSTRAINT "T""x_a_fkey" ON "A b"."T""x" IS 'reference';
COMMENT ON INDEX public."I x" IS 'index';
COMMENT ON INDEX public."t_N m_key" IS 'index of a constraint';
COMMENT ON VIEW public.v IS 'view';
COMMENT ON MATERIALIZED VIEW public.m IS 'rows';
COMMENT ON POLICY "P" ON public.t IS 'policy';
"""


def test_comments_come_back(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, OBJECTS + COMMENTS)
    assert sum(sql.startswith("COMMENT") for sql in said) == 13
    assert "COMMENT ON TABLE public.t IS E'it''s\nback\\\\slash: \"q\"'" in said


def test_comments_change_and_go(each_server: ScratchServer) -> None:
    said = moved(
        each_server,
        f"{OBJECTS} COMMENT ON TABLE public.t IS 'a'; COMMENT ON VIEW public.v IS 'v'",
        f"{OBJECTS} COMMENT ON TABLE public.t IS 'b'",
    )
    assert said == ["COMMENT ON VIEW public.v IS NULL", "COMMENT ON TABLE public.t IS 'b'"]


def test_the_comment_of_a_constraints_index_is_another(each_server: ScratchServer) -> None:
    said = moved(
        each_server,
        f"{OBJECTS} COMMENT ON INDEX public.t_pkey IS 'a'; COMMENT ON CONSTRAINT t_pkey ON public.t IS 'c'",
        f"{OBJECTS} COMMENT ON INDEX public.t_pkey IS 'b'; COMMENT ON INDEX public.\"t_N m_key\" IS 'c'",
    )
    assert sorted(said) == [
        "COMMENT ON CONSTRAINT t_pkey ON public.t IS NULL",
        "COMMENT ON INDEX public.\"t_N m_key\" IS 'c'",
        "COMMENT ON INDEX public.t_pkey IS 'b'",
    ]
    with pytest.raises(ValueError, match="its own comment"):
        index_comment.read("x", ("index", "public", "t", "i"))


def test_comments_that_came_by_themselves_are_nobodys(each_server: ScratchServer) -> None:
    state = state_of(each_server, "SELECT")
    assert [obj for obj in state if obj.id.kind == "comment"] == []
    assert comes_back(state)


def test_owners_come_back(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE)
    said = rebuilt(
        each_server,
        f"""{OBJECTS}
ALTER SCHEMA "A b" OWNER TO {QUOTED};
ALTER SCHEMA public OWNER TO {QUOTED};
ALTER TABLE public.t OWNER TO {QUOTED};
ALTER VIEW public.v OWNER TO {QUOTED};
ALTER MATERIALIZED VIEW public.m OWNER TO {QUOTED};""",
    )
    assert sorted(sql for sql in said if QUOTED in sql) == [
        f"ALTER MATERIALIZED VIEW public.m OWNER TO {QUOTED}",
        f'ALTER SCHEMA "A b" OWNER TO {QUOTED}',
        f"ALTER SCHEMA public OWNER TO {QUOTED}",
        f"ALTER TABLE public.t OWNER TO {QUOTED}",
        f"ALTER VIEW public.v OWNER TO {QUOTED}",
    ]


def test_an_owner_changes(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE)
    said = moved(each_server, OBJECTS, f"{OBJECTS} ALTER TABLE public.t OWNER TO {QUOTED}")
    assert said == [f"ALTER TABLE public.t OWNER TO {QUOTED}"]


def test_the_usual_owner_of_public_is_not_said(each_server: ScratchServer) -> None:
    made = ["SELECT", "DROP SCHEMA public; CREATE SCHEMA public"]
    said = [files for sql in made for files in import_state(each_server, state_of(each_server, sql), Scope()).files.values()]
    assert not any("owner" in text for text in said)


def test_an_owner_that_is_not_written_stays(server: ScratchServer) -> None:
    state = state_of(server, OBJECTS)
    fact = state.objects[ObjectId("owner", ("table", "public", "t"))]
    assert isinstance(fact, owner.Owner)
    assert list(owner.drop(fact, None)) == []  # type: ignore[arg-type]
    assert list(owner.roles(fact)) == [fact.role]


def test_yaml_says_what_is_wrong() -> None:
    for yaml in (comment.KIND.yaml, owner.KIND.yaml):
        assert yaml
        for raw in ("", [], {}):
            with pytest.raises(ValueError, match=r".+"):
                yaml.read(raw, ())  # type: ignore[arg-type]


def test_names() -> None:
    assert comment.designation(ObjectId("comment", ("table", "public", "T"))) == 'COMMENT ON table public."T"'
    assert owner.designation(ObjectId("owner", ("table", "public", "T"))) == 'OWNER OF table public."T"'
