"""A database on a disk that gets full at some point of an apply: what ran stays, and with room again one rerun ends right. Needs root."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from faults.clients import Ended
from faults.killing import Killer, WrongEndError, applied
from faults.machine import Machine
from faults.shapes import SHAPES
from schemactl.scratch.places import server_folder

ROOMY = "400m"


class SmallDisk:
    """A tmpfs with a tablespace on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def resize(self, size: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", os.fspath(self._folder)], check=True)

    def leave(self, kilobytes: int) -> None:
        """So much is free, and no more."""
        found = os.statvfs(self._folder)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize // 1024
        self.resize(f"{used + kilobytes}k")


@contextlib.contextmanager
def small_disk(machine: Machine, folder: Path) -> Iterator[SmallDisk]:
    """Mounted for the time of the block; the server knows it as tablespace `small`."""
    folder.mkdir(mode=0o755)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", os.fspath(folder)], check=True)
    try:
        server_folder(folder / "space")
        with machine.connect("postgres") as admin:
            admin.execute(f"CREATE TABLESPACE small LOCATION '{folder / 'space'}'".encode())
        yield SmallDisk(folder)
    finally:
        # The server may still hold files there.
        subprocess.run(["umount", "--lazy", os.fspath(folder)], check=True)


def fill(killer: Killer, disk: SmallDisk, number: int) -> Ended:
    """The number chooses a shape and how much room is left; the end of the apply that had too little."""
    choice = random.Random(f"full {number}")
    one = killer.image(choice.choice(SHAPES))
    database = f"full_{number}"
    disk.resize(ROOMY)
    with killer.fresh(database, tablespace="small"):
        start = killer.machine.log.stat().st_size
        # The first session writes a cache of its own.
        killer.machine.connect(database).close()
        room = choice.choice((choice.randint(0, 60), choice.randint(60, 700), choice.randint(60, 1500)))
        disk.leave(room)
        first = applied(killer.spawner, one, killer.machine.url(database)).wait()
        disk.resize(ROOMY)
        second = applied(killer.spawner, one, killer.machine.url(database)).wait()
        told = f"{one.shape.name} with {room} kB left\n-- first: {first.code}\n{first.output}\n-- rerun: {second.code}\n{second.output}"
        if first.code not in (0, 1, 6, 8) or second.code != 0 or "Traceback" in first.output + second.output:
            raise WrongEndError(told)
        killer.judge_state(one, database, start, told)
    return first
