"""Row security policies on real servers."""

from __future__ import annotations

import pytest
from moves import database, moved, rebuilt, roles

from schemactl.kinds import policy
from schemactl.kinds.policy import Policy
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

ROLE, OTHER = 'schemactl_tests_A "b', "schemactl_tests_b"
QUOTED = '"schemactl_tests_A ""b"'
TABLES = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer, name varchar(20), owner text);
CREATE TABLE "A b"."T""x" ("Some Col" integer);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
"""


@pytest.fixture(autouse=True)
def _roles(each_server: ScratchServer) -> None:
    with database(each_server) as conn:
        roles(conn, ROLE, OTHER)


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(
        each_server,
        TABLES
        + f"""
CREATE POLICY everything ON public.t;
CREATE POLICY "P ""q" ON "A b"."T""x" AS RESTRICTIVE FOR UPDATE TO {QUOTED}, {OTHER}
  USING ("Some Col" IN (SELECT t.id FROM public.t WHERE t.owner = current_user)) WITH CHECK ("Some Col" > 0);
CREATE POLICY ins ON public.t FOR INSERT TO {OTHER} WITH CHECK (true);
CREATE POLICY {"p" * 60} ON public.t FOR DELETE USING (owner = 'it''s');
COMMENT ON POLICY "P ""q" ON "A b"."T""x" IS 'c';
""",
    )
    assert f"CREATE POLICY ins ON public.t FOR INSERT TO {OTHER} WITH CHECK (true)" in said
    assert "CREATE POLICY everything ON public.t" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("FOR ALL", f"TO {QUOTED}", [f"ALTER POLICY p ON public.t TO {QUOTED}"]),
        (f"TO {OTHER}", "", ["ALTER POLICY p ON public.t TO PUBLIC"]),
        ("", "USING (id > 1)", ["ALTER POLICY p ON public.t USING ((id > 1))"]),
        ("USING (id > 1) WITH CHECK (id > 2)", "USING (id > 3) WITH CHECK (id > 4)", None),
        ("USING (id > 1)", "", ["DROP POLICY p ON public.t", "CREATE POLICY p ON public.t"]),
        (
            "USING (id > 1) WITH CHECK (id > 2)",
            "USING (id > 1)",
            ["DROP POLICY p ON public.t", "CREATE POLICY p ON public.t USING ((id > 1))"],
        ),
        ("", "FOR SELECT", ["DROP POLICY p ON public.t", "CREATE POLICY p ON public.t FOR SELECT"]),
        ("", "AS RESTRICTIVE", ["DROP POLICY p ON public.t", "CREATE POLICY p ON public.t AS RESTRICTIVE"]),
    ],
)
def test_rules(each_server: ScratchServer, before: str, after: str, said: list[str] | None) -> None:
    statements = moved(each_server, f"{TABLES} CREATE POLICY p ON public.t {before}", f"{TABLES} CREATE POLICY p ON public.t {after}")
    assert len(statements) == 1 if said is None else statements == said


def test_a_column_changes_its_type_below_a_policy(each_server: ScratchServer) -> None:
    policies = "CREATE POLICY p ON public.t USING (id > 1); COMMENT ON POLICY p ON public.t IS 'c';"
    said = moved(each_server, TABLES + policies, f"{TABLES} ALTER TABLE public.t ALTER id TYPE bigint; {policies}")
    assert said[0] == "DROP POLICY p ON public.t"
    assert said[-1] == "COMMENT ON POLICY p ON public.t IS 'c'"


def test_yaml() -> None:
    at = ("public", "t", "p")
    assert policy.read({"to": "PUBLIC"}, at) == {"to": []}
    assert policy.read({"to": "a, b", "for": "SELECT"}, at) == {"to": ["a", "b"], "for": "select"}
    with pytest.raises(ValueError, match="one of all, select"):
        policy.read({"for": "truncate"}, at)
    found = Policy(id=ObjectId("policy", at), for_="select", to=("app_rw",), using="true")
    assert policy.write(found, {}) == {"for": "select", "to": ["app_rw"], "using": "true"}
