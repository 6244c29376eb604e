"""The basket: sentences that a reader has chosen, kept by where they stand and quoted from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..corpus.bibliography import CslItem
from ..index.records import Passage
from ..index.store import View
from ..search.export import Quotation
from ..search.sources import again, in_full, source_of, sources_of

MOST = 200
"""Sentences that a basket holds."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence chosen: [start, end) of the text of the passage with that public id."""

    passage: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.passage}:{self.start}:{self.end}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence chosen, as the store has it; no passage where that is gone. `told` is how it is cited among others."""

    pick: Pick
    passage: Passage | None
    told: CslItem | None = None

    @property
    def text(self) -> str:
        """The sentence, verbatim; empty where its passage is gone."""
        return self.passage.text[self.pick.start : self.pick.end] if self.passage else ""

    @property
    def source(self) -> CslItem | None:
        """What its citation is made of."""
        return self.told or (source_of(self.passage) if self.passage else None)

    @property
    def citation(self) -> str:
        """Of its passage, in full, in prose."""
        return in_full(self.source) if self.source else ""


def read_pick(said: str) -> Pick | None:
    """The inverse of `str`; None for what is no pick, for a browser can send anything."""
    passage, start, end = (*said.rsplit(":", 2), "", "")[:3]
    if not (passage and _is_place(start) and _is_place(end) and int(start) < int(end)):
        return None
    return Pick(passage, int(start), int(end))


def chosen(view: View, said: Iterable[str]) -> list[Chosen]:
    """The sentences that `said` picks, each once, in order; no more than `MOST`."""
    picks = [pick for one in dict.fromkeys(said) if (pick := read_pick(one))][:MOST]
    passages = [_holding(view.passage(pick.passage), pick) for pick in picks]
    told = sources_of(view, filter(None, passages))
    return [
        Chosen(pick, passage, told[passage.key] if passage else None)
        for pick, passage in zip(picks, passages, strict=True)
    ]


def quotations(picked: Iterable[Chosen], notes: Mapping[str, str] | None = None) -> list[Quotation]:
    """What was chosen and is still there, for a document, under what was noted to it, by pick."""
    there = ((one, one.source) for one in picked)
    noted = notes or {}
    return [
        Quotation(
            one.text,
            in_full(source),
            source.header.secrecy,
            again(source),
            source.report,
            noted.get(str(one.pick), "").strip(),
        )
        for one, source in there
        if source
    ]


def _holding(passage: Passage | None, pick: Pick) -> Passage | None:
    return passage if passage and pick.end <= len(passage.text) else None


def _is_place(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= 9
