"""Drafts and single sentences, held against what the store says."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..corpus.sandbox import read_draft_safely
from ..index.records import Passage
from ..search.check.draft import Checked, Looking, bounded, check_draft, checking
from ..search.claims.evidence import CitedPassage
from ..search.claims.verdict import MARKUP, Verdict, held
from ..search.errors import PassageUnknownError
from ..words import both
from .house import House
from .readers import Reader


def draft_in(path: Path) -> list[str]:
    """The paragraphs of the draft in a file, in any format that reports are read in, as they stand there.

    Raises:
        corpus.errors.FileUnreadableError: the file cannot be read; the message says why.
        search.errors.NoDraftError, DraftTooLongError: there is nothing in it, or too much.
    """
    return bounded([paragraph.text for paragraph in read_draft_safely(path).paragraphs])


def draft_of(text: str) -> list[str]:
    """The paragraphs of a draft that was typed or pasted, a line each; raises NoDraftError, DraftTooLongError."""
    return bounded(text.splitlines())


def check(house: House, reader: Reader, paragraphs: Sequence[str]) -> Checked:
    """A draft's paragraphs held against what `reader` sees: each sentence that cites, quotes or gives a figure."""
    began = time.perf_counter()
    with house.seen_by(reader) as view:
        checked = check_draft(view, paragraphs)
    house.notes.asked("check", bool(checked.statements), time.perf_counter() - began)
    return checked


def check_steps(house: House, reader: Reader, paragraphs: Sequence[str]) -> Iterator[Looking | Checked]:
    """The same over one view: how far it is, and at last what came of it; no further than somebody asks."""
    with house.seen_by(reader) as view:
        yield from checking(view, paragraphs)


def supported(house: House, reader: Reader, sentence: str, keys: Sequence[str]) -> Verdict:
    """Whether the passages with these public ids bear `sentence` out, together; raises PassageUnknownError."""
    with house.seen_by(reader) as view:
        passages: list[Passage] = []
        for key in keys:
            passage = view.passage(key)
            if passage is None:
                raise PassageUnknownError(key)
            passages.append(passage)
    if not passages:
        return Verdict(both("check.no_passages"))
    if MARKUP.search(sentence):
        return Verdict(both("answers.struck_markup"))
    return held(sentence.strip().rstrip(" ."), [CitedPassage.of(passage) for passage in passages])
