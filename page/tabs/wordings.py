"""Câu mẫu: a phrase becomes the ways in which reports have put it."""

from __future__ import annotations

from collections.abc import Iterator

from tracuu.page.address import Address
from tracuu.page.cards.controls import notice
from tracuu.page.cards.frame import facets
from tracuu.page.cards.wordings import FORM, wordings
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import Desk, question_tab, started
from tracuu.search.wording import wording
from tracuu.service.facets import counted
from tracuu.words import Language

EXAMPLES = ("kinh phí hạn chế", "trông chờ, ỷ lại", "đề nghị mở lớp tập huấn")

NARROWED_BY = ("level", "role", "year")


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """The facets and the wordings, as HTML; without a phrase what there is to ask."""
    words = WORDS[language]
    said = started(desk, words)
    engine = desk.opened()
    offered = facets(counted(engine, address, *NARROWED_BY), address, FORM, words)
    if not address.question:
        yield offered + said
        return
    if desk.loading():
        yield offered + notice(words["loading"])
    yield offered + wordings(
        wording(desk.complete(), address.question, address.filter, as_typed=address.as_typed), words
    )


WORDINGS = question_tab("wording", EXAMPLES, answer)
