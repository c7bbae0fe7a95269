"""A disk that gets full in the middle of an apply."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
import servers

from faults import running
from faults.filling import fill, small_disk
from faults.killing import killer


def mountable() -> bool:
    """Only root may mount, and not in every container."""
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


@pytest.mark.skipif(not mountable(), reason="needs the right to mount a small file system")
def test_a_full_disk_loses_nothing() -> None:
    folder: Path = running.own_folder("full")
    with killer(folder, running.programs(servers.EMBEDDED[0])) as found, small_disk(found.machine, folder / "small") as disk:
        codes = [fill(found, disk, number).code for number in range(8)]
    assert {1, 8} & {*codes}, "the disk was never full"
