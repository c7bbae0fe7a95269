"""A project whose schema files are changed one after the other, planned from what the last plan stood on, and from whole states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import scenario

from both_ways.judging import ALL, NO_ANSWER, SAME
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection
from schemactl.live.contents import read_contents
from schemactl.model.scope import Scope
from schemactl.planning import nearing, rebuilding
from schemactl.planning.seen import Seen
from schemactl.planning.work import EVERYTHING
from schemactl.plans import nearby
from schemactl.plans.make import Made, Project, Wish, make, nobody
from schemactl.scratch import cache
from schemactl.scratch.server import ScratchServer

WISH = Wish(base="live", accepted=(EVERYTHING,))


@contextmanager
def small_as_large(kept: Path) -> Iterator[None]:
    """What pays off in large schemas only is done in small ones too, and nothing is known but what is in this folder."""
    large = [patch.object(module, "MOST", ALL) for module in (nearby, nearing, rebuilding)]
    with ExitStack() as stack:
        for one in (patch.object(cache, "cache_folder", lambda: kept), patch.object(nearby, "FEWEST", 0), *large):
            stack.enter_context(one)
        yield


class Editing:
    """A project whose files are changed, and the database that it is planned for."""

    def __init__(self, folder: Path, server: ScratchServer, conn: Connection, scope: Scope) -> None:
        self.schema, self.server, self.conn = folder / "schema", server, conn
        self.schema.mkdir(exist_ok=True)
        self.project = Project(root=folder, schema=self.schema, plans=folder / "plans", scope=scope)
        self.seen = Seen(conn)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.schema / f"{name}.yaml").write_text(text, encoding="utf-8")

    def say(self, files: Mapping[str, str]) -> None:
        """These files, and no others."""
        for old in self.schema.rglob("*.*"):
            old.unlink()
        for name, text in files.items():
            path = self.schema / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def whole(self) -> Made | str:
        """The plan, or why there is none."""
        asked = nearby.asking(self.project, self.server, self.seen, WISH)
        assert asked is not None
        try:
            return make(
                self.project,
                self.server,
                self.seen.state,
                WISH,
                partial(read_contents, self.conn),
                look=lambda _state, scope: self.seen.fingerprints(scope),
                then=lambda standing, made: nearby.remember(asked, standing, made),
            )
        except SchemactlError as error:
            return str(error)

    def applied(self) -> None:
        """The database is where the files are, and that is known."""
        made = self.whole()
        assert isinstance(made, Made), made
        for step in made.proposal.steps:
            scenario._run(self.conn, step)
        self.seen = Seen(self.conn)
        again = self.whole()
        assert isinstance(again, Made)
        assert again.data is None

    def near(self) -> Made | None:
        asked = nearby.asking(self.project, self.server, self.seen, WISH)
        assert asked is not None
        return nearby.near(asked, nobody)

    def apart(self) -> str:
        """SAME, NO_ANSWER from nearby, or both answers."""
        found, whole = self.near(), self.whole()
        if found is None:
            return NO_ANSWER
        if isinstance(whole, str):
            return f"nearby {_told(found)}, as a whole {whole}"
        return SAME if _told(found) == _told(whole) else f"nearby {_told(found)}, as a whole {_told(whole)}"


def _told(made: Made) -> tuple[object, ...]:
    return (made.data or b"").decode(), made.breaks, made.unmodelled, [str(one.id) for one in made.proposal.changes]
