"""A stand-in for a connection pooler: forwards one session, and announces a process id of its own as poolers do."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

from psycopg.conninfo import conninfo_to_dict

PID = 4242


@contextlib.contextmanager
def through_a_pooler(url: str) -> Iterator[str]:
    """The URL under which the same database is reached through the pooler."""
    options = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, f"{options['host']}/.s.PGSQL.{options['port']}"), daemon=True).start()
        port = listener.getsockname()[1]
        yield f"postgresql://{options['user']}@127.0.0.1:{port}/{options['dbname']}?sslmode=disable&gssencmode=disable"


def _serve(listener: socket.socket, server_socket: str) -> None:
    client, _ = listener.accept()
    with client, socket.socket(socket.AF_UNIX) as server:
        server.connect(server_socket)
        threading.Thread(target=_forward, args=(client, server), daemon=True).start()
        with contextlib.suppress(OSError):
            _announce(server, client)
            _forward(server, client)


def _announce(server: socket.socket, client: socket.socket) -> None:
    """Messages of the login, up to BackendKeyData (K), whose process id is replaced."""
    while True:
        kind, length = struct.unpack("!cI", _exactly(server, 5))
        body = _exactly(server, length - 4)
        if kind == b"K":
            body = struct.pack("!I", PID) + body[4:]
        client.sendall(kind + struct.pack("!I", length) + body)
        if kind in b"KE":
            return


def _exactly(sock: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        found += sock.recv(count - len(found))
    return found


def _forward(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
        sink.shutdown(socket.SHUT_WR)
