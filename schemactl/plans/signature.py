"""`plans.lock.sig`: is the lock file, and with it every plan, signed by somebody who may? ssh-keygen decides.

https://man.openbsd.org/ssh-keygen#Y: the file of allowed signers names principals and their keys, the namespace keeps a signature for
something else from being one for plans.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from schemactl.errors import ConfigurationError, IntegrityError, Where
from schemactl.plans import lockfile
from schemactl.plans.directory import PlanFile

SIGNATURE = f"{lockfile.LOCK_FILE}.sig"
NAMESPACE = "schemactl"
CODE = "S711"


def check(folder: Path, plans: Sequence[PlanFile], signers: Path) -> str:
    """Who signed these very plans; IntegrityError with code S711 where nobody did who may."""
    lock, signature = folder / lockfile.LOCK_FILE, folder / SIGNATURE
    if not signers.is_file():
        raise ConfigurationError(f"there is no file of allowed signers: {signers}", hint="allowed_signers in the configuration names it")
    if not signature.is_file():
        raise _unsigned(folder, f"{lock} is not signed: there is no {SIGNATURE}")
    data = lock.read_bytes()
    principal = _principal(folder, signature, signers)
    done = _ssh_keygen("verify", "-f", str(signers), "-I", principal, "-n", NAMESPACE, "-s", str(signature), data=data)
    if done.returncode != 0:
        raise _unsigned(folder, f"{signature} is not the signature of {lock.name} as it is now, or no longer valid")
    # What was signed is what runs: the bytes that were verified list the bytes that were read.
    if [(entry.filename, entry.sha256) for entry in lockfile.parse_lock(lock, data)] != [(plan.filename, plan.sha256) for plan in plans]:
        raise _unsigned(folder, f"{lock} changed while it was read")
    return principal


def _principal(folder: Path, signature: Path, signers: Path) -> str:
    done = _ssh_keygen("find-principals", "-s", str(signature), "-f", str(signers))
    names = done.stdout.decode(errors="replace").splitlines()
    if done.returncode != 0 or not names:
        raise _unsigned(folder, f"{signature} is by nobody whom {signers} names, or no signature at all")
    return names[0]


def _ssh_keygen(action: str, *words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", "-Y", action, *words], input=data, capture_output=True, check=False)  # noqa: S607 - whichever is on PATH is meant
    except FileNotFoundError as exc:
        raise ConfigurationError(
            "signatures are required, and there is no ssh-keygen to verify them with", hint="install OpenSSH's client programs"
        ) from exc


def _unsigned(folder: Path, message: str) -> IntegrityError:
    lock = folder / lockfile.LOCK_FILE
    return IntegrityError(
        message,
        hint=f"whoever releases plans signs them: ssh-keygen -Y sign -f KEY -n {NAMESPACE} {lock}",
        where=Where(file=str(lock), line=1, column=1),
        code=CODE,
    )
