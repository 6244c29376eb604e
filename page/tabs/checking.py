"""Kiểm tra dự thảo: a draft, pasted or in a file, is held against the store by sentences; nothing of it stays."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import gradio as gr
import htpy as h

from ...corpus.blocks import MAX_BYTES
from ...corpus.reading import ENDINGS
from ...search.check.draft import Checked
from ...service.checking import check_steps, draft_in, draft_of
from ...service.jobs import EVERY, seconds_left
from ...words import Language
from ..cards.controls import notice
from ..cards.draft import checked_draft, draft_form, looking
from ..events import from_own_page, text, uploaded
from ..language import WORDS, asked_language
from .desk import Desk, Desks, Tab, as_html, beside_form, explained, in_line, on_asking, part, started
from .turns import by_turns


def build(desks: Desks) -> None:
    """The parts of the tab and their events."""
    form, found = part("check-form-part"), part("check-answer")

    def check(event: gr.EventData, request: gr.Request) -> Generator[tuple[Any, Any]]:
        language = asked_language(request.headers)
        first = as_html(draft_form(ENDINGS, MAX_BYTES, WORDS[language])) if event.form else gr.skip()

        def work() -> Iterator[h.Node]:
            if text(event, "path"):
                from_own_page(request)
            yield from answer(desks(request), event, language)

        for html in explained(work, language):
            yield first, html
            first = gr.skip()

    on_asking("check", found, by_turns(check, in_line(desks), beside_form), [form, found])


def answer(desk: Desk, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """What comes of the draft as HTML, how far it is before that; without a draft what there is to hold one against."""
    words, path = WORDS[language], text(event, "path")
    if not path and not hasattr(event, "draft"):
        yield started(desk, words, "draft_ready")
        return
    paragraphs = _sent(path) if path else draft_of(text(event, "draft"))
    if paragraphs is None:
        yield notice(words["draft_not_there"])
        return
    began = last = time.monotonic()
    for step in check_steps(desk.house, desk.reader, paragraphs):
        now = time.monotonic()
        if isinstance(step, Checked):
            yield checked_draft(paragraphs, step, words, language, from_file=bool(path))
        elif step.done == 0 or now - last >= EVERY:
            last = now
            yield looking(step, seconds_left(now - began, step.done, step.total), words)


def _sent(said_path: str) -> list[str] | None:
    """The paragraphs of a file that was sent, which is then deleted; None where there is no such file."""
    path = uploaded(said_path)
    if path is None:
        return None
    try:
        return draft_in(path)
    finally:
        forget(path)


def forget(path: Path) -> None:
    """Delete a file that was sent, and the folder that it alone is in."""
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()


CHECKING = Tab("check", build)
