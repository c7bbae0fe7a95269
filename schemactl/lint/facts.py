"""What a statement does to a database that others use: locks, work, loss. A classifier fills it in, rules read it."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.tree import Path
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

_ORDER = {mode: number for number, mode in enumerate(Lock)}


class Loss(enum.StrEnum):
    """What is not as it was for whoever works with the database."""

    DATA = "data"
    STATE = "a sequence's state"
    PRECISION = "precision"
    DERIVED = "derived data"
    INTEGRITY = "integrity"
    PRIVILEGE = "privileges"
    VISIBILITY = "visibility"
    SECURITY = "security"
    BEHAVIOUR = "behaviour"
    COMPATIBILITY = "compatibility"
    DURABILITY = "durability"
    REPLICATION = "replication"
    PERFORMANCE = "performance"
    STALE = "stale values"
    IRREVERSIBLE = "no way back"


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Effort that grows with the rows: a new copy of a table, a scan of it, an index. `code` says why; None where nothing is to be said about it."""

    what: Literal["rewrite", "scan", "build"]
    relation: Path
    code: str | None = None
    about: ObjectId | None = None


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """What is lost, and with which object; without `loss`, what is only worth saying."""

    loss: Loss | None
    about: ObjectId | None = None
    code: str | None = None


class SoFar(msgspec.Struct):
    """What the plan's earlier statements did.

    `made` are relations that nobody else knows yet; `renamed` leads from a relation's, or a column's, name now to the one it had before. Rows of those that are `carried` stand somewhere
    else too; `gone` are partitions that were detached or dropped.
    """

    made: set[Path] = set()
    renamed: dict[Path, Path] = {}
    carried: set[Path] = set()
    gone: set[Path] = set()

    def before(self, path: Path) -> Path:
        """The name that a relation had in the state before the plan."""
        return self.renamed.get(path, path)

    def rename(self, path: Path, name: Path) -> None:
        """From here on the plan says another name."""
        self.renamed[name] = self.renamed.pop(path, path)
        if path in self.made:
            self.made.add(name)


class Facts:
    """Of one statement, on relations that were there before the plan."""

    def __init__(self, catalog: Catalog, so_far: SoFar, zone: str) -> None:
        self.catalog, self.so_far, self.zone = catalog, so_far, zone
        self.locks: dict[Path, Lock] = {}
        self.work: list[Work] = []
        self.lost: list[Lost] = []
        self.creates: list[Path] = []
        self.transactional = True
        self.unusable_until_commit = False
        self.unknown: str | None = None

    @property
    def major(self) -> int:
        return self.catalog.state.major

    def there(self, path: Path) -> bool:
        """Might others use it? What the state does not hold and the plan did not make is taken for there."""
        return path not in self.so_far.made

    def lock(self, path: Path, mode: Lock) -> None:
        """The strongest one stands. What bears the earlier name of another one may be new, and that one is not."""
        new, path = not self.there(path), self.so_far.before(path)
        if not new and _ORDER[mode] > _ORDER[self.locks.get(path, Lock.NONE)]:
            self.locks[path] = mode

    def lock_with_heirs(self, path: Path, mode: Lock) -> None:
        for one in (path, *self.catalog.heirs(path)):
            self.lock(one, mode)

    def _does(self, what: Literal["rewrite", "scan", "build"], path: Path, code: str | None, about: ObjectId | None) -> None:
        # A partitioned table has no rows of its own.
        new, path = not self.there(path), self.so_far.before(path)
        for one in (path, *self.catalog.heirs(path)) if self.catalog.partitioned(path) else (path,):
            if not (new if one == path else not self.there(one)) and not self.catalog.partitioned(one):
                self.work.append(Work(what=what, relation=one, code=code, about=about))

    def scan(self, path: Path, code: str | None = None, about: ObjectId | None = None) -> None:
        self._does("scan", path, code, about)

    def build(self, path: Path, code: str | None = None, about: ObjectId | None = None) -> None:
        """An index is built over it, which reads it."""
        self._does("build", path, code, about)

    def rewrite(self, path: Path, code: str | None = None, about: ObjectId | None = None) -> None:
        """It is copied, and its indexes are built anew."""
        self._does("rewrite", path, code, about)

    def new_file(self, path: Path) -> None:
        """An empty file takes its place: nothing is read."""
        if self.there(path):
            self.work.append(Work(what="rewrite", relation=path, code="empty"))

    def lose(self, loss: Loss, about: ObjectId | None = None, code: str | None = None) -> None:
        self.lost.append(Lost(loss=loss, about=about, code=code))

    def hint(self, code: str, about: ObjectId | None = None) -> None:
        """Worth saying, and nothing is lost."""
        self.lost.append(Lost(loss=None, about=about, code=code))
