"""The basket: sentences chosen, each with its citation, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from ...service.basket import Chosen
from .controls import CITATIONS, Words, copy_button, not_saved, notice, open_button, secrecy_mark


def basket(chosen: Sequence[Chosen], words: Words) -> h.Element:
    """What was chosen, as HTML; with nothing chosen how to."""
    if not chosen:
        return h.section(".basket")[_head(words), notice(words["basket_empty"])]
    there = [one for one in chosen if one.passage is not None]
    whole = "\n".join(f"{one.text} ({one.citation})" for one in there)
    take = h.form(".take.actions", method="post", action="/quotations.docx")[
        [h.input(type="hidden", name="pick", value=str(one.pick)) for one in there],
        h.button(".primary")[words["basket_docx"]],
        [h.button(formaction=f"/citations{ending}")[name] for ending, name in CITATIONS.items()],
        copy_button(whole, words["copy_all"], words),
        h.button(".empty", type="button")[words["basket_clear"]],
        not_saved(words),
    ]
    return h.section(".basket")[_head(words), take, h.ol[[_item(one, words) for one in chosen]]]


def _head(words: Words) -> h.Element:
    return h.header[h.h2[words["basket"]], h.button(".show-basket", type="button")[words["close"]]]


def _item(one: Chosen, words: Words) -> h.Element:
    drop = h.button(".drop", type="button", data_pick=str(one.pick))[words["pick_drop"]]
    if one.passage is None:
        return h.li(lang="vi")[h.p[words["pick_gone"]], drop]
    return h.li(lang="vi")[
        h.p(".quote")[secrecy_mark(one.passage.report.header), one.text],
        h.cite[one.citation],
        h.div(".actions")[open_button(one.passage.key, words["open"]), drop],
    ]
