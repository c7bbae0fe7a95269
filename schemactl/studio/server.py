"""The application on a port of 127.0.0.1, until somebody ends it."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from schemactl.errors import ConfigurationError
from schemactl.studio.application import application
from schemactl.studio.guard import Keys
from schemactl.studio.site import Site

HOST = "127.0.0.1"
GRACE = 3
"""Seconds that requests have to end once the studio is asked to."""


def serve(site: Site, port: int, ready: Callable[[str], None]) -> None:
    """Listen, say the address, answer. Port 0 is one that is free. Ends by KeyboardInterrupt, or by whatever SIGTERM raises."""
    with listening(port) as listener:
        keys = Keys(listener.getsockname()[1])
        server = made(site, keys)
        ready(keys.address)
        server.run(sockets=[listener])


def made(site: Site, keys: Keys) -> uvicorn.Server:
    """Whoever runs it gives it a socket."""
    return uvicorn.Server(
        uvicorn.Config(
            application(site, keys),
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=GRACE,
            h11_max_incomplete_event_size=64 * 1024,
        )
    )


def listening(port: int) -> socket.socket:
    """A socket of this machine's own; ConfigurationError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise ConfigurationError(
            f"port {port} of {HOST} cannot be used: {error.strerror}", hint="give another one with --port, or none"
        ) from error
    return listener
