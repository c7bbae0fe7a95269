"""Publications on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, moved, rebuilt, state_of

from schemactl.kinds import publication
from schemactl.kinds.publication import Publication
from schemactl.kinds.publication_table import PublicationTable
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.scratch.server import ScratchServer

TABLES = """
CREATE SCHEMA "A b";
CREATE TABLE public.t (id integer PRIMARY KEY, note text, status text);
CREATE TABLE public.kid () INHERITS (public.t);
CREATE TABLE "A b"."T"".x" ("N m" integer PRIMARY KEY);
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    newer = each_server.major >= 15
    said = rebuilt(
        each_server,
        TABLES
        + """
CREATE PUBLICATION "P ""q" WITH (publish = 'delete, insert', publish_via_partition_root = true);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = '');
CREATE PUBLICATION few FOR TABLE public.t, "A b"."T"".x";
COMMENT ON PUBLICATION few IS 'c';
"""
        + (
            'CREATE PUBLICATION fine FOR TABLE ONLY public.t (id, note) WHERE (id > 1), TABLE "A b"."T"".x" WHERE ("N m" < 5);'
            if newer
            else ""
        )
        + ('CREATE PUBLICATION schemas FOR TABLES IN SCHEMA "A b", TABLE public.t;' if newer else "")
        + ("CREATE PUBLICATION gen WITH (publish_generated_columns = stored);" if each_server.major >= 18 else ""),
    )
    assert 'CREATE PUBLICATION "P ""q" WITH (publish = \'insert, delete\', publish_via_partition_root = true)' in said
    assert "ALTER PUBLICATION few ADD TABLE ONLY public.kid" in said
    assert not newer or "ALTER PUBLICATION fine ADD TABLE ONLY public.t (id, note) WHERE ((id > 1))" in said


def test_rules(each_server: ScratchServer) -> None:
    before = f"{TABLES} CREATE PUBLICATION p FOR TABLE public.t"
    said = moved(each_server, before, f'{TABLES} CREATE PUBLICATION p FOR TABLE "A b"."T"".x" WITH (publish = \'insert\')')
    assert "ALTER PUBLICATION p DROP TABLE ONLY public.t" in said
    assert "ALTER PUBLICATION p SET (publish = 'insert')" in said
    assert moved(each_server, before, f"{TABLES} CREATE PUBLICATION p FOR ALL TABLES")[0] == "DROP PUBLICATION p"
    said = moved(each_server, before, f"{TABLES} CREATE PUBLICATION p FOR TABLE public.t WITH (publish_via_partition_root = true)")
    assert said == ["ALTER PUBLICATION p SET (publish_via_partition_root = true)"]


def test_a_table_goes_and_comes(each_server: ScratchServer) -> None:
    before = "CREATE TABLE public.a (id integer PRIMARY KEY); CREATE PUBLICATION p FOR TABLE public.a"
    said = moved(each_server, before, "CREATE TABLE public.b (id integer PRIMARY KEY); CREATE PUBLICATION p FOR TABLE public.b")
    assert said.index("ALTER PUBLICATION p DROP TABLE ONLY public.a") < said.index("DROP TABLE public.a")


def test_a_column_changes_its_type_below_a_row_filter(server: ScratchServer) -> None:
    published = "CREATE PUBLICATION p FOR TABLE public.a WHERE (id > 1)"
    moved(
        server,
        f"CREATE TABLE public.a (id integer PRIMARY KEY); {published}",
        f"CREATE TABLE public.a (id bigint PRIMARY KEY); {published}",
    )


def test_columns_and_schemas_change(server: ScratchServer) -> None:
    before = f"{TABLES} CREATE PUBLICATION p FOR TABLE public.t (id); CREATE PUBLICATION s FOR TABLES IN SCHEMA public"
    after = f'{TABLES} CREATE PUBLICATION p FOR TABLE public.t (id, note); CREATE PUBLICATION s FOR TABLES IN SCHEMA "A b"'
    said = moved(server, before, after)
    assert "ALTER PUBLICATION s DROP TABLES IN SCHEMA public" in said
    assert 'ALTER PUBLICATION s ADD TABLES IN SCHEMA "A b"' in said


def test_yaml(server: ScratchServer) -> None:
    at = ("p",)
    assert publication.read({"tables": ["app.orders"], "publish": "insert update"}, at) == {
        "tables": {"app.orders": None},
        "publish": ["insert", "update"],
    }
    with pytest.raises(ValueError, match="not merge"):
        publication.read({"publish": "merge"}, at)
    found = Publication(id=ObjectId("publication", at), publish=("insert",))
    assert publication.write(found, {"tables": {"a.b": None}}) == {"publish": "insert", "tables": ["a.b"]}
    state = comes_back(state_of(server, f'{TABLES} CREATE PUBLICATION p FOR TABLE ONLY public.t (id), TABLE "A b"."T"".x"'))
    tables = [obj.id.name for obj in state if isinstance(obj, PublicationTable)]
    assert sorted(tables) == ['"A b"."T"".x"', "public.t"]
    assert ObjectId("table", ("public", "t")) in state.objects


def test_a_publication_lives_in_no_schema() -> None:
    scope = Scope(schemas=("app",))
    assert scope.manages(ObjectId("publication_table", ("p", "app.t")))
    assert scope.manages(ObjectId("privilege", ("language", "plsomething", "PUBLIC")))
    assert not scope.manages(ObjectId("privilege", ("table", "other", "t", "PUBLIC")))
