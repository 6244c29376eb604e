"""The page: a tab for each thing one comes for, and beside it what is read: a report, and the sentences chosen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr
import htpy as h

from .page.cards.basket import basket
from .page.cards.comparison import BESIDE, comparison
from .page.cards.frame import masthead
from .page.cards.report import nothing_to_read, reading_pane
from .page.events import texts_by_name
from .page.language import WORDS, asked_language
from .page.tabs.asking import ASKING
from .page.tabs.checking import CHECKING
from .page.tabs.desk import QUIET, Desks, as_html, explained, part
from .page.tabs.holdings import HOLDINGS
from .page.tabs.overview import OVERVIEW
from .page.tabs.search import SEARCH
from .page.tabs.wordings import WORDINGS
from .service.reports import opened, side_by_side
from .service.reports import picked as chosen

TABS = (SEARCH, ASKING, WORDINGS, CHECKING, OVERVIEW, HOLDINGS)
"""The tabs, in order; the first is where one begins."""


SWEPT_EVERY, LEFT = 600, 3600
"""Seconds between two sweeps of what was sent to the page, and for which what nobody has asked for stays there."""


def build_page(desks: Desks) -> gr.Blocks:
    """The page, which gives each who asks what is on their desk."""
    text = gr.I18n(**WORDS)
    page: gr.Blocks = gr.Blocks(
        title=WORDS["vi"]["page_title"],
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(SWEPT_EVERY, LEFT),
    )
    with page:
        head = part("masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="work"), gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
                for tab in TABS:
                    with gr.Tab(text(f"tab_{tab.name}"), id=tab.name, elem_id=f"tab-{tab.name}", render_children=True):
                        tab.build(desks)
            with gr.Column(elem_id="side"):
                picked = part("basket")
                report = part("report")

        # What is not streamed comes once: what has been read on below stays.
        def open_report(event: gr.EventData, request: gr.Request) -> str:
            words = WORDS[asked_language(request.headers)]
            unread = partial(nothing_to_read, words=words)

            def read() -> Iterator[h.Node]:
                desk = desks(request)
                one, beside, other = str(event.passage).partition(BESIDE)
                if beside:
                    both = side_by_side(desk.house, desk.reader, one, other)
                    yield comparison(both, words) if both else unread(words["gone"])
                    return
                there = opened(desk.house, desk.reader, one)
                if there is None:
                    yield unread(words["gone"])
                else:
                    yield reading_pane(there.report, there.passage, words, there.similar, there.whole)

            return next(explained(read, asked_language(request.headers), unread))

        def show_basket(event: gr.EventData, request: gr.Request) -> str:
            words = WORDS[asked_language(request.headers)]

            def taken() -> Iterator[h.Node]:
                desk = desks(request)
                there = chosen(desk.house, desk.reader, map(str, event.picks)) if event.picks else ()
                yield basket(there, words, texts_by_name(event, "notes"))

            return next(explained(taken, asked_language(request.headers)))

        def show_head(request: gr.Request) -> str:
            desk = desks(request)
            return as_html(masthead(WORDS[asked_language(request.headers)], desk.reader.name, desk.sign_out))

        latest: dict[str, Any] = {"trigger_mode": "always_last", **QUIET}
        head.load(show_head, outputs=head, **QUIET)
        report.click(open_report, outputs=report, **latest)
        picked.input(show_basket, outputs=picked, **latest)
    page.queue(default_concurrency_limit=None)
    return page
