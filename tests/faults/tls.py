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


_SIGNS = """
[ca]
default_ca = own
[own]
database = {folder}/index
rand_serial = yes
new_certs_dir = {folder}
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""


def certificate(folder: Path, name: str) -> Path:
    """A certificate for this name that signs itself, with its key in the same file."""
    file = folder / f"{name}.pem"
    file.write_text(_openssl("req", "-x509", *_request(name), "-days", "2", "-keyout", "-", "-out", "-"))
    return file


def expired(folder: Path, name: str) -> Path:
    """One as `certificate` makes, that ended in February 2020."""
    file, key, asked, signs = (folder / f"{name}.{ending}" for ending in ("expired.pem", "key", "csr", "cnf"))
    signs.write_text(_SIGNS.format(folder=folder))
    (folder / "index").touch()
    _openssl("req", *_request(name), "-keyout", str(key), "-out", str(asked))
    dates = ("-startdate", "20200101000000Z", "-enddate", "20200201000000Z")
    made = _openssl("ca", "-batch", "-config", str(signs), "-selfsign", "-keyfile", str(key), "-in", str(asked), *dates, "-notext")
    file.write_text(key.read_text() + made)
    return file


def _request(name: str) -> list[str]:
    return ["-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]


def _openssl(*words: str) -> str:
    openssl = shutil.which("openssl")
    assert openssl, "certificates are made with openssl: install it"
    return subprocess.run([openssl, *words], check=True, capture_output=True, text=True).stdout


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
