"""A TCP proxy before a server that knows where the protocol's messages end: something may happen before or after any of them.

https://www.postgresql.org/docs/current/protocol-message-formats.html
"""

from __future__ import annotations

import contextlib
import ctypes
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["client", "server"]

_CHUNK = 65536
# asm-generic/socket.h; Python's socket module does not name it.
_SO_ATTACH_FILTER = 26


@dataclass(frozen=True)
class Moment:
    """Before or after the proxy passes on message `number` that `sender` sent, and so many seconds later."""

    sender: Direction
    number: int
    after: bool
    delay: float = 0.0

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} message {self.number} of the {self.sender}, {self.delay * 1000:.0f} ms later"


@dataclass(eq=False)
class _Side:
    """One end of a session, and what it has sent so far of a message."""

    sender: Direction
    source: socket.socket
    sink: socket.socket
    started: bool = False
    rest: bytes = b""

    def messages(self, data: bytes) -> Iterator[bytes]:
        self.rest += data
        while size := self._size():
            yield self.rest[:size]
            self.rest = self.rest[size:]
            self.started = True

    def _size(self) -> int:
        # A client's first message has no letter before its length.
        head = 5 if self.started or self.sender == "server" else 4
        if len(self.rest) < head:
            return 0
        size = struct.unpack_from("!I", self.rest, head - 4)[0] + head - 4
        return size if len(self.rest) >= size else 0


@dataclass(eq=False)
class Wire:
    """Where clients connect, and what happened on the first session: only that one is counted and cut, others (watchers) pass."""

    server: str | tuple[str, int]
    moment: Moment | None = None
    act: Callable[[], None] = lambda: None
    counted: dict[Direction, int] = field(default_factory=lambda: {"client": 0, "server": 0})
    sent: list[tuple[Direction, bytes]] = field(default_factory=list)
    pid: int = 0
    fired: bool = False
    _sides: list[_Side] = field(default_factory=list)
    _first: tuple[socket.socket, socket.socket] | None = None
    _due: float | None = None
    _linger: list[tuple[float, socket.socket]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def close(self) -> None:
        """Every session ends here."""
        self._ended.set()
        self._thread.join()

    def cut(self) -> None:
        """Both ends are told at once that the other is gone."""
        for one in self._first or ():
            self._drop(one, reset=True)

    def cut_client(self, server_later: float) -> None:
        """The client is told; the server finds out later, as after keepalives went unanswered."""
        if self._first:
            client, server = self._first
            if server.fileno() < 0:
                return
            with contextlib.suppress(KeyError):
                self._selector.unregister(server)
            self._drop(client, reset=True)
            self._linger.append((time.monotonic() + server_later, server))

    def stall(self) -> None:
        """The line goes dead: nobody is told, and whatever either end sends is not even acknowledged."""
        for one in self._first or ():
            with contextlib.suppress(KeyError):
                self._selector.unregister(one)
            drop_everything(one)

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._once()
        finally:
            for side in self._sides:
                side.source.close()
            for _, one in self._linger:
                one.close()
            self._listener.close()
            self._selector.close()

    def _once(self) -> None:
        for key, _ in self._selector.select(0.005 if self._due or self._linger else 0.05):
            if key.fileobj is self._listener:
                self._accept()
            elif isinstance(key.data, _Side) and key.data.source.fileno() >= 0:
                # What came before it in this round may have closed it.
                self._pass_on(key.data)
        now = time.monotonic()
        if self._due is not None and now >= self._due:
            self._fire()
        for one in [pair for pair in self._linger if now >= pair[0]]:
            self._linger.remove(one)
            one[1].close()

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server = socket.socket(socket.AF_UNIX if isinstance(self.server, str) else socket.AF_INET)
        try:
            server.connect(self.server)
        except OSError:
            # No server there: the client is refused, as it would be without a proxy.
            client.close()
            return
        if self._first is None:
            self._first = (client, server)
        for side in (_Side("client", client, server), _Side("server", server, client)):
            self._sides.append(side)
            self._selector.register(side.source, selectors.EVENT_READ, side)

    def _pass_on(self, side: _Side) -> None:
        try:
            data = side.source.recv(_CHUNK)
        except OSError:
            data = b""
        if not data:
            self._drop(side.source)
            self._drop(side.sink)
            return
        with contextlib.suppress(OSError):
            if not self._first or side.source not in self._first:
                side.sink.sendall(data)
                return
            for message in side.messages(data):
                self._message(side, message)

    def _message(self, side: _Side, message: bytes) -> None:
        sender = side.sender
        self.counted[sender] += 1
        self.sent.append((sender, message[:200]))
        if sender == "server" and message[:1] == b"K":
            self.pid = struct.unpack_from("!I", message, 5)[0]
        here = self.moment and not self.fired and (self.moment.sender, self.moment.number) == (sender, self.counted[sender])
        if here and self.moment and not self.moment.after:
            self._soon()
        side.sink.sendall(message)
        if here and self.moment and self.moment.after:
            self._soon()

    def _soon(self) -> None:
        assert self.moment
        if self.moment.delay:
            self._due = time.monotonic() + self.moment.delay
        else:
            self._fire()

    def _fire(self) -> None:
        self._due, self.fired = None, True
        self.act()

    def settle(self, seconds: float = 10.0) -> None:
        """Wait until all that the client sent was passed on and what is due has happened: it may be gone before that."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (self._due is not None or any(one.fileno() >= 0 for one in self._first or ())):
            time.sleep(0.005)

    def _drop(self, one: socket.socket, *, reset: bool = False) -> None:
        if one.fileno() < 0:
            return
        with contextlib.suppress(KeyError):
            self._selector.unregister(one)
        if reset and one.family == socket.AF_INET:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.close()


def drop_everything(one: socket.socket) -> None:
    """The kernel drops each segment that arrives for this TCP socket, before it could acknowledge it: the other end is alone with its keepalives.

    A socket filter of one instruction, "keep 0 bytes"; https://docs.kernel.org/networking/filter.html
    """
    keep_nothing = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    one.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", 1, ctypes.addressof(keep_nothing)))


@contextlib.contextmanager
def wire(server: str | tuple[str, int], moment: Moment | None = None) -> Iterator[Wire]:
    """A proxy before a server's socket, for the time of the block."""
    one = Wire(server, moment)
    try:
        yield one
    finally:
        one.close()
