"""Where the servers that schemactl starts keep their files, and which account they run as."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

from schemactl.errors import ConfigurationError

# sun_path holds 107 bytes; the socket's own name ("/.s.PGSQL.5432.lock") takes 19 of them.
_LONGEST_SOCKET_FOLDER = 88


def account() -> pwd.struct_passwd | None:
    """Who servers run as when that is not ourselves: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise ConfigurationError(
            "a PostgreSQL server cannot run as root, and there is no user nobody", hint="run as another user, or set scratch_url"
        ) from None


def as_account() -> dict[str, Any]:
    """What `subprocess` needs to run a program of the server: the account, a folder it may enter, a bare environment."""
    user = account()
    drop = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    # Without an environment of ours: LC_ALL, TZ and PG* would change what initdb writes.
    return {**drop, "cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}}


def cache_folder() -> Path:
    """Clusters and copies of binaries: `$XDG_CACHE_HOME/schemactl`, or below /var/tmp where the server's account cannot get there."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(home) / "schemactl"
    if os.path.isabs(home) and reachable(folder):
        try:
            open_folder(folder)
        except OSError:
            return common_folder()
        if os.access(folder, os.W_OK):
            return folder
    return common_folder()


def common_folder() -> Path:
    """A folder of ours in a place where everybody may write: never one that somebody else put there."""
    place = Path("/var/tmp") if os.path.isdir("/var/tmp") else Path(tempfile.gettempdir())  # noqa: S108 - ownership is checked below
    return _own_folder(place / f"schemactl-{os.geteuid()}")


def _own_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o755, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise ConfigurationError(f"{folder} belongs to somebody else", hint="remove it, or set XDG_CACHE_HOME to a folder of your own")
    return folder


def reachable(path: Path) -> bool:
    """Whether the account of servers may pass every folder on the way."""
    if account() is None:
        return True
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.exists())


def open_folder(path: Path) -> Path:
    """Make a folder, and those above it, that the server's account may pass whatever our umask says."""
    for one in (*reversed(path.parents), path):
        if not one.exists():
            one.mkdir(exist_ok=True)
            if account() is not None:
                one.chmod(0o755)
    return path


def server_folder(path: Path) -> Path:
    """Make a folder that only the server's account may enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    user = account()
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def socket_folder(wanted: Path) -> Path:
    """The wanted folder, or a short one where its path would not fit into a socket's address."""
    if len(os.fsencode(wanted)) <= _LONGEST_SOCKET_FOLDER:
        return server_folder(wanted)
    return server_folder(common_folder() / f"socket-{digest(str(wanted))}")


def readable_copy(install: Path) -> Path:
    """An installation of PostgreSQL that the server's account can read: itself, or a copy of it made once."""
    if reachable(install):
        return install
    program = (install / "bin/postgres").stat()
    copy = cache_folder() / f"postgres-{digest(f'{install} {program.st_size} {program.st_mtime_ns}')}"
    if not copy.exists():
        # Complete or absent: two processes may copy at once, and one may be killed meanwhile.
        fresh = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
        _copy(install, fresh)
        try:
            fresh.rename(copy)
        except OSError:
            shutil.rmtree(fresh)
    return copy / install.parent.name / install.name


def _copy(install: Path, folder: Path) -> None:
    package = install.parent
    shutil.copytree(install, folder / package.name / install.name)
    # Programs of a wheel look for their libraries in a folder beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    for one in (folder, folder / package.name, folder / package.name / install.name):
        one.chmod(0o755)


def boot() -> str:
    """Changes when the machine restarts; empty where that cannot be known."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def digest(text: str) -> str:
    """A short name for a long one."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]
