"""TLS before a server that has none: the wheel's is built without. The client's end, which is libpq's and ours, is real; so are the certificates."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

_SSL_REQUEST = 8
_CHUNK = 65536


def certificate(folder: Path, name: str) -> Path:
    """A certificate for this name that signs itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    assert openssl, "certificates are made with openssl: install it"
    file = folder / f"{name}.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    made = subprocess.run([openssl, *words, "-keyout", "-", "-out", "-"], check=True, capture_output=True, text=True)
    file.write_text(made.stdout)
    return file


@contextlib.contextmanager
def tls(server: str, certificate: Path | None) -> Iterator[int]:
    """A port where TLS is spoken with this certificate, and passed on to a server's socket; without one, a port that says yes and speaks something else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if certificate:
        context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepting = threading.Thread(target=_accept, args=(listener, server, context if certificate else None), daemon=True)
        accepting.start()
        yield listener.getsockname()[1]
        # A thread in accept() does not see that its socket is closed.
        listener.shutdown(socket.SHUT_RDWR)
        accepting.join()


def _accept(listener: socket.socket, server: str, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(client, server, context), daemon=True).start()


def _serve(client: socket.socket, server: str, context: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError), client:
        client.recv(_SSL_REQUEST)
        client.sendall(b"S")
        if context is None:
            client.sendall(b"this is no handshake")
            return
        with context.wrap_socket(client, server_side=True) as safe, socket.socket(socket.AF_UNIX) as behind:
            behind.connect(server)
            back = threading.Thread(target=_pass_on, args=(behind, safe), daemon=True)
            back.start()
            _pass_on(safe, behind)
            back.join()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_CHUNK):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)
