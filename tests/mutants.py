"""Plan folders that somebody changed: by one byte, by lines, by files, or with the hashes made right again. None of them may run.

Mutant N is always the same one. The witness is a sequence that every DDL command and every data step of the plans moves on: sequences do
not roll back.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from plan_folder import PlanFolder, opened, step, taken

from schemactl.applying.apply import apply
from schemactl.applying.options import Options
from schemactl.errors import IntegrityError, SchemactlError
from schemactl.live.connection import Connection

LOCK = "plans.lock"
PROTECTED = Options(mode="protected", tool_version="1.0")
_WITNESS = (
    "CREATE SCHEMA witness",
    "CREATE SEQUENCE witness.moved",
    "CREATE FUNCTION witness.move() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('witness.moved'); END $$",
    "CREATE EVENT TRIGGER moves ON ddl_command_start EXECUTE FUNCTION witness.move()",
)


def folder_of(path: Path) -> PlanFolder:
    """Five plans of every kind of step; the first two are for the database to have run."""
    folder = PlanFolder(path)
    for number in range(1, 6):
        tables = tuple(f"t{number}_{one}" for one in range(8))
        makes = [f'CREATE TABLE public.{one} (id bigint, "Odd ""C x" text DEFAULT \'-- step 1: data\')' for one in tables]
        folder.add(
            f"plan_{number}",
            step(*makes),
            step(f"CREATE INDEX CONCURRENTLY {tables[0]}_idx ON public.{tables[0]} (id)", mode="no transaction"),
            step("SELECT nextval('witness.moved')", mode="data"),
            step(*(f"COMMENT ON TABLE public.{one} IS 'Ein; Wort'" for one in tables)),
            makes=(*tables, f"{tables[0]}_idx"),
        )
    return folder


class Bench:
    """A database that ran the first two plans, a repository that holds all five, and a copy of them to be changed."""

    def __init__(self, url: str, home: Path) -> None:
        self.home = home
        self.conn: Connection = opened(url)
        for statement in _WITNESS:
            self.conn.execute(statement.encode())
        self.whole = home / "whole" / "plans"
        folder_of(self.whole)
        _git(self.whole.parent, "init", "-q")
        _git(self.whole.parent, "add", ".")
        _git(self.whole.parent, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "plans")
        shutil.copytree(self.whole.parent, home / "changed")
        apply(self.conn, self.whole, Options(mode="protected", to="2"), fingerprints=taken)
        self.moved = self._moved()

    def judge(self, number: int) -> str | None:
        """What is wrong with how mutant `number` was met; None when it was refused with exit code 7 and nothing ran."""
        changed = self.home / "changed" / "plans"
        shutil.rmtree(changed)
        shutil.copytree(self.whole, changed)
        what = mutate(changed, random.Random(number))
        try:
            apply(self.conn, changed, PROTECTED, fingerprints=taken)
        except IntegrityError:
            ran = self._moved() - self.moved
            return f"{what}: refused, and {ran} commands ran" if ran else None
        except SchemactlError as error:
            return f"{what}: exit code {error.exit_code} instead of 7: {error}"
        return f"{what}: it ran"

    def close(self) -> None:
        self.conn.close()

    def _moved(self) -> int:
        row = self.conn.execute("SELECT last_value FROM witness.moved").fetchone()
        assert row is not None
        return int(row[0])


def mutate(folder: Path, chance: random.Random) -> str:
    """Change the folder in one way; what was done. Nine in ten are single bytes."""
    while True:
        change = _byte if chance.random() < 0.9 else chance.choice(_CHANGES)
        before = _contents(folder)
        what = change(folder, chance)
        if _contents(folder) != before:
            return what


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _plan(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(folder.glob("*.sql")))


def _byte(folder: Path, chance: random.Random) -> str:
    """One byte flipped, put in or taken out, anywhere."""
    file = chance.choice(_files(folder))
    data, how = bytearray(file.read_bytes()), chance.choice(("flip", "insert", "delete", "replace"))
    at = chance.randrange(len(data))
    match how:
        case "flip":
            data[at] ^= 1 << chance.randrange(8)
        case "insert":
            data.insert(at, chance.choice(b" \n\r\t;-\0aZ09'\"\\/*" + bytes([chance.randrange(256)])))
        case "delete":
            del data[at]
        case _:
            data[at] = chance.randrange(256)
    file.write_bytes(data)
    return f"{how} of byte {at} of {file.name}"


def _swapped_lines(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    lines = file.read_bytes().split(b"\n")
    one, other = chance.randrange(len(lines) - 1), chance.randrange(len(lines) - 1)
    lines[one], lines[other] = lines[other], lines[one]
    file.write_bytes(b"\n".join(lines))
    return f"lines {one + 1} and {other + 1} of {file.name} swapped"


def _windows(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    return f"{file.name} with CRLF"


def _mark(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    return f"{file.name} with a byte order mark"


def _cut(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data))])
    return f"{file.name} cut off"


def _gone(folder: Path, chance: random.Random) -> str:
    file = chance.choice(_files(folder))
    file.unlink()
    return f"{file.name} missing"


def _renamed(folder: Path, chance: random.Random) -> str:
    file = _plan(folder, chance)
    name = chance.choice((f"{file.stem}x.sql", f"0{file.name}", f"{file.name}.bak", f"{int(file.name[:4]) + 1:04d}{file.name[4:]}"))
    if not (folder / name).exists():
        file.rename(folder / name)
    return f"{file.name} renamed to {name}"


def _exchanged(folder: Path, chance: random.Random) -> str:
    one, other = _plan(folder, chance), _plan(folder, chance)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"{one.name} and {other.name} exchanged"


def _copied(folder: Path, chance: random.Random) -> str:
    file = _plan(folder, chance)
    name = chance.choice(("0006_plan_6.sql", f"{file.name[:4]}_again.sql"))
    (folder / name).write_bytes(file.read_bytes())
    return f"{file.name} copied to {name}"


def _linked(folder: Path, chance: random.Random) -> str:
    file = _plan(folder, chance)
    outside = folder.parent / "outside.sql"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    (file.with_name("0006_plan_6.sql") if chance.random() < 0.5 else file).symlink_to(outside)
    return f"{file.name} is a link out of the folder"


def _injected(folder: Path, chance: random.Random, *, listed: bool = False) -> str:
    """A statement more, and the header's seal made right; with `listed` the lock file, too: then HEAD speaks."""
    file = _plan(folder, chance)
    head, _, body = file.read_bytes().partition(b"\n\n")
    at = body.rindex(b"COMMIT;")
    number = body.count(b"-- statement 4.") + 1
    body = body[:at] + b"\n-- statement 4.%d - table public.t1_0\nDROP TABLE public.t1_0;\n" % number + body[at:]
    head = re.sub(rb"sha256:[0-9a-f]{64}", b"sha256:" + sha256(body).hexdigest().encode(), head)
    before = sha256(file.read_bytes()).hexdigest()
    file.write_bytes(head + b"\n\n" + body)
    if listed:
        lock = folder / LOCK
        lock.write_text(lock.read_text().replace(before, sha256(file.read_bytes()).hexdigest()))
    return f"a DROP in {file.name}, sealed{' and listed' if listed else ''}"


def _injected_and_listed(folder: Path, chance: random.Random) -> str:
    return _injected(folder, chance, listed=True)


def _unlisted(folder: Path, chance: random.Random) -> str:
    """The last plan and its line gone, or a line moved: the lock file is another than HEAD's."""
    lock = folder / LOCK
    lines = lock.read_text().splitlines(keepends=True)
    chance.shuffle(lines)
    lock.write_text("".join(lines))
    return "the lock file in another order"


_CHANGES: tuple[Callable[[Path, random.Random], str], ...] = (
    _swapped_lines,
    _windows,
    _mark,
    _cut,
    _gone,
    _renamed,
    _exchanged,
    _copied,
    _linked,
    _injected,
    _injected_and_listed,
    _unlisted,
)


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True)
