"""An answer in a language model's words, where one is set up: what stands is cited, what does not is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...index.records import Passage
from ...index.store import View
from ...words import Language
from ..claims.force import Force, force_under
from ..constants import MODEL_PASSAGES
from ..engine import SearchEngine, citation_of
from ..understanding import Understood
from .composition import Answer, Source
from .llm import LanguageModel
from .model_text import CITATION, CheckedSentence, stream_answer


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and what a language model wrote besides that its passages do not bear out."""

    answer: Answer
    struck: tuple[CheckedSentence, ...] = ()

    def to_json(self, language: Language = "vi") -> dict[str, Any]:
        """The answer as the `ask` contract has it; what was struck, and why in `language`, only where something was."""
        struck = [{"text": one.text, "reason": one.reason and one.reason.to(language)} for one in self.struck]
        return self.answer.to_json() | ({"struck": struck} if struck else {})


def written(engine: SearchEngine, view: View, asked: Understood, given: Answer, client: LanguageModel) -> Written:
    """`given` in the words of the model behind `client`; as it is where a header answered, nothing did, or none stands.

    Raises:
        LanguageModelError: the model does not answer; `given` still does.
    """
    last = Written(given)
    for last in writing(engine, view, asked, given, client):  # noqa: B007 - the last is what is wanted
        pass
    return last


def writing(
    engine: SearchEngine, view: View, asked: Understood, given: Answer, client: LanguageModel
) -> Iterator[Written]:
    """The same as it grows, a sentence at a time; until one stands it is `given`, with what was struck.

    Args:
        engine: finds the passages.
        view: what they come from.
        asked: the question that was answered.
        given: the extractive answer.
        client: the model.

    Raises:
        LanguageModelError: likewise; what was written before it is no whole answer.
    """
    if given.method != "extractive" or not given.found:
        return
    quoted = (view.passage(source.passage_id) for source in given.sources)
    found = (hit.passage for hit in engine.find(view, asked, MODEL_PASSAGES).hits)
    passages = list({passage.key: passage for passage in (*quoted, *found) if passage}.values())[:MODEL_PASSAGES]
    sentences: list[CheckedSentence] = []
    for sentence in stream_answer(given.question, passages, client):
        sentences.append(sentence)
        yield _so_far(given, passages, sentences)


def _so_far(given: Answer, passages: Sequence[Passage], sentences: Sequence[CheckedSentence]) -> Written:
    """The answer that `sentences` make, their sources numbered in order of use."""
    struck = tuple(sentence for sentence in sentences if not sentence.supported)
    stands = [sentence for sentence in sentences if sentence.supported]
    if not stands:
        return Written(given, struck)
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
    known = {source.passage_id: source for source in quoted}
    whole = (Source(0, one.key, one.text, citation_of(one), "", one.role, _force(one)) for one in passages)
    return tuple(replace(known.get(one.passage_id, one), n=n) for n, one in enumerate(whole, 1))


def _force(passage: Passage) -> Force:
    return force_under(passage.sections, passage.role)
