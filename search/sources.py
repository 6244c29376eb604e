"""Passages as citations take them, by what else the asker may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..corpus.bibliography import CslItem
from ..corpus.citation import (
    Evidence,
    Namesakes,
    cite,
    cite_again,
    cite_in_full,
    evidence_of,
    in_prose,
    is_in_capitals,
    namesakes,
)
from ..index.records import Filter
from ..index.scope import Scope

if TYPE_CHECKING:
    from ..corpus.report import Header
    from ..index.records import Passage
    from ..index.store import View


def source_of(passage: Passage, evidence: Evidence | None = None) -> CslItem:
    """The passage as citations take it, what is in capitals in sentence case.

    Args:
        passage: what is cited.
        evidence: how its report writes names; None as far as its header and headings show it.
    """
    report = passage.report
    header, sections = report.header, passage.sections
    if is_in_capitals(header, sections):
        known = evidence or evidence_of(header, (section.title for section in report.sections))
        header, sections = in_prose(header, sections, known)
    return CslItem(passage.key, header, sections, passage.n, passage.page, report.file, passage.item)


def sources_of(view: View, passages: Iterable[Passage]) -> dict[str, CslItem]:
    """The passages as citations take them, by their public ids.

    Their reports' own texts say which words are names, and names that several reports or agencies have are those of all
    that the asker may see: what is hidden makes no citation longer.
    """
    cited = list(passages)
    others = _namesakes(view, [passage.report.header for passage in cited])
    known: dict[str, Evidence] = {}
    sources = {}
    for passage in cited:
        report = passage.report
        if report.id not in known and is_in_capitals(report.header, passage.sections):
            headings = (section.title for section in report.sections)
            texts = (other.text for other in view.passages_of(report.id))
            known[report.id] = evidence_of(report.header, (*headings, *texts))
        sources[passage.key] = replace(source_of(passage, known.get(report.id)), others=others)
    return sources


def in_passing(source: CslItem) -> str:
    """Its citation in prose, as results have it (`corpus.citation.cite`)."""
    return cite(source.header, source.sections, source.n, source.page, source.file, source.item)


def in_full(source: CslItem) -> str:
    """Its citation the first time (`corpus.citation.cite_in_full`)."""
    return cite_in_full(source.header, source.sections, source.n, source.page, source.file, source.item)


def again(source: CslItem) -> str:
    """Its citation after that (`corpus.citation.cite_again`)."""
    return cite_again(source.header, source.sections, source.n, source.page, source.file, source.item, source.others)


def _namesakes(view: View, headers: Sequence[Header]) -> Namesakes:
    """The names of these that others have; only reports of the same agencies or with the same numbers are looked at."""
    agencies = tuple({header.agency for header in headers if header.agency})
    numbers = tuple({header.number for header in headers if header.number})
    near: dict[str, Header] = {}
    for wanted in (Filter(agencies=agencies), Filter(numbers=numbers)):
        if wanted:
            near |= {record.id: record.header for record in view.within(Scope(filter=wanted)).reports()}
    return namesakes(near.values())
