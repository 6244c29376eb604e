"""Tra cứu: a question and what it is narrowed to become passages, each cited."""

from __future__ import annotations

from collections.abc import Iterator

from tracuu.page.address import Address
from tracuu.page.cards.frame import facets
from tracuu.page.cards.hits import FORM, by_words, results
from tracuu.page.cards.listing import listing
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import Desk, question_tab, started
from tracuu.service.facets import counted, reports_admitted
from tracuu.words import Language

EXAMPLES = (
    "kinh phí hạn chế",
    "kinh phi han che",
    "Các xã kiến nghị gì về tập huấn?",
    "phân loại rác tại nguồn",
    '"trông chờ cấp trên"',
)


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """The facets and the passages found, as HTML; without a question the reports it is narrowed to, or what to ask.

    While the model is being loaded first what is found by words alone.
    """
    words = WORDS[language]
    loading, engine = desk.loading(), desk.opened()
    offered = facets(counted(engine, address), address, FORM, words)
    if not address.question:
        if not address.filter:
            yield offered + started(desk, words)
            return
        reports = reports_admitted(engine, address)
        yield offered + listing(reports[: address.shown], len(reports), address, words)
        return
    if loading:
        found = engine.search(address.question, address.shown, address.filter, address.as_typed)
        yield offered + by_words(found, words)
        engine = desk.complete()
    found = engine.search(address.question, address.shown, address.filter, address.as_typed)
    yield offered + results(found, address, words)


SEARCH = question_tab("search", EXAMPLES, answer)
