"""Tổng quan: the whole store in pictures, and the passages of each of its themes."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from ...service.overview import series, statistics, theme_passages, themes
from ...words import Language
from ..address import Address
from ..cards.overview import overview, theme_gone
from ..cards.overview import theme_passages as passages_of_theme
from ..language import WORDS
from .desk import Desk, answer_tab


def answer(desk: Desk, address: Address, language: Language) -> Iterator[h.Node]:
    """The pictures as HTML, those of the themes once they are found; for the title of a theme its passages."""
    words, house, reader = WORDS[language], desk.house, desk.reader
    if address.question:
        found = theme_passages(house, reader, address.question, address.filter, address.shown)
        if found is None:
            yield theme_gone(address.question, words)
        else:
            yield passages_of_theme(found.theme, found.hits, found.found, address, words)
        return
    counted, missing = statistics(house, reader), series(house, reader)
    if themes(house, reader, wait=False) is None:
        yield overview(counted, missing, None, words)
    yield overview(counted, missing, themes(house, reader), words)


OVERVIEW = answer_tab("overview", answer)
