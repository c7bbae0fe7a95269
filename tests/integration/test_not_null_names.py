"""Names of NOT NULL constraints, which partitions do not always share."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.prove import pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Par "T x':
    columns: {id: integer not null, old: text not null}
    partition_by: range (id)
  low:
    columns: {id: integer not null, old: text not null}
    partition_of: 'app."Par ""T x" for values from (0) to (100)'
"""


def test_a_name_that_a_partition_does_not_share_is_kept_or_refused(server: ScratchServer) -> None:
    renamed = BEFORE.replace("old: text not null", "new: {type: text, not_null: true, renamed_from: old}")
    kept = renamed.replace("renamed_from: old}", "renamed_from: old, not_null_name: 'Par \"T x_old_not_null'}", 1)
    targets = [wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope()) for text in (BEFORE, renamed, kept)]
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, targets[0])
        live = introspect(conn, whole_server=True)
        with pytest.raises(RefusedError, match=r'not_null" on app\.low|low_old_not_null') as refused:
            propose(server, live, scenario._again(targets[1]))
        assert refused.value.problems[0].code == "S307"
        for step in propose(server, live, scenario._again(targets[2])).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), targets[2])
