"""What the page answers waits for its turn, says so, and gives its place up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing
from functools import partial
from threading import Event
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from anyio import wait_all_tasks_blocked

from tracuu.page.tabs import turns
from tracuu.page.tabs.turns import by_turns
from tracuu.service.line import Line

REQUEST = SimpleNamespace(headers={"accept-language": "vi"})
EVENT = SimpleNamespace()


def answering(line: Line, *steps: str, written: bool = False, done: list[str] | None = None) -> Any:
    """Somebody's question whose answer grows by steps, as Gradio runs it."""

    def asked(event: Any, request: Any) -> Generator[str]:
        del event, request
        try:
            yield from steps
        finally:
            (done if done is not None else []).append("closed")

    return by_turns(asked, lambda _: (line, "bình"), str, written)(EVENT, REQUEST)


async def told(answer: AsyncGenerator[str]) -> list[str]:
    return [said async for said in answer]


def run(what: Callable[[], Any]) -> Any:
    return anyio.run(what)


def test_who_is_served_at_once_is_told_the_answer_alone() -> None:
    line = Line(1)
    assert run(lambda: told(answering(line, "một", "hai"))) == ["một", "hai"]
    assert run(lambda: told(answering(line, "ba"))) == ["ba"], "the place was given back"


def test_who_waits_is_told_where_they_stand_and_then_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK", 0.01)
    line = Line(1)

    async def crowd() -> list[str]:
        before = line.join("an")
        assert before and before.served.is_set()
        said = []
        async for one in answering(line, "trả lời"):
            said.append(one)
            if len(said) == 2:
                line.leave(before)
        return said

    *waiting, answer = run(crowd)
    assert len(waiting) >= 2
    assert all("bạn đứng thứ 1 trong hàng chờ" in one for one in waiting)
    assert answer == "trả lời"


def test_who_waits_for_too_long_or_comes_to_too_long_a_line_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK", 0.01)
    monkeypatch.setattr(turns, "PATIENCE", 0.03)

    async def crowd(line: Line) -> str:
        line.join("an")
        return (await told(answering(line, "trả lời")))[-1]

    for longest in (0, 5):
        assert run(partial(crowd, Line(1, longest=longest))).startswith("Máy đang bận: đã có")


def test_who_leaves_gives_up_their_place_and_what_was_done_for_them_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK", 0.01)
    line = Line(1)
    closed: list[str] = []

    async def leave() -> None:
        async with aclosing(answering(line, "một", "hai", done=closed)) as answer:
            assert await anext(answer) == "một"
        assert closed == ["closed"]
        before = line.join("an")
        assert before and before.served.is_set(), "nobody has the place"
        async with aclosing(answering(line, "một")) as answer:
            assert "hàng chờ" in await anext(answer)
        line.leave(before)
        after = line.join("an")
        assert after and after.served.is_set(), "who left is not served"

    run(leave)


def test_who_leaves_while_something_is_done_for_them_is_not_waited_for_and_it_ends() -> None:
    line = Line(1)
    at_work, end, closed = anyio.Event(), Event(), Event()

    def asked(event: Any, request: Any) -> Generator[str]:
        del event, request
        try:
            anyio.from_thread.run_sync(at_work.set)
            end.wait()
            yield "một"
        finally:
            closed.set()

    async def leave() -> None:
        going = asyncio.ensure_future(told(by_turns(asked, lambda _: (line, "bình"), str)(EVENT, REQUEST)))
        await at_work.wait()
        going.cancel()  # as Gradio does
        await asyncio.wait([going])
        assert going.cancelled()
        assert not closed.is_set()
        other = line.join("an")
        assert other and other.served.is_set()
        end.set()
        assert await anyio.to_thread.run_sync(closed.wait, 10)

    run(leave)


def test_while_a_language_model_writes_others_are_served() -> None:
    line = Line(1)

    async def write(written: bool) -> bool:
        """Whether another is served while the second step goes on."""
        writing, end = anyio.Event(), anyio.Event()

        def asked(event: Any, request: Any) -> Generator[str]:
            del event, request
            yield "bằng lời báo cáo"
            anyio.from_thread.run_sync(writing.set)
            anyio.from_thread.run(end.wait)
            yield "bằng lời mô hình"

        async with anyio.create_task_group() as group:
            group.start_soon(told, by_turns(asked, lambda _: (line, "bình"), str, written)(EVENT, REQUEST))
            await writing.wait()
            other = line.join("an")
            assert other
            await wait_all_tasks_blocked()
            served = other.served.is_set()
            line.leave(other)
            end.set()
        return served

    assert run(lambda: write(written=True))
    assert not run(lambda: write(written=False))


def test_what_is_answered_already_is_not_taken_away_where_too_many_wait_for_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LOOK", 0.01)
    writers = Line(1, longest=0)
    monkeypatch.setattr(turns, "WRITERS", writers)

    async def write() -> list[str]:
        said: list[str] = []
        async with anyio.create_task_group() as group:

            async def read() -> None:
                async for one in answering(Line(1), "bằng lời báo cáo", "bằng lời mô hình", written=True):
                    said.append(one)  # noqa: PERF401 - as it comes

            group.start_soon(read)
            await anyio.sleep(0.1)
            assert said == ["bằng lời báo cáo"]
            writers.longest = 1
        return said

    assert run(write) == ["bằng lời báo cáo", "bằng lời mô hình"]


def test_whose_questions_are_answered_the_least_is_answered_next() -> None:
    line = Line(2)

    async def crowd() -> list[str]:
        waiters = [line.join(who) for who in ("an", "an", "an", "an", "bình")]
        first = waiters[0]
        assert first
        line.leave(first)
        return [waiter.asker for waiter in waiters[1:] if waiter and waiter.served.is_set()]

    assert run(crowd) == ["an", "bình"]
