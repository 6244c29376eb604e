"""What one person may bring in a day, and what stays free on the disk; over the application, and on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from playwright.sync_api import Browser, expect
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from tests import browsing
from tests.browsing import at, served
from tests.conftest import SAMPLES
from tracuu.api import allowance
from tracuu.api.allowance import Allowance, Allowed
from tracuu.door import ASKER, OPENED
from tracuu.page.language import WORDS
from tracuu.service.readers import Reader

SENDING = "/api/v1/reports"


async def taking(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that takes what is sent."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


def bring(app: Allowed, who: str, size: int, path: str = SENDING, length: int | None = None) -> tuple[int, str]:
    """What somebody is answered who sends that many bytes: status and body."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * size}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-length", str(size if length is None else length).encode())]
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": path, OPENED: path, "headers": headers}
    anyio.run(app, {**scope, ASKER: Reader(who, "editor")}, receive, send)
    return sent[0]["status"], sent[1]["body"].decode()


@pytest.fixture
def day() -> list[date]:
    return [date(2025, 11, 28)]


@pytest.fixture
def app(day: list[date], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Allowed:
    monkeypatch.setattr(allowance, "FILES", 3)
    monkeypatch.setattr(allowance, "BYTES", 1000)
    return Allowed(taking, [SENDING], [tmp_path, tmp_path / "not there yet"], Allowance(lambda: day[0]))


def test_so_many_files_are_taken_of_one_person_a_day(app: Allowed, day: list[date]) -> None:
    assert [bring(app, "an", 1)[0] for _ in range(4)] == [200, 200, 200, 429]
    assert bring(app, "bình", 1) == (200, "1"), "another person has an allowance of their own"
    day[0] = date(2025, 11, 29)
    assert bring(app, "an", 1)[0] == 200


def test_so_many_bytes_are_taken_whatever_their_sender_says_of_their_length(app: Allowed) -> None:
    assert bring(app, "an", 900, length=1)[0] == 200
    status, said = bring(app, "an", 101)
    assert status == 429
    assert "Hôm nay đã gửi hết mức" in said
    assert "uploads_used_up" in said
    assert bring(app, "an", 100)[0] == 200


def test_what_is_on_its_way_counts(app: Allowed) -> None:
    """Many files sent at once are not more than one after the other."""

    async def crowd() -> list[int]:
        told: list[int] = []
        end = anyio.Event()

        async def receive() -> Message:
            await end.wait()
            return {"type": "http.request", "body": b"x" * 400}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])

        headers = [(b"content-length", b"400")]
        scope: dict[str, Any] = {"type": "http", "method": "POST", "path": SENDING, OPENED: SENDING, "headers": headers}
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(app, {**scope, ASKER: Reader("an", "editor")}, receive, send)
            await anyio.wait_all_tasks_blocked()
            end.set()
        return sorted(told)

    assert anyio.run(crowd) == [200, 200, 429]


def test_what_brings_nothing_is_not_counted(app: Allowed) -> None:
    assert {bring(app, "an", 900, path="/api/v1/search")[0] for _ in range(9)} == {200}


def test_the_last_of_the_disk_is_left(app: Allowed, monkeypatch: pytest.MonkeyPatch) -> None:
    free = allowance.RESERVE + 50
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert bring(app, "an", 50)[0] == 200
    status, said = bring(app, "an", 51)
    assert status == 507
    assert "Đĩa của máy chủ gần đầy" in said


@pytest.fixture
def bounded(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page of a service that takes one file of a person a day."""
    monkeypatch.setattr(browsing, "SERVE", f"import tracuu.api.allowance as bounds\nbounds.FILES = 1\n{browsing.SERVE}")
    with served(sample_store) as address:
        yield address


def test_on_the_page_it_is_said_of_each_file_that_was_not_taken(browser: Browser, bounded: str) -> None:
    files = sorted(SAMPLES.glob("*.txt"))[:2]
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(at(bounded, "?tab=holdings"))
        page.locator(".dropzone input[type=file]:not([webkitdirectory])").set_input_files(files)
        waiting = page.locator("#holdings-incoming")
        expect(waiting).to_contain_text(f"{files[1].name} {WORDS['vi']['refused_allowance']}")
        expect(waiting.locator("article")).to_have_count(1)
