"""What git knows about the plans folder: are its files the ones of HEAD?"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

from schemactl.errors import ConfigurationError


def uncommitted(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...] | None:
    """Names of `files` that are not in HEAD with these bytes; None where there is no git or no repository.

    The bytes are compared, not the index: `git update-index --assume-unchanged` hides edits from `git status`.
    """
    if not files or _git(folder, "rev-parse", "--is-inside-work-tree") is None:
        return None
    committed = _committed(folder)
    return tuple(name for name, data in files.items() if committed.get(name) not in _blob_ids(data))


def head(folder: Path) -> str | None:
    """The commit checked out, if there is one."""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD") if folder.is_dir() else None
    return found.decode().strip() if found else None


def files_at(folder: Path, revision: str) -> dict[str, bytes] | None:
    """Every file below the folder as a revision holds it; None where git knows no such revision."""
    if (
        not folder.is_dir()
        or (commit := _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")) is None
    ):
        return None
    name = commit.decode().strip()
    listing = _git(folder, "ls-tree", "-r", "-z", "--name-only", name, "./") or b""
    paths = [path.decode(errors="surrogateescape") for path in listing.split(b"\0") if path]
    return {path: _git(folder, "cat-file", "blob", f"{name}:./{path}") or b"" for path in sorted(paths)}


def file_at(folder: Path, name: str, revision: str) -> bytes | None:
    """One file of the folder as a revision holds it."""
    if _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is None:
        return None
    return _git(folder, "cat-file", "blob", f"{revision}:./{name}")


def other_branch(folder: Path) -> str | None:
    """What this branch is being merged with or put on top of; otherwise the main branch, unless this is it."""
    if _git(folder, "rev-parse", "--verify", "--quiet", "MERGE_HEAD"):
        return "MERGE_HEAD"
    found = _git(folder, "rev-parse", "--git-path", "rebase-merge", "--git-path", "rebase-apply") or b""
    if any((folder / path).is_dir() for path in found.decode().splitlines()):
        return "HEAD"
    here = head(folder)
    for name in ("origin/HEAD", "origin/main", "origin/master", "main", "master"):
        commit = _git(folder, "rev-parse", "--verify", "--quiet", name)
        if commit is not None and commit.decode().strip() != here:
            return name
    return None


def _committed(folder: Path) -> dict[str, str]:
    """Each file's blob in HEAD; empty before the first commit."""
    listing = _git(folder, "ls-tree", "-r", "-z", "HEAD", "./") or b""
    entries = (line.partition(b"\t") for line in listing.split(b"\0") if line)
    return {name.decode(errors="surrogateescape"): meta.split()[-1].decode() for meta, _, name in entries}


def _blob_ids(data: bytes) -> tuple[str, str]:
    """How git names these bytes: in a repository of SHA-1 and in one of SHA-256."""
    blob = b"blob %d\0" % len(data) + data
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest(), hashlib.sha256(blob).hexdigest()


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers, or None. A repository that git refuses to read is an error: silence would pass for "no repository"."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S607 - whichever is on PATH is meant
    except FileNotFoundError:
        return None
    if b"dubious ownership" in done.stderr:
        raise ConfigurationError(
            f"git refuses to read the repository of {folder}: it belongs to another user",
            hint=f"git config --global --add safe.directory {folder.resolve()}",
        )
    return done.stdout if done.returncode == 0 else None
