"""Takes back what the server gives unasked: right behind what a plan creates, in its transaction, before anything else has time to fail.

Nobody shall read a new table while the indexes are built that its plan builds concurrently.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.ready import Node


class Settling:
    """What is to be taken back of the objects that were created so far; each is asked about once."""

    def __init__(self, ctx: Planning) -> None:
        self._ctx = ctx
        self._asked: set[ObjectId] = set()
        self._due: list[Statement] = []
        self._where: tuple[str, ...] | None = None

    def created(self, nodes: list[Node]) -> None:
        """These are there now."""
        for verb, object_id in nodes:
            if verb == "create":
                self._due += self._of(object_id)
                self._where = object_id.path[:2]

    def before(self, statement: Statement) -> Iterator[Statement]:
        """What is due before the next statement: parts of one table may still come to stand in one ALTER TABLE."""
        if self._due and (statement.object_id.path[:2] != self._where or not statement.transactional or statement.alone):
            yield from self._due
            self._due = []

    def rest(self) -> Iterator[Statement]:
        """What is due at the end, with all that came about by the statements of something else."""
        yield from self._due
        created = [one for one in self._ctx.desired.objects if one in self._ctx.actions.create]
        for object_id in created:
            yield from self._of(object_id)
        for settle in (kind.settle for kind in KINDS if kind.settle):
            for object_id in created:
                if not self._ctx.stays(object_id):
                    yield from settle(self._ctx.desired.objects[object_id], self._ctx)

    def _of(self, object_id: ObjectId) -> Iterator[Statement]:
        if object_id in self._asked or self._ctx.stays(object_id):
            return
        self._asked.add(object_id)
        for take_back in (kind.take_back for kind in KINDS if kind.take_back):
            yield from take_back(self._ctx.desired.objects[object_id], self._ctx)
