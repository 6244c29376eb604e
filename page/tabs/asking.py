"""Hỏi đáp: a question becomes an answer in the reports' own sentences or, where one is set up, a language model's."""

from __future__ import annotations

from collections.abc import Iterator

from tracuu.page.address import Address
from tracuu.page.cards.answers import answer_card
from tracuu.page.cards.controls import notice
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import Desk, question_tab, started
from tracuu.search import SearchEngine
from tracuu.search.answer import Answer
from tracuu.search.answer import answer as answered
from tracuu.search.answer.llm import LanguageModelError
from tracuu.search.answer.model import Written, writing
from tracuu.service.basket import Pick
from tracuu.words import Language

EXAMPLES = (
    "Các địa phương kiến nghị gì về tập huấn?",
    "Ai ký báo cáo của xã Tân Lập?",
    "Bao nhiêu báo cáo nêu thiếu kinh phí?",
    "Vì sao giải ngân chậm?",
)


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """The answer as HTML: the extractive one at once, a language model's as it writes."""
    words = WORDS[language]
    if not address.question:
        yield started(desk, words)
        return
    if desk.loading():
        yield notice(words["loading"])
    engine = desk.complete()
    given = answered(engine, address.question, address.filter)
    picks = quotable(engine, given)
    model = desk.language_model if given.found and given.method == "extractive" else None
    yield answer_card(given, words, language, picks, writing=model is not None)
    if model is None:
        return
    last, aside = Written(given), ""
    try:
        for last in writing(engine, given, model, address.filter):
            shown = quotable(engine, last.answer)
            yield answer_card(last.answer, words, language, shown, last.struck, writing=True)
    except LanguageModelError as error:
        last, aside = Written(given), f"{error.message(language)} {words['without_model']}"
    if last.answer is given and not aside:
        aside = words["nothing_stands"]
    yield answer_card(last.answer, words, language, quotable(engine, last.answer), last.struck, aside)


def quotable(engine: SearchEngine, given: Answer) -> dict[int, str]:
    """For the number of each source whose quote stands in its passage, what takes it into the basket."""
    picks = {}
    for source in given.sources:
        passage = engine.catalog.passage(source.passage_id)
        start = passage.text.find(source.quote) if passage else -1
        if start >= 0:
            picks[source.n] = str(Pick(source.passage_id, start, start + len(source.quote)))
    return picks


ASKING = question_tab("ask", EXAMPLES, answer)
