"""The safe forms of changes, as `tests/recipes/*.txt` has them: what each form of hazards.csv leads to in a plan, or why nothing.

A block begins with `== ID, ID | 17 18`: forms that it answers, and the majors that have it. A line is the schema's before (`-`), after (`+`) or both (` `), the rows (`!`),
a statement of the plan (`>` on every major, `>18` or `>14-17` on some; `…` stands for any text), or the reason why the safe form is not taken (`?`). `h` is a schema of the block's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "recipes"
MAJORS = (14, 15, 16, 17, 18)

MOVED = """
ALTER TABLE h.t ADD COLUMN n_new …
CREATE FUNCTION h."~t_n_online"() …
CREATE TRIGGER "~t_n_online" …
ALTER TABLE h.t ENABLE ALWAYS TRIGGER "~t_n_online"
UPDATE h.t SET n_new = … AND id >= $1 AND id <= $2
DROP TRIGGER "~t_n_online" ON h.t
DROP FUNCTION h."~t_n_online"()
ALTER TABLE h.t DROP COLUMN n
ALTER TABLE h.t RENAME COLUMN n_new TO n
ANALYZE h.t
"""
IN_PLACE = "ALTER TABLE h.t ALTER COLUMN n SET DATA TYPE …\nANALYZE h.t"

TYPES = """
enums: {e: [x, y], e2: [x, y]}
domains: {e0: text, i0: integer, d: {type: text, checks: {c: value <> 'z'}}}
collations: {coll: {locale: C}}
tables:
  t:
    columns:
      id: bigint primary key
"""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """`plan` is by major. `known` says why the safe form is not taken."""

    ids: tuple[str, ...]
    majors: tuple[int, ...] = MAJORS
    before: str
    after: str
    rows: str = ""
    plan: dict[int, tuple[str, ...]]
    known: str | None = None

    @property
    def schema(self) -> str:
        """Its own one."""
        return self.ids[0]

    def named(self, text: str) -> str:
        """The text with the schema's name."""
        return re.sub(r"\bh\.", f"{self.schema}.", text)

    def file(self, text: str) -> bytes:
        """One of its states as people write it."""
        return f"schema: {self.schema}\n{self.named(text)}\n".encode()

    def unnamed(self, sql: str) -> str:
        """A statement as its plan has it."""
        return " ".join(sql.replace(f"{self.schema}.", "h.").split())


def recipes() -> list[Recipe]:
    """Of every file."""
    found = [_block(text) for file in sorted(FOLDER.glob("*.txt")) for text in re.split(r"(?m)^== ", file.read_text(encoding="utf-8"))[1:]]
    return [*found, *_types("types_moved", MOVED, ", online: true"), *_types("types_in_place", IN_PLACE, "")]


def _block(text: str) -> Recipe:
    head, *lines = text.splitlines()
    ids, _, majors = head.partition("|")
    of = tuple(map(int, majors.split())) or MAJORS
    return Recipe(
        ids=tuple(one.strip() for one in ids.split(",")),
        majors=of,
        before=_marked(lines, " -"),
        after=_marked(lines, " +"),
        rows=_marked(lines, "!"),
        known=_marked(lines, "?").strip() or None,
        plan={major: tuple(_planned(lines, major)) for major in of},
    )


def _marked(lines: list[str], marks: str) -> str:
    return "\n".join(line[1:] for line in lines if line and line[0] in marks)


def _planned(lines: list[str], major: int) -> Iterator[str]:
    for line in lines:
        if found := re.match(r">(\d*)(?:-(\d+))? (.*)", line):
            first, last, sql = found.groups()
            if not first or int(first) <= major <= int(last or first):
                yield sql


def _types(file: str, plan: str, way: str) -> Iterator[Recipe]:
    """Lines of `ID, ID: type | other type | expression`, about the column `n`."""
    for line in (FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        ids, _, said = line.partition(": ")
        was, becomes, *using = said.split(" | ")
        given = f', using: "{using[0]}"' if using else ""
        yield Recipe(
            ids=tuple(ids.split(", ")),
            before=f"{TYPES}      n: {{{_type(was)}}}",
            after=f"{TYPES}      n: {{{_type(becomes)}{way}{given}}}",
            plan=dict.fromkeys(MAJORS, tuple(plan.strip().splitlines())),
        )


def _type(text: str) -> str:
    name, _, collation = text.partition(" collate ")
    return f'type: "{name}"' + (f", collation: '{collation}'" if collation else "")


def reasons() -> dict[str, str]:
    """Why a form has no recipe, by its id: `## reason`, and the ids below it."""
    sections = re.split(r"(?m)^## ", (FOLDER / "none.txt").read_text(encoding="utf-8"))[1:]
    return {one: section.partition("\n")[0] for section in sections for one in section.partition("\n")[2].split()}


def ids() -> list[str]:
    """Every form of hazards.csv."""
    return (FOLDER / "ids.txt").read_text(encoding="utf-8").split()


def fits(found: list[str], plan: tuple[str, ...]) -> bool:
    """Is it this plan, statement by statement?"""
    return len(found) == len(plan) and all(
        re.fullmatch(".*".join(map(re.escape, wanted.split("…"))), sql) for sql, wanted in zip(found, plan, strict=True)
    )
