"""Hỏi đáp: a question becomes an answer in the reports' own sentences or, where one is set up, a language model's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import htpy as h

from ...search.answer.llm import LanguageModelError
from ...service.asking import Quotable, ask
from ...words import Language
from ..address import Address
from ..cards.answers import answer_card
from ..cards.controls import Words, notice
from ..language import WORDS
from .desk import Desk, question_tab, started

EXAMPLES = (
    "Các địa phương kiến nghị gì về tập huấn?",
    "Ai ký báo cáo của xã Tân Lập?",
    "Bao nhiêu báo cáo nêu thiếu kinh phí?",
    "Vì sao giải ngân chậm?",
)


def answer(desk: Desk, address: Address, language: Language) -> Iterator[h.Node]:
    """The answer as HTML: the extractive one at once, a language model's as it writes."""
    words = WORDS[language]
    if not address.question:
        yield started(desk, words)
        return
    if desk.house.engines.loading():
        yield notice(words["loading"])
    last: Quotable | None = None
    aside = ""
    try:
        for last in ask(desk.house, desk.reader, replace(address.request, language=language)):
            yield _card(last, address, words, language, writing=last.writing)
    except LanguageModelError as error:
        if last is None:
            raise
        last, aside = last.first(), f"{error.message(language)} {words['without_model']}"
    if last is not None and last.writing:
        yield _card(last, address, words, language, aside=aside or ("" if last.stands else words["nothing_stands"]))


def _card(
    given: Quotable, address: Address, words: Words, language: Language, writing: bool = False, aside: str = ""
) -> h.Node:
    written = given.written
    return answer_card(
        written.answer, words, language, given.picks, written.struck, aside, writing, address, written.sentences
    )


ASKING = question_tab("ask", EXAMPLES, answer, written=True)
