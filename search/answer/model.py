"""An answer in a language model's words, where one is set up: what stands is cited, what does not is struck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.records import Passage
from search.answer.llm import LanguageModel
from search.answer.model_text import CITATION, CheckedSentence, write_answer
from search.answer.parts import Answer, Source
from search.engine import SearchEngine, citation_of

SHOWN = 8
"""Passages that the model writes from: those quoted in the extractive answer, then the best found."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and what a language model wrote besides that its passages do not bear out."""

    answer: Answer
    struck: tuple[CheckedSentence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as the `ask` contract has it; what was struck, with the reason, only where something was."""
        struck = [{"text": sentence.text, "reason": sentence.reason} for sentence in self.struck]
        return self.answer.to_json() | ({"struck": struck} if struck else {})


def written(engine: SearchEngine, given: Answer, client: LanguageModel) -> Written:
    """`given` in the words of the model behind `client`; as it is where a header answered, nothing did, or none stands.

    Raises:
        LanguageModelError: the model does not answer; `given` still does.
    """
    if given.method != "extractive" or not given.found:
        return Written(given)
    quoted = (engine.catalog.passage(source.passage_id) for source in given.sources)
    found = (hit.passage for hit in engine.search(given.question, SHOWN).hits)
    passages = list({passage.key: passage for passage in (*quoted, *found) if passage}.values())[:SHOWN]
    wrote = write_answer(given.question, passages, client)
    struck = tuple(sentence for sentence in wrote.sentences if not sentence.supported)
    if not wrote.found:
        return Written(given, struck)
    stands = [sentence for sentence in wrote.sentences if sentence.supported]
    order = list(dict.fromkeys(n for sentence in stands for n in sentence.sources))
    numbers = {n: place for place, n in enumerate(order, 1)}
    text = " ".join(_renumbered(sentence.text, numbers) for sentence in stands)
    sources = _sources([passages[n - 1] for n in order], given.sources)
    return Written(replace(given, answer=text, sources=sources, method="model"), struck)


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    def cited(match: re.Match[str]) -> str:
        return "[" + ", ".join(str(numbers[int(n)]) for n in re.findall(r"\d+", match[0])) + "]"

    return CITATION.sub(cited, text)


def _sources(passages: Sequence[Passage], quoted: Sequence[Source]) -> tuple[Source, ...]:
    """Each passage as a source: quoted as in the extractive answer, else whole."""
    quotes = {source.passage_id: source.quote for source in quoted}
    return tuple(
        Source(n, passage.key, quotes.get(passage.key, passage.text), citation_of(passage))
        for n, passage in enumerate(passages, 1)
    )
