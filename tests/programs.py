"""The service as programs meet it: a process of its own over a copy of a store, and clients with keys."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.conftest import ROOT
from tracuu.door import Keys

COMMON, CLOSED = "chung", "kín"
PEOPLE = {
    "reader": ("reader", None),
    "editor": ("editor", None),
    "admin": ("admin", None),
    "of-common": ("admin", [COMMON]),
    "of-closed": ("reader", [CLOSED]),
}
"""Who has a key: the role, and the collections that may be seen."""


@dataclass
class Service:
    """A service that runs.

    Attributes:
        address: where.
        data: the folder of its store.
        process: it.
        keys: by whose each is.
        token: the page's.
        log: what it has said, to be read once it is stopped.
    """

    address: str
    data: Path
    process: subprocess.Popen[bytes]
    keys: dict[str, str]
    token: str
    log: Path
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, who: str | None = "admin") -> httpx.Client:
        """A client with that key; without any for None."""
        shown = {"Authorization": f"Bearer {self.keys[who]}"} if who else {}
        client = httpx.Client(base_url=self.address, headers=shown, trust_env=False, timeout=60)
        self.clients.append(client)
        return client

    def stop(self, by: int = signal.SIGTERM) -> int:
        """Stop it; its exit code."""
        self.process.send_signal(by)
        return self.process.wait(60)


def copy_of(store: Path, to: Path) -> Path:
    """A copy of a store, to be changed."""
    shutil.copytree(store, to)
    return to


def keys_for(data: Path) -> dict[str, str]:
    """A key for each of `PEOPLE`."""
    keys = Keys(data)
    return {name: keys.add(name, role, within, 2) for name, (role, within) in PEOPLE.items()}  # type: ignore[arg-type]


@contextmanager
def serving(
    data: Path,
    *options: str,
    keys: dict[str, str] | None = None,
    there: socket.socket | None = None,
    token: bool = True,
) -> Iterator[Service]:
    """`tracuu serve` over `data`, once it says its address; stopped in the end, if it still runs.

    Args:
        data: the folder of the store.
        options: of the command.
        keys: those that were made before; made now if None.
        there: a socket that it is handed, as systemd does.
        token: let the page be opened by one; False where people sign in.
    """
    if there is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    else:
        port = there.getsockname()[1]
    file, log = data.parent / f"{data.name}.token", data.parent / f"{data.name}.log"
    known = keys_for(data) if keys is None else keys
    command = [sys.executable, "-m", "tracuu.cli", "--data", str(data), "serve", "--port", str(port)]
    command += [*(["--token-file", str(file)] if token else []), *options]
    with log.open("ab") as said:
        begins = said.tell()
        if there is not None:
            handed = f'exec 3<&{there.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"'
            command = ["bash", "-c", handed, "bash", *command]
        passed = (there.fileno(),) if there is not None else ()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, pass_fds=passed, env={**os.environ})
    try:
        while not re.search(rb"http://\S+", log.read_bytes()[begins:]):
            assert process.poll() is None, log.read_text("utf-8")
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        service = Service(
            f"http://127.0.0.1:{port}", data, process, known, file.read_text().strip() if token else "", log
        )
        yield service
        for client in service.clients:
            client.close()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
