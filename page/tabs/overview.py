"""Tổng quan: the whole store in pictures, and the passages of each of its themes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tracuu.page.address import Address
from tracuu.page.cards.overview import overview, theme_gone, theme_passages
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import Desk, answer_tab
from tracuu.search import Hit, SearchEngine
from tracuu.search.engine import citation_of
from tracuu.search.overview import Theme
from tracuu.words import Language


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """The pictures as HTML, those of the themes once they are found; for the title of a theme its passages."""
    words, engine, survey = WORDS[language], desk.opened(), desk.survey
    if not address.question:
        if not survey.themes.ready(engine):
            yield overview(survey.counted(engine), survey.series(engine), None, words)
        yield overview(survey.counted(engine), survey.series(engine), survey.themes(engine), words)
        return
    theme = next((theme for theme in survey.themes(engine).themes if theme.title == address.question), None)
    if theme is None:
        yield theme_gone(address.question, words)
        return
    ids = passages_of(engine, theme, address)
    known = engine.catalog.passages(ids[: address.shown])
    there = [known[number] for number in ids[: address.shown] if number in known]
    hits = [Hit(rank, 0.0, passage, (), citation_of(passage)) for rank, passage in enumerate(there, 1)]
    yield theme_passages(theme, hits, len(ids), address, words)


def passages_of(engine: SearchEngine, theme: Theme, address: Address) -> list[int]:
    """Ids of the passages of a theme that the filter admits: one of each report first, then the nearest."""
    allowed = engine.catalog.select(address.filter)
    ids = list(dict.fromkeys([*theme.representatives, *theme.passages.tolist()]))
    return ids if allowed is None else np.array(ids)[np.isin(ids, allowed)].tolist()


OVERVIEW = answer_tab("overview", answer)
