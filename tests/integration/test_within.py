"""What a scope lets in, found fast, is what the rules say of each object by itself."""

from __future__ import annotations

from pathlib import Path

import scenario

from schemactl.live.hosts import host_of
from schemactl.live.introspect import introspect
from schemactl.live.within import _holder, _left_partitions, managed
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.scratch.server import ScratchServer

IGNORED = ("table:*", "view:*", "sequence:*", "column:*.*.*", "type:*", "*:app.a*", "domain:*", "index:*", "comment:*", "schema:*")
SCOPES = [
    Scope(),
    Scope(owners=False, grants=False),
    Scope(schemas=("a*",)),
    *(Scope(ignore=(one,)) for one in IGNORED),
    Scope(schemas=("nothing",), include=("table:*",)),
    Scope(unmanaged_partitions=("*.*",)),
]


def one_by_one(state: State, scope: Scope) -> set[ObjectId]:
    """Nothing remembered, nothing left out."""
    left = _left_partitions(state, scope)

    def is_managed(one: ObjectId) -> bool:
        if one in left or not scope.manages(one):
            return False
        host = host_of(one, state)
        if host is not None and not scope.includes(one) and not (host in state.objects and is_managed(host)):
            return False
        holder = _holder(one, state)
        return holder is None or is_managed(holder)

    return {one for one in state.objects if is_managed(one)}


def test_the_same(server: ScratchServer, scenario_folder: Path) -> None:
    state = scenario._state(server, scenario_folder / "before.yaml").state
    for scope in SCOPES:
        assert managed(state, scope) == one_by_one(state, scope), scope


def test_what_belongs_to_something_out_of_scope_is_out_with_what_lives_in_it(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute('CREATE SCHEMA app; CREATE TABLE app."tmp Q" (id serial PRIMARY KEY); COMMENT ON SEQUENCE app."tmp Q_id_seq" IS \'x\'')
        state = introspect(conn)
    for scope in (*SCOPES, Scope(ignore=("table:app.tmp*",))):
        assert managed(state, scope) == one_by_one(state, scope), scope
    assert not [one for one in managed(state, Scope(ignore=("table:app.tmp*",))) if "seq" in str(one)]
