"""Tra cứu: a question and what it is narrowed to become passages, each cited."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from ...service.asking import facets as narrowed
from ...service.asking import inquiry
from ...service.reports import listed
from ...words import Language
from ..address import Address
from ..cards.frame import facets
from ..cards.hits import FORM, by_words, results
from ..cards.listing import listing
from ..language import WORDS
from .desk import Desk, question_tab, started

EXAMPLES = (
    "kinh phí hạn chế",
    "kinh phi han che",
    "Các xã kiến nghị gì về tập huấn?",
    "phân loại rác tại nguồn",
    '"trông chờ cấp trên"',
)


def answer(desk: Desk, address: Address, language: Language) -> Iterator[h.Node]:
    """The facets and the passages found, as HTML; without a question the reports it is narrowed to, or what to ask.

    While the model is being loaded first what is found by words alone.
    """
    words, house, reader = WORDS[language], desk.house, desk.reader
    if not address.question:
        offered = facets(narrowed(house, reader, address.request), address, FORM, words, sorted_by=True)
        if not address.narrowed:
            yield [offered, started(desk, words)]
            return
        reports = listed(house, reader, address.request)
        yield [offered, listing(reports[: address.shown], len(reports), address, words)]
        return
    if house.engines.loading():
        with inquiry(house, reader, address.request, by_words=True) as asked:
            yield [facets(asked.facets(), address, FORM, words, sorted_by=True), by_words(asked.passages(), words)]
    with inquiry(house, reader, address.request) as asked:
        found = results(asked.passages(), address, words, language, asked.named())
        yield [facets(asked.facets(), address, FORM, words, sorted_by=True), found]


SEARCH = question_tab("search", EXAMPLES, answer)
