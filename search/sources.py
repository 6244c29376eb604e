"""Passages as citations take them, by what else the asker may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..corpus.bibliography import CslItem
from ..corpus.citation import Namesakes, cite, cite_again, cite_in_full, in_prose, namesakes

if TYPE_CHECKING:
    from ..index.records import Passage
    from ..index.store import View


def source_of(passage: Passage, texts: Iterable[str] = ()) -> CslItem:
    """The passage as citations take it, what is in capitals in sentence case.

    Args:
        passage: what is cited.
        texts: its report's paragraphs, which show with its headings what is a name.
    """
    report = passage.report
    headings = (section.title for section in report.sections)
    header, sections = in_prose(report.header, passage.sections, (*headings, *texts))
    return CslItem(passage.key, header, sections, passage.n, passage.page, report.file, passage.item)


def sources_of(view: View, passages: Iterable[Passage]) -> dict[str, CslItem]:
    """The passages as citations take them, by their public ids.

    Their reports' own texts say which words are names, and names that several reports or agencies have are those of all
    that the asker may see: what is hidden makes no citation longer.
    """
    others = view.derived("namesakes", _namesakes)
    texts: dict[str, list[str]] = {}
    cited = {}
    for passage in passages:
        report = passage.report
        titles = (report.header.title, *(section.title for section in passage.sections))
        if report.id not in texts and any(title and title.isupper() for title in titles):
            texts[report.id] = [other.text for other in view.passages_of(report.id)]
        cited[passage.key] = replace(source_of(passage, texts.get(report.id, ())), others=others)
    return cited


def in_passing(source: CslItem) -> str:
    """Its citation in prose, as results have it (`corpus.citation.cite`)."""
    return cite(source.header, source.sections, source.n, source.page, source.file, source.item)


def in_full(source: CslItem) -> str:
    """Its citation the first time (`corpus.citation.cite_in_full`)."""
    return cite_in_full(source.header, source.sections, source.n, source.page, source.file, source.item)


def again(source: CslItem) -> str:
    """Its citation after that (`corpus.citation.cite_again`)."""
    return cite_again(source.header, source.sections, source.n, source.page, source.file, source.item, source.others)


def _namesakes(view: View) -> Namesakes:
    return namesakes(record.header for record in view.reports())
