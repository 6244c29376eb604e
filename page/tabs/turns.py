"""Whose turn it is: what a tab answers waits in one line with what programs ask, and says so while it waits."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import aclosing, contextmanager, suppress
from functools import wraps
from threading import Event
from typing import Any

import anyio
import gradio as gr
from anyio.to_thread import run_sync

from ...service.line import PATIENCE, WRITERS, Line, Waiter
from ...words import say
from ..language import WORDS, asked_language

LOOK = 1.0
"""Seconds after which somebody in line is told where they stand."""

DONE = object()

Asked = Callable[[gr.EventData, gr.Request], Generator[Any]]
"""From an event to what the page shows, as often as it grows."""

InLine = Callable[[gr.Request], tuple[Line, str]]
"""The line that who sends a request stands in, and their name there."""


def by_turns(asked: Asked, standing: InLine, shown: Callable[[str], Any], written: bool = False) -> Callable[..., Any]:
    """`asked`, each of whose steps is taken when it is the asker's turn, as Gradio runs it.

    Args:
        asked: what is done.
        standing: whose turn is waited for.
        shown: what the page shows for a sentence, until there is something else.
        written: whether a language model is waited for in all steps but the first.
    """

    @wraps(asked)
    async def in_turn(event: gr.EventData, request: gr.Request) -> AsyncGenerator[Any]:
        line, asker = standing(request)
        language = asked_language(request.headers)
        with _going(asked(event, request)) as step:
            first = True
            while True:
                waiter = line.join(asker)
                if not waiter and not first:  # what is there already is not taken away again
                    await anyio.sleep(LOOK)
                    continue
                try:
                    async with aclosing(_ahead(line, waiter)) as waiting:
                        async for ahead in waiting:
                            if first:
                                yield shown(WORDS[language]["waiting_turn"].format(n=ahead))
                    if not waiter or (first and not waiter.served.is_set()):
                        yield shown(say("api.busy_now", language, n=line.position(waiter) if waiter else line.longest))
                        return
                    await waiter.served.wait()
                    there = await run_sync(step)
                finally:
                    if waiter:
                        line.leave(waiter)
                if there is DONE:
                    return
                yield there
                if written:
                    line = WRITERS
                first = False

    return in_turn


@contextmanager
def _going(steps: Generator[Any]) -> Iterator[Callable[[], Any]]:
    """What takes the next of the steps, or says that they are done; they end with whoever asked.

    A task that is cancelled does not wait for the thread that a step is taken in.
    """
    left = Event()

    def step() -> Any:
        there = next(steps, DONE)
        if left.is_set():
            steps.close()
        return there

    try:
        yield step
    finally:
        left.set()
        with suppress(ValueError):  # it is being taken, and closes them itself
            steps.close()


async def _ahead(line: Line, waiter: Waiter | None) -> AsyncGenerator[int]:
    """Where somebody stands in line, again and again, until they are served or have waited long enough."""
    waited = 0.0
    while waiter and not waiter.served.is_set() and waited < PATIENCE:
        with anyio.move_on_after(LOOK):
            await waiter.served.wait()
            return
        waited += LOOK
        yield line.position(waiter)
