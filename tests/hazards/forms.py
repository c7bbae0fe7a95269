"""The forms of hazards.csv, which stands beside the project and not in it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import msgspec

from schemactl.lint.facts import Loss

ROOT = Path(__file__).resolve().parents[2]
# Its words for what is lost, by how they begin; what begins otherwise is some part of a value.
LOSSES = {
    "none": None,
    "error if": None,
    "data": Loss.DATA,
    "app-break": Loss.COMPATIBILITY,
    "privilege": Loss.PRIVILEGE,
    "integrity": Loss.INTEGRITY,
    "visibility": Loss.VISIBILITY,
    "security": Loss.SECURITY,
    "performance": Loss.PERFORMANCE,
    "behaviour": Loss.BEHAVIOUR,
    "irreversible": Loss.IRREVERSIBLE,
    "durability": Loss.DURABILITY,
    "replication": Loss.REPLICATION,
    "sequence state": Loss.STATE,
    "duplicate keys": Loss.STATE,
    "derived": Loss.DERIVED,
    "index/generated": Loss.STALE,
}


MISSED = {"type_char10_to_varchar10": Loss.PRECISION}
"""What the file does not say and PostgreSQL does: length('ab'::char(5)::varchar(10)) is 2, as it is for text."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """`locks` by the relation's name, as far as the file names them; `fails` where it always does, `empty` where it does on a table with rows; `more_locks` where it counts further indexes."""

    id: str
    sql: str
    setup: str
    zone: str
    majors: frozenset[int]
    locks: dict[str, str]
    more_locks: bool
    rewrites: frozenset[str]
    scans: bool
    transactional: bool
    loss: Loss | None
    fails: bool
    empty: bool = False

    @property
    def needs(self) -> str:
        """The SQL that makes the database what the form meets: a time zone is the session's."""
        if self.empty:
            return "TRUNCATE h.t"
        return "" if self.setup.startswith("SET LOCAL") else self.setup


def table() -> Path | None:
    """`shared/hazards.csv` in a folder around the project."""
    return next((found for folder in ROOT.parents if (found := folder / "shared" / "hazards.csv").is_file()), None)


def read(path: Path) -> list[Form]:
    """Every form of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_form(row) for row in csv.DictReader(file)]


def _form(row: dict[str, str]) -> Form:
    zone = re.search(r"timezone='(.+)'", row["setup"])
    locks = dict(part.strip().split("=") for part in row["locks_pg18"].split(";") if "=" in part)
    works = row["works_on"]
    return Form(
        id=row["id"],
        sql=row["form"],
        setup=row["setup"],
        zone=zone[1] if zone else "UTC",
        majors=frozenset(range(14, 19)) if "EMPTY" in works else frozenset(map(int, re.findall(r"\d+", works))),
        locks=locks,
        more_locks="indexes" in row["locks_pg18"],
        rewrites=frozenset(() if row["rewrite"] in ("no", "") else row["rewrite"].split(",")),
        scans=row["full_scan"] not in ("no", "n/a", ""),
        transactional=not row["transactional"].startswith("no"),
        loss=MISSED.get(row["id"])
        or next((loss for word, loss in LOSSES.items() if row["data_loss"].lower().startswith(word)), Loss.PRECISION),
        fails=works.startswith("none"),
        empty="EMPTY" in works,
    )
