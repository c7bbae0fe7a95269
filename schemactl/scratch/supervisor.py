"""Run one PostgreSQL server and stop it when nobody has used it for a while. A program of its own: standard library only.

It detaches, and its first process ends when the server is ready (exit code 0) or has failed (1). Users hold a shared lock on a file, which
the kernel lets go of however they end; they touch the file when they come and go. A server whose supervisor dies stops with it (Linux).
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

_PR_SET_PDEATHSIG = 1
_POLL = 0.25
_READY_WITHIN = 60.0


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _run(job: dict[str, Any]) -> subprocess.Popen[bytes]:
    with open(job["log"], "wb") as log:
        return subprocess.Popen(
            job["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_die_with_parent, **job["process"]
        )


def _unused(users: int, linger: float) -> bool:
    """Whether the last user left `linger` seconds ago; then the lock stays ours, and the next user waits until the server is down."""
    if time.time() - os.fstat(users).st_mtime < linger:
        return False
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _supervise(job: dict[str, Any]) -> int:
    users = os.open(job["users"], os.O_RDWR | os.O_CREAT, 0o644)
    server = _run(job)
    # SIGINT is PostgreSQL's fast shutdown: sessions end, nothing is waited for.
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGINT))
    while server.poll() is None:
        if job["linger"] is not None and _unused(users, job["linger"]):
            server.send_signal(signal.SIGINT)
            return server.wait()
        time.sleep(_POLL)
    return server.returncode


def _state(pid_file: str) -> list[str]:
    try:
        with open(pid_file) as file:
            return file.read().splitlines()
    except OSError:
        return []


def _await_ready(child: int, pid_file: str, before: list[str]) -> int:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        state = _state(pid_file)
        # Line 8 is the server's state; a crash may have left a file that says "ready".
        if state != before and len(state) > 7 and state[7].strip() == "ready":
            return 0
        if os.waitpid(child, os.WNOHANG)[0]:
            return 1
        time.sleep(0.005)
    os.kill(child, signal.SIGTERM)
    return 1


def main() -> int:
    """The job is JSON on stdin: command, process (for Popen), log, pid_file, users, linger."""
    job = json.load(sys.stdin)
    before = _state(job["pid_file"])
    child = os.fork()
    if child:
        return _await_ready(child, job["pid_file"], before)
    os.setsid()
    os.chdir("/")
    sys.stdin.close()
    return _supervise(job)


if __name__ == "__main__":
    sys.exit(main())
