"""One question over all that an engine sees: what the tests of answers, wordings and views begin with."""

from __future__ import annotations

from tracuu.index.records import Filter, Passage
from tracuu.index.store import View
from tracuu.page.tabs.desk import Desk
from tracuu.search import SearchEngine
from tracuu.search.answer import Answer, answer
from tracuu.search.answer.llm import LanguageModel
from tracuu.search.answer.model import Written, written
from tracuu.search.understanding import understand
from tracuu.search.wording import Wording, wording
from tracuu.service.changes import Changes
from tracuu.service.house import House
from tracuu.service.readers import OWNER
from tracuu.words import Language


def answered(engine: SearchEngine, question: str, wanted: Filter | None = None, language: Language = "vi") -> Answer:
    """The answer in the reports' own sentences."""
    with engine.view() as view:
        return answer(engine, view, understand(view, question, wanted), language)


def rewritten(engine: SearchEngine, question: str, client: LanguageModel) -> tuple[Answer, Written]:
    """The same, and what a language model makes of it."""
    with engine.view() as view:
        asked = understand(view, question)
        given = answer(engine, view, asked)
        return given, written(engine, view, asked, given, client)


def worded(
    engine: SearchEngine, phrase: str, wanted: Filter | None = None, limit: int = 20, as_typed: bool = False
) -> Wording:
    """The ways in which reports have put it."""
    with engine.view() as view:
        return wording(engine, view, understand(view, phrase, wanted, as_typed), limit)


def passages_seen(view: View) -> list[Passage]:
    """Every passage of a view, by id."""
    return sorted(
        (passage for record in view.reports() for passage in view.passages_of(record.id)),
        key=lambda passage: passage.id,
    )


def desk_of(house: House) -> Desk:
    """The desk of one who sits at their own machine."""
    return Desk(house, Changes(house, local=True), OWNER)
