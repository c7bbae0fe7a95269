"""A table that leaves its parent keeps what it had from it. The way back has no statement: PostgreSQL never makes a local column inherited only."""

from __future__ import annotations

from moves import moved

from schemactl.scratch.server import ScratchServer

PARENT = 'CREATE TABLE public."Par ent" (id integer, n text, CONSTRAINT positive CHECK (id > 0));'
INHERITING = PARENT + 'CREATE TABLE public.child (more integer) INHERITS (public."Par ent");'


def test_a_table_leaves_its_parent(each_server: ScratchServer) -> None:
    alone = INHERITING + 'ALTER TABLE public.child NO INHERIT public."Par ent";'
    assert moved(each_server, INHERITING, alone) == ['ALTER TABLE public.child NO INHERIT public."Par ent"']
