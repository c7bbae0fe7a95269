"""A Chromium for tests of pages, where this machine has one, and axe-core, which judges them, from npm."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from servers import CACHE

from schemactl.scratch.places import open_folder

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "there is no Chromium on this machine: on Debian, apt-get install chromium"
AXE = "4.14.1"
WITHOUT_AXE = f"npm does not give axe-core {AXE}: whether pages are accessible is not judged"


def chromium() -> str | None:
    """The program, if there is one."""
    return os.environ.get("CHROMIUM") or next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def axe() -> str | None:
    """The script, fetched once; None when npm is absent or does not answer."""
    home = open_folder(CACHE) / f"axe-core-{AXE}.js"
    if not home.exists():
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            try:
                subprocess.run(["npm", "pack", "--silent", f"axe-core@{AXE}"], cwd=folder, check=True, capture_output=True, timeout=120)
                with tarfile.open(next(Path(folder).glob("*.tgz"))) as tar:
                    tar.extract("package/axe.min.js", folder, filter="data")
            except (OSError, subprocess.SubprocessError, StopIteration):
                return None
            os.replace(Path(folder) / "package/axe.min.js", home)
    return home.read_text(encoding="utf-8")
