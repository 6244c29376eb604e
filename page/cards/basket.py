"""The basket: sentences chosen, each with its citation, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import htpy as h

from ...service.basket import Chosen
from .controls import CITATIONS, Words, copy_button, not_saved, notice, open_button, secrecy_mark

LONGEST_NOTE = 300
"""Characters of what is written to a sentence."""


def basket(chosen: Sequence[Chosen], words: Words, notes: Mapping[str, str] | None = None) -> h.Element:
    """What was chosen, as HTML, each with what was noted to it, by pick; with nothing chosen how to."""
    noted = notes or {}
    if not chosen:
        return h.section(".basket")[_head(words), notice(words["basket_empty"])]
    there = [one for one in chosen if one.passage is not None]
    whole = "\n".join(f"{one.text} ({one.citation})" for one in there)
    take = h.form(".take.actions", method="post", action="/quotations.docx")[
        [
            (
                h.input(type="hidden", name="pick", value=str(one.pick)),
                h.input(type="hidden", name="note", value=noted.get(str(one.pick), "")),
            )
            for one in there
        ],
        h.button(".primary")[words["basket_docx"]],
        [h.button(formaction=f"/citations{ending}")[name] for ending, name in CITATIONS.items()],
        copy_button(whole, words["copy_all"], words),
        h.button(".empty", type="button")[words["basket_clear"]],
        not_saved(words),
    ]
    return h.section(".basket")[
        _head(words), take, h.ol[[_item(one, noted.get(str(one.pick), ""), words) for one in chosen]]
    ]


def _head(words: Words) -> h.Element:
    """The names of the baskets are known to the browser alone, which fills them in."""
    return h.header[
        h.h2[words["basket"]],
        h.button(".show-basket", type="button")[words["close"]],
        h.div(".baskets")[
            h.label[h.span(".unseen")[words["basket_which"]], h.select(".which", data_first=words["basket_first"])],
            h.form(".new-basket")[
                h.input(
                    name="name", type="text", placeholder=words["basket_new"], aria_label=words["basket_new"],
                    maxlength="60", required=True, data_needed=words["basket_needs_name"], autocomplete="off",
                ),
                h.button[words["basket_make"]],
            ],
            h.button(".drop-basket", type="button", hidden=True)[words["basket_drop"]],
        ],
    ]  # fmt: skip


def _item(one: Chosen, note: str, words: Words) -> h.Element:
    pick = str(one.pick)
    drop = h.button(".drop", type="button", data_pick=pick)[words["pick_drop"]]
    if one.passage is None:
        return h.li(lang="vi", data_pick=pick)[h.p[words["pick_gone"]], drop]
    moves = [
        h.button(".move", type="button", data_by=by, aria_label=words[name])[sign]
        for by, sign, name in (("-1", "↑", "pick_up"), ("1", "↓", "pick_down"))
    ]
    return h.li(lang="vi", data_pick=pick, draggable="true")[
        h.p(".quote")[secrecy_mark(one.passage.report.header), one.text],
        h.cite[one.citation],
        h.input(
            ".note", type="text", value=note, maxlength=str(LONGEST_NOTE), placeholder=words["pick_note"],
            aria_label=words["pick_note"],
        ),
        h.div(".actions")[open_button(one.passage.key, words["open"]), moves, drop],
    ]  # fmt: skip
