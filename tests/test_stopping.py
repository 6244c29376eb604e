"""A service that is stopped loses no request that has come; one that is restarted at its socket loses none at all."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tests.conftest import ROOT
from tests.programs import Service, copy_of, keys_for, serving
from tests.test_api import REPORT
from tracuu.commands.application import app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and sockets are handed over otherwise there"),
]

DRAFT = json.dumps({"draft": "Cả năm được cấp 12 triệu đồng (Báo cáo số 214/BC-UBND). " * 3}).encode()
STREAMING = """
import asyncio
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route
from tracuu.door.listening import listen, listening
from tracuu.door.stopping import Leaving, Stopping
async def forever():
    while True:
        yield b"data: x\\n\\n"
        await asyncio.sleep(0.05)
async def stream(request):
    return StreamingResponse(forever(), media_type="text/event-stream")
stopping = Stopping()
with listening("127.0.0.1", 0) as there:
    app = Leaving(Starlette(routes=[Route("/stream", stream)]), stopping, ["/stream"])
    listen(there, app, stopping, lambda: print(there.getsockname()[1], flush=True))
"""
"""A server whose one address says something for ever, as the page's does while it follows an import."""


@pytest.fixture
def data(sample_store: Path, tmp_path: Path) -> Path:
    return copy_of(sample_store, tmp_path / "kho")


class Slow:
    """A request whose body has come by half."""

    def __init__(self, service: Service) -> None:
        there = httpx.URL(service.address)
        self._socket = socket.create_connection((there.host, there.port))
        head = (
            f"POST /api/v1/check HTTP/1.1\r\nHost: {there.host}\r\nAuthorization: Bearer {service.keys['reader']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(DRAFT)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + DRAFT[: len(DRAFT) // 2])

    def end(self) -> bytes:
        """Send the rest; the whole answer, up to where the connection is closed."""
        self._socket.sendall(DRAFT[len(DRAFT) // 2 :])
        said = b""
        while part := self._socket.recv(65536):
            said += part
        self._socket.close()
        return said


def connected(service: Service) -> bool:
    there = httpx.URL(service.address)
    try:
        socket.create_connection((there.host, there.port)).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_what_has_come_is_answered_and_nothing_new_is_taken(data: Path, by: int) -> None:
    with serving(data) as service:
        idle = service.client()
        assert idle.get("/readyz").status_code == 200
        slow = [Slow(service) for _ in range(8)]
        asked = idle.get("/metrics")
        assert asked.status_code == 200
        service.process.send_signal(by)
        while connected(service):
            pass
        for one in slow:
            head, _, body = one.end().partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            assert b"connection: close" in head.lower()
            assert json.loads(body)["sentences"]
        assert service.process.wait(60) == 0
        assert "Cancel" not in service.log.read_text("utf-8")


def test_a_stream_that_never_ends_does_not_hold_it_up() -> None:
    command = [sys.executable, "-c", STREAMING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}/stream"
        with httpx.stream("GET", address, trust_env=False, timeout=60) as stream:
            said = stream.iter_raw()
            assert next(said)
            process.send_signal(signal.SIGTERM)
            for _ in said:  # to its end, which the server says itself
                pass
        told = process.communicate()[1]
        assert (process.returncode, told) == (0, "")


def test_a_change_that_goes_on_is_brought_to_its_end(data: Path) -> None:
    with serving(data) as service:
        sent = {"file": ("bc.txt", REPORT.format(number=31).encode())}
        taken = service.client("editor").post("/api/v1/reports", files=sent)
        assert taken.status_code == 202
        assert service.stop() == 0
    listed = CliRunner().invoke(app, ["--data", str(data), "list", "--json"])
    assert taken.json()["files"][0]["id"] in {one["id"] for one in json.loads(listed.stdout)}


class Asking(threading.Thread):
    """Asks again and again, each time over a connection of its own."""

    def __init__(self, address: str, key: str) -> None:
        super().__init__()
        self.statuses: list[int] = []
        self.lost: list[str] = []
        self._address = address
        self._shown = {"Authorization": f"Bearer {key}"}
        self._enough = threading.Event()

    def run(self) -> None:
        while not self._enough.is_set():
            try:
                asked: dict[str, Any] = {"query": "kinh phí hạn chế", "k": 2}
                answer = httpx.post(
                    f"{self._address}/api/v1/search", json=asked, headers=self._shown, trust_env=False, timeout=120
                )
                answer.json()
                self.statuses.append(answer.status_code)
            except (httpx.HTTPError, ValueError) as error:
                self.lost.append(repr(error))

    def end(self) -> None:
        self._enough.set()
        self.join()


def test_a_restart_at_a_socket_that_is_handed_over_loses_no_request(data: Path) -> None:
    keys = keys_for(data)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as there:
        address = f"http://127.0.0.1:{there.getsockname()[1]}"
        asking = [Asking(address, keys["reader"]) for _ in range(6)]
        counts = []
        for start in range(3):
            with serving(data, keys=keys, there=there) as service:
                if not start:
                    for one in asking:
                        one.start()
                before = sum(len(one.statuses) for one in asking)
                while sum(len(one.statuses) for one in asking) < before + 20:
                    assert service.process.poll() is None
                if start < 2:  # the last one stops once nobody asks any more
                    assert service.stop() == 0
                else:
                    for one in asking:
                        one.end()
            counts.append(sum(len(one.statuses) for one in asking))
    assert [error for one in asking for error in one.lost] == []
    assert {status for one in asking for status in one.statuses} == {200}
    assert counts[0] < counts[1] < counts[2]
