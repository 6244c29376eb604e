"""The line before what costs much: order, shares, patience, and who leaves."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio import wait_all_tasks_blocked
from starlette.types import Message, Receive, Scope, Send

from tests.programs import copy_of, serving
from tracuu.api.line import InLine
from tracuu.door import ASKER, OPENED
from tracuu.service.line import Line
from tracuu.service.readers import Reader

COSTLY = "/api/v1/search"


class Slow:
    """An application that answers when it is let, and knows in which order it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.let = anyio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["who"])
        message = await receive()
        self.bodies.append(message.get("body", b""))
        await self.let.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def ask(
    app: InLine, who: str, leaves: anyio.Event | None = None, path: str = COSTLY, body: bytes = b"{}"
) -> tuple[int, dict[str, str], bytes]:
    """What somebody is answered: status, headers, body; status 0 for who has left."""
    sent: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": body}
        await (leaves or anyio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-length", str(len(body)).encode())]
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        OPENED: path,
        "who": who,
        "headers": headers,
    }
    await app({**scope, ASKER: Reader(who, "reader")}, receive, send)
    if not sent:
        return 0, {}, b""
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, sent[1]["body"]


def test_so_many_are_served_at_a_time_and_the_others_in_their_order() -> None:
    async def crowd() -> list[str]:
        slow = Slow()
        app = InLine(slow, [COSTLY], Line(2, each=2))
        async with anyio.create_task_group() as group:
            for who in ("an", "bình", "chi", "dũng"):
                group.start_soon(ask, app, who)
                await wait_all_tasks_blocked()
            assert slow.asked == ["an", "bình"]
            slow.let.set()
        return slow.asked

    assert anyio.run(crowd) == ["an", "bình", "chi", "dũng"]


def test_nobody_takes_every_place() -> None:
    async def crowd() -> list[str]:
        slow = Slow()
        app = InLine(slow, [COSTLY], Line(3, each=2))
        async with anyio.create_task_group() as group:
            for who in ("an", "an", "an", "an", "bình"):
                group.start_soon(ask, app, who)
                await wait_all_tasks_blocked()
            served = [*slow.asked]
            slow.let.set()
        assert len(slow.asked) == 5
        return served

    assert anyio.run(crowd) == ["an", "an", "bình"]


@pytest.mark.parametrize(("longest", "patience", "position"), [(1, 60.0, 1), (5, 0.05, 2)])
def test_who_cannot_be_served_is_told_so(longest: int, patience: float, position: int) -> None:
    """Where the line is too long; and where it lasts too long, the second in it."""

    async def crowd() -> tuple[int, dict[str, str], bytes]:
        slow = Slow()
        app = InLine(slow, [COSTLY], Line(1, longest=longest), patience)
        answer = (0, {"": ""}, b"")
        async with anyio.create_task_group() as group:
            group.start_soon(ask, app, "an")
            await wait_all_tasks_blocked()
            group.start_soon(ask, app, "bình")
            await wait_all_tasks_blocked()
            answer = await ask(app, "chi")
            assert slow.asked == ["an"]
            slow.let.set()
        return answer

    status, headers, body = anyio.run(crowd)
    assert (status, headers["retry-after"]) == (503, "5")
    told = json.loads(body)["error"]
    assert told["code"] == "busy_now"
    assert "Máy đang bận" in told["vi"]
    if longest > 1:
        assert f"{position - 1}" in told["vi"] or f"{position}" in told["vi"]


def test_who_leaves_gives_up_their_place_and_is_not_served() -> None:
    async def crowd() -> list[str]:
        slow, gone = Slow(), anyio.Event()
        app = InLine(slow, [COSTLY], Line(1))
        async with anyio.create_task_group() as group:
            group.start_soon(ask, app, "an")
            await wait_all_tasks_blocked()
            group.start_soon(ask, app, "bình", gone)
            await wait_all_tasks_blocked()
            group.start_soon(ask, app, "chi")
            await wait_all_tasks_blocked()
            gone.set()
            await wait_all_tasks_blocked()
            slow.let.set()
        return slow.asked

    assert anyio.run(crowd) == ["an", "chi"]


def test_what_was_sent_while_waiting_is_received_and_what_costs_little_does_not_wait() -> None:
    async def crowd() -> list[bytes]:
        slow = Slow()
        app = InLine(slow, [COSTLY], Line(1))
        async with anyio.create_task_group() as group:
            group.start_soon(ask, app, "an")
            await wait_all_tasks_blocked()
            group.start_soon(lambda: ask(app, "bình", body="câu hỏi".encode()))
            await wait_all_tasks_blocked()
            group.start_soon(lambda: ask(app, "chi", path="/healthz", body=b"nhanh"))
            await wait_all_tasks_blocked()
            slow.let.set()
        return slow.bodies

    assert anyio.run(crowd) == [b"{}", b"nhanh", "câu hỏi".encode()]


class Clock:
    """A clock that goes on when it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def order(costs: dict[str, float], answers: int) -> list[str]:
    """Who is answered, one at a time, where each asks again as soon as they are answered and theirs take so long."""
    clock, order = Clock(), []
    line = Line(1, clock=clock)

    async def crowd() -> None:
        waiters = [waiter for who in costs if (waiter := line.join(who))]
        for _ in range(answers):
            served = next(waiter for waiter in waiters if waiter.served.is_set())
            order.append(served.asker)
            clock.now += costs[served.asker]
            waiters.remove(served)
            again = line.join(served.asker)
            assert again
            waiters.append(again)
            line.leave(served)

    anyio.run(crowd)
    return order


def test_whose_questions_cost_alike_are_answered_in_turn() -> None:
    assert order({"an": 1.0, "bình": 1.5, "chi": 0.5}, 9) == ["an", "bình", "chi"] * 3


def test_whose_questions_take_many_times_as_long_has_their_turn_more_seldom_and_has_it() -> None:
    people = {f"người {n}": 0.03 for n in range(10)}
    seldom = order({**people, "lạ": 0.3}, 500)
    often = {who: seldom.count(who) for who in seldom}
    assert 500 / 11 / 4 < often["lạ"] < min(often[who] for who in people) / 2
    gaps = [seldom[n : n + 60].count("lạ") for n in range(0, 440, 60)]
    assert min(gaps) >= 1


def test_what_nobody_answered_costs_no_turn() -> None:
    async def crowd() -> list[str]:
        line = Line(1)
        first = line.join("an")
        assert first
        for _ in range(5):  # typed again and again while another is served
            gone = line.join("bình")
            assert gone
            line.leave(gone)
        waiters = [line.join(who) for who in ("chi", "bình", "an")]
        served: list[str] = []
        line.leave(first)
        for _ in waiters:
            one = next(waiter for waiter in waiters if waiter and waiter.served.is_set() and waiter.asker not in served)
            served.append(one.asker)
            line.leave(one)
        return served

    assert anyio.run(crowd) == ["chi", "bình", "an"]


@pytest.mark.slow
def test_who_waits_for_a_model_that_keeps_silent_keeps_nobody_who_searches_waiting(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More ask than are served at a time, and all of them reach the model; a search is answered meanwhile."""
    question = {"question": "Các địa phương kiến nghị gì về tập huấn?"}
    with socket.create_server(("127.0.0.1", 0), backlog=16) as model:
        monkeypatch.setenv("TRACUU_LLM_URL", f"http://127.0.0.1:{model.getsockname()[1]}")
        with serving(copy_of(sample_store, tmp_path / "kho")) as service:
            told: list[dict[str, Any]] = []

            def write(who: str) -> None:
                client = service.client(who)
                told.append(client.post("/api/v1/ask", json=question, timeout=120).json())

            writers = [threading.Thread(target=write, args=(who,)) for who in ("reader", "admin", "editor") * 2]
            for one in writers:
                one.start()
            waited_for = [model.accept()[0] for _ in writers]
            found = service.client().post("/api/v1/search", json={"query": "kinh phí hạn chế"})
            assert found.json()["found"]
            assert told == []
            for asked in waited_for:
                asked.close()
            for one in writers:
                one.join()
            assert {one["method"] for one in told} == {"extractive"}
            assert len(told) == 6
