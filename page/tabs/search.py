"""Tra cứu: a question and what it is narrowed to become passages, each cited."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import Language
from page.address import Address
from page.cards.frame import facets
from page.cards.hits import FORM, results
from page.cards.pieces import notice
from page.tabs.desk import Desk, question_tab, started
from page.tabs.narrowing import counted
from search.errors import EmptyQueryError
from words import WORDS

EXAMPLES = (
    "kinh phí hạn chế",
    "kinh phi han che",
    "Các xã kiến nghị gì về tập huấn?",
    "phân loại rác tại nguồn",
    '"trông chờ cấp trên"',
)


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """The facets and the passages found, as HTML; without a question what there is to ask."""
    words = WORDS[language]
    if not address.question:
        said = started(desk, words) if not address.filter else notice(EmptyQueryError().message(language))
        yield facets(counted(desk.opened(), address), address, FORM, words) + said
        return
    engine = desk.opened()
    found = engine.search(address.question, address.shown, address.filter, address.as_typed)
    yield facets(counted(engine, address), address, FORM, words) + results(found, address, words)


SEARCH = question_tab("search", EXAMPLES, answer)
