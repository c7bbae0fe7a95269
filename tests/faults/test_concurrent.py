"""Many containers at once. `./dev faults --concurrent 50` measures the time as well."""

from __future__ import annotations

import pytest
import servers

from faults import quick, running
from faults.clients import spawner
from faults.images import image
from faults.machine import machine
from faults.racing import race
from faults.shapes import PARTITIONS


@pytest.mark.parametrize("major", servers.EMBEDDED)
def test_one_applies_and_all_succeed(major: int) -> None:
    folder = running.own_folder(f"race-{major}")
    with machine(folder / "server", running.programs(major)) as server, spawner(folder) as clients:
        race(server, clients, image(server, PARTITIONS, folder / "image", quick.fingerprints), 16)
