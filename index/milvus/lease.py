"""One machine at a time writes to a store on Milvus: a row says which, and says so again for as long as it does.

Milvus compares nothing before it writes. So whoever wants to write puts a row of its own first and then looks for
others': of two who come at once, at least one sees the other and steps back. One that was killed says nothing any more;
after `LAPSED` seconds it is passed over, and one that finds itself silent for half of that writes no further.
"""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from uuid import getnode, uuid4

from ...corpus.errors import TracuuError
from ..errors import MilvusBusyError
from . import layout
from .client import Milvus
from .texts import quoted

BEAT = 5.0
"""Seconds between two sayings."""

LAPSED = 120.0
"""Seconds of silence after which a writer is taken for dead; one call with all its tries takes less than half."""

ROUNDS = 5
"""How often one that has stepped back comes again before it gives up."""

WRITING = "writing/"
"""What the key of a writer's row begins with, in the collection `current`."""


def node_of(data: Path) -> str:
    """What tells one data folder from every other: of two writers there one waits for the other's lock."""
    said = f"{getnode():x}/{socket.gethostname()}/{data.absolute().resolve()}"
    return sha256(said.encode(errors="surrogatepass")).hexdigest()[:16]


@contextmanager
def writing(milvus: Milvus, data: Path) -> Iterator[Milvus]:
    """Be the only one who writes to a store; what is given is the server, which takes nothing once that has ended.

    Args:
        milvus: the server.
        data: the data folder, of which the caller is the one writer.

    Raises:
        MilvusBusyError: another machine is writing; or inside, it was taken for dead and another one may be.
    """
    milvus.create(layout.CURRENT, layout.current)
    lease = Lease(milvus, WRITING + node_of(data))
    lease.take()
    beating = threading.Thread(target=lease.keep, daemon=True)
    beating.start()
    try:
        yield milvus.guarded(lease.check)
    finally:
        lease.end()
        beating.join()


class Lease:
    """The right to write, while it lasts.

    Args:
        milvus: the server.
        key: of the row that says so.
    """

    def __init__(self, milvus: Milvus, key: str) -> None:
        self._milvus = milvus
        self._key = key
        self._token = uuid4().hex
        self._beats = 0
        self._said = time.monotonic()
        self._ended = threading.Event()
        self._lost = False

    def take(self) -> None:
        """Wait for those who are silent to be taken for dead.

        Raises:
            MilvusBusyError: somebody else is alive.
        """
        for _ in range(ROUNDS):
            self._say()
            others = self._others()
            if not others:
                return
            self._withdraw()
            self._watch(others)
            time.sleep(random.uniform(0, BEAT / 5))
        raise MilvusBusyError(self._milvus.address)

    def keep(self) -> None:
        """Say it again until it ends; in a thread of its own."""
        while not self._ended.wait(BEAT):
            with suppress(TracuuError):  # a beat that fails is made up for by the next one, or else the lease lapses
                if self._has_lapsed() or not self._is_there():
                    self._lost = True
                    return
                self._say()

    def check(self) -> None:
        """Raise `MilvusBusyError` where others may have taken this one for dead."""
        if self._lost or self._has_lapsed():
            raise MilvusBusyError(self._milvus.address)

    def end(self) -> None:
        """Let others write; where that cannot be said now, they wait until it has lapsed."""
        self._ended.set()
        with suppress(TracuuError):
            self._withdraw()

    def _has_lapsed(self) -> bool:
        return time.monotonic() - self._said > LAPSED / 2

    def _say(self) -> None:
        began = time.monotonic()
        self._beats += 1
        body = json.dumps({"token": self._token, "beats": self._beats})
        self._milvus.put(layout.CURRENT, [{"key": self._key, "body": body, "nowhere": layout.NOWHERE}])
        self._said = began

    def _withdraw(self) -> None:
        self._milvus.delete(layout.CURRENT, f"key == {quoted(self._key)}")

    def _is_there(self) -> bool:
        said = self._rows().get(self._key)
        return said is not None and json.loads(said)["token"] == self._token

    def _others(self) -> dict[str, str]:
        return {key: body for key, body in self._rows().items() if key != self._key}

    def _rows(self) -> dict[str, str]:
        rows = self._milvus.rows(layout.CURRENT, f'key like "{WRITING}%"', ["key", "body"])
        return {row["key"]: row["body"] for row in rows}

    def _watch(self, others: dict[str, str]) -> None:
        """Until the others have gone, or have been silent for so long that they are let go of."""
        until = time.monotonic() + LAPSED
        while time.monotonic() < until:
            time.sleep(BEAT / 4)
            now = self._others()
            if not now:
                return
            if any(others.get(key) != body for key, body in now.items()):
                raise MilvusBusyError(self._milvus.address)
        self._milvus.delete(layout.CURRENT, f"key in {json.dumps(list(others))}")
