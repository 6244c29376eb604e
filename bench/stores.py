"""Both kinds of store, to be tried or measured: in a folder, and in a database of a Milvus server that is a process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pymilvus import MilvusClient

from tracuu.index.copying import carry
from tracuu.index.milvus.client import CONNECTION
from tracuu.index.opening import Place, open_store
from tracuu.index.store import Store


@dataclass(frozen=True)
class Kind:
    """A kind of store: where the stores of a test are."""

    server: str | None = None

    def place(self, data: Path) -> Place:
        """The place that goes with a folder: in it, or in a database of the server with a name of its own."""
        if self.server is None:
            return Place(data)
        name = f"kho_{sha256(str(data).encode()).hexdigest()[:12]}"
        client = MilvusClient(uri=self.server, grpc_options=CONNECTION)
        if name not in client.list_databases():
            client.create_database(name)
        client.close()
        return Place(data, f"milvus:{self.server}/{name}")

    def open(self, data: Path) -> Store:
        """The store that goes with a folder; it may be empty still."""
        return open_store(self.place(data))

    def copy(self, data: Path, target: Path) -> Store:
        """A copy of the store that goes with a folder, to be changed."""
        shutil.copytree(data, target)
        if self.server is not None:
            carry(Place(target), self.place(target))
        return self.open(target)


@contextmanager
def milvus_server(data: Path, port: int | None = None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A milvus-lite server as a process of its own: its address, and the process, which may be killed."""
    port = port or free_port()
    program = Path(sys.executable).with_name("milvus-lite")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    server = subprocess.Popen(
        [program, "server", "--data-dir", data, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        while not _listens(port):  # one that never does is for pytest's own limit
            assert server.poll() is None, "the Milvus server has ended"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0
