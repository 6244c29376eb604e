"""Câu mẫu: a phrase becomes the ways in which reports have put it."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from ...service.asking import facets as narrowed
from ...service.asking import inquiry
from ...words import Language
from ..address import Address
from ..cards.controls import notice
from ..cards.frame import facets
from ..cards.wordings import FORM, downloads, wordings
from ..language import WORDS
from .desk import Desk, question_tab, started

EXAMPLES = ("kinh phí hạn chế", "trông chờ, ỷ lại", "đề nghị mở lớp tập huấn")

NARROWED_BY = ("level", "role", "year")


def answer(desk: Desk, address: Address, language: Language) -> Iterator[h.Node]:
    """The facets and the wordings, as HTML; without a phrase what there is to ask."""
    words, house, reader = WORDS[language], desk.house, desk.reader
    if not address.question or house.engines.loading():
        said = notice(words["loading"]) if address.question else started(desk, words)
        yield [facets(narrowed(house, reader, address.request, *NARROWED_BY), address, FORM, words), said]
    if address.question:
        with inquiry(house, reader, address.request) as asked:
            found = asked.wordings()
            offered = facets(asked.facets(*NARROWED_BY), address, FORM, words)
            yield [offered, wordings(found, words), downloads(address, words) if found.variants else None]


WORDINGS = question_tab("wording", EXAMPLES, answer)
