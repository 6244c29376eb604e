"""A network that is not to be trusted: a TCP proxy that delays, cuts, half-writes, refuses, goes silent, comes back."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 65_536

Disturbance = Callable[[bytes, int], tuple[bytes, bool]]
"""Given what the server says and how many bytes it has said to this client before: what of it is passed on, and whether
the connection goes on after that."""


def whole(said: bytes, _: int) -> tuple[bytes, bool]:
    """Pass all of it on."""
    return said, True


def cut_after(most: int) -> Disturbance:
    """Cut each connection when the server has said so many bytes: in the middle of an answer, as it falls."""

    def disturb(said: bytes, before: int) -> tuple[bytes, bool]:
        left = max(most - before, 0)
        return said[:left], len(said) <= left

    return disturb


def silent(_: bytes, __: int) -> tuple[bytes, bool]:
    """Say nothing, and keep the connection."""
    return b"", True


def at_random(seed: int, often: float) -> Disturbance:
    """Cut a connection in the middle of what is said, in that share of cases."""
    rng = random.Random(seed)

    def disturb(said: bytes, _: int) -> tuple[bytes, bool]:
        if rng.random() < often:
            return said[: rng.randrange(len(said))], False
        return said, True

    return disturb


@dataclass
class Proxy:
    """Between clients and one server.

    Attributes:
        target: the server's port.
        disturbs: what becomes of the server's answers.
        refusing: whether connections are closed as soon as they are made.
        connections: how many there were.
    """

    target: int
    disturbs: Disturbance = whole
    refusing: bool = False
    connections: int = 0
    _open: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where clients find it."""
        return int(self._listening.getsockname()[1])

    @property
    def address(self) -> str:
        """The same, as a client has it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """Listen no more, and close all that is open."""
        self._listening.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection there is."""
        for one in self._open[:]:
            _close(one)
        self._open.clear()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self.connections += 1
                if self.refusing:
                    _close(client)
                    continue
                try:
                    server = socket.create_connection(("127.0.0.1", self.target))
                except OSError:  # the server is not there
                    _close(client)
                    continue
                self._open += [client, server]
                threading.Thread(target=self._pass_on, args=(client, server, None), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, client, self), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, disturbed: Proxy | None) -> None:
        before = 0
        with suppress(OSError):
            while said := source.recv(CHUNK):
                passed, goes_on = said, True
                if disturbed is not None:
                    passed, goes_on = disturbed.disturbs(said, before)
                before += len(said)
                target.sendall(passed)
                if not goes_on:
                    break
        _close(source)
        _close(target)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def proxy(address: str) -> Iterator[Proxy]:
    """A proxy before the server at an address."""
    made = Proxy(int(address.rpartition(":")[2]))
    made.start()
    try:
        yield made
    finally:
        made.stop()
