"""Whatever a user can make is known to a kind, part of what is known, or listed by name: catalog by catalog, object by object."""

from __future__ import annotations

from building import Both

from schemactl.live.introspect import introspect
from schemactl.scratch.server import ScratchServer

NOT_OBJECTS = {
    "pg_enum": "the values of a type",
    "pg_statistic_ext_data": "what ANALYZE found",
    "pg_largeobject_metadata": "rows of the database",
    "pg_type": "arrays, row types and multiranges come with what they are made of",
    "pg_class": "TOAST tables come with their tables, composite types are types",
    "pg_trigger": "constraints make triggers for themselves",
    "pg_rewrite": "a view's query",
}
"""Catalogs of which not every row has to be listed, and why."""


def test_every_object_is_looked_at(both: Both) -> None:
    """A row that is looked at is known, or named."""
    missing = {catalog: left for catalog, left in both.not_looked_at.items() if left and catalog not in NOT_OBJECTS}
    assert missing == {}


STRANGE = """
ALTER OPERATOR FAMILY pg_catalog.quad_point_ops USING spgist ADD OPERATOR 27 pg_catalog.=(text, text);
CREATE TABLE public.k (a integer PRIMARY KEY);
CREATE TABLE public.p (a integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES public.k) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
COMMENT ON CONSTRAINT f ON public.p1 IS 'lost by pg_dump as well';
COMMENT ON TYPE public.k IS 'of the row type';
"""


def test_what_no_kind_models_is_named(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        conn.execute(STRANGE.encode())
        found = introspect(conn).unmodelled
    assert found == (
        "operator 27 (text, text) of operator family quad_point_ops for access method spgist: =(text,text)",
        "the comment on constraint f on table public.p1",
        "the comment on type public.k",
    )
