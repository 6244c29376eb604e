"""Reports drawn from others: as long, as many-sided and with words as frequent, but none like another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tracuu.corpus.report import Report
from tracuu.corpus.vietnamese import sentences

OTHER = 8
"""One word of so many is another one, drawn from all words there are: pairs of words go on coming, as in an archive."""

AGENCIES = 40
"""Agencies made of each one there is."""

FIGURES = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")


class Drawn:
    """Draws reports.

    Args:
        known: their model: its headers, outlines, numbers of sentences, and words as often as they stand there.
        seed: of what is drawn.
    """

    def __init__(self, known: Sequence[Report], seed: int = 1) -> None:
        self._known = known
        texts = [paragraph.text for report in known for paragraph in report.paragraphs]
        self._sentences = [text[start:end] for text in texts for start, end in sentences(text)]
        self._words = [word for text in texts for word in WORD.findall(text)]
        self._random = np.random.default_rng(seed)

    def report(self, number: int) -> Report:
        """One report, after that of its turn."""
        model = self._known[number % len(self._known)]
        order = number // len(self._known)
        header = replace(
            model.header,
            agency=model.header.agency and f"{model.header.agency} số {order % AGENCIES}",
            number=f"{order}/BC-UBND",
        )
        paragraphs = tuple(replace(one, text=self._text(one.text)) for one in model.paragraphs)
        return replace(model, file=f"{number}.md", header=header, paragraphs=paragraphs)

    def reports(self, count: int, first: int = 0) -> Iterator[Report]:
        """So many reports, by turns."""
        return (self.report(number) for number in range(first, first + count))

    def _text(self, like: str) -> str:
        chosen = self._random.integers(len(self._sentences), size=max(1, len(sentences(like))))
        return " ".join(self._changed(self._sentences[number]) for number in chosen.tolist())

    def _changed(self, said: str) -> str:
        words = said.split()
        other = self._random.integers(len(self._words), size=len(words)).tolist()
        is_other = (self._random.integers(OTHER, size=len(words)) == 0).tolist()
        said = " ".join(
            self._words[new] if changed and WORD.fullmatch(word) else word
            for word, new, changed in zip(words, other, is_other, strict=True)
        )
        return FIGURES.sub(lambda found: str(self._random.integers(10 ** min(len(found[0]), 6))), said)
