"""The basket: sentences chosen, each with its citation, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tracuu.page.cards.controls import Words, copy_button, not_saved, notice, open_button, secrecy_mark
from tracuu.service.basket import Chosen


def basket(chosen: Sequence[Chosen], words: Words) -> str:
    """What was chosen, as HTML; with nothing chosen how to."""
    if not chosen:
        return f'<section class="basket">{_head(words)}{notice(words["basket_empty"])}</section>'
    items = "".join(_item(one, words) for one in chosen)
    there = [one for one in chosen if one.passage is not None]
    whole = "\n".join(f"{one.text} ({one.citation})" for one in there)
    fields = "".join(f'<input type="hidden" name="pick" value="{escape(str(one.pick))}">' for one in there)
    take = f"""<form class="take actions" method="post" action="/quotations.docx">{fields}
<button class="primary">{escape(words["basket_docx"])}</button>{copy_button(whole, words["copy_all"], words)}
<button type="button" class="empty">{escape(words["basket_clear"])}</button>{not_saved(words)}</form>"""
    return f'<section class="basket">{_head(words)}{take}<ol>{items}</ol></section>'


def _head(words: Words) -> str:
    return f"""<header><h2>{escape(words["basket"])}</h2>
<button type="button" class="show-basket">{escape(words["close"])}</button></header>"""


def _item(one: Chosen, words: Words) -> str:
    pick = escape(str(one.pick))
    if one.passage is None:
        shown = f"<p>{escape(words['pick_gone'])}</p>"
    else:
        mark = secrecy_mark(one.passage.report.header)
        shown = (
            f'<p class="quote">{mark}{escape(one.text)}</p><cite>{escape(one.citation)}</cite>'
            f'<div class="actions">{open_button(one.passage.key, words["open"])}'
        )
    drop = f'<button type="button" class="drop" data-pick="{pick}">{escape(words["pick_drop"])}</button>'
    return f'<li lang="vi">{shown}{drop}{"</div>" if one.passage else ""}</li>'
