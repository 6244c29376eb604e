"""An answer in a language model's words, where one is set up: what stands is cited, what does not is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...index.records import Passage
from ...index.store import View
from ...words import Language
from ..claims.backing import Backing, nearest_sentence
from ..claims.force import Force, force_under
from ..constants import MODEL_PASSAGES
from ..engine import SearchEngine, citation_of
from ..understanding import Understood
from .composition import Answer, Source
from .llm import LanguageModel
from .model_text import CITATION, CheckedSentence, stream_answer


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence of a language model that stands.

    Attributes:
        text: as it wrote it, the numbers those of the answer's sources.
        backing: for the number of each of its sources, the sentence there that it stands on.
    """

    text: str
    backing: tuple[tuple[int, Backing], ...]

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "text": self.text,
            "stands_on": [{"n": n, "quote": one.text, "force": one.force} for n, one in self.backing],
        }


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and what a language model wrote: its sentences that stand, and those its passages do not bear out."""

    answer: Answer
    struck: tuple[CheckedSentence, ...] = ()
    sentences: tuple[WrittenSentence, ...] = ()

    def to_json(self, language: Language = "vi") -> dict[str, Any]:
        """The answer as the `ask` contract has it; what a model wrote, if one did, and in `language` why not."""
        struck = [{"text": one.text, "reason": one.reason and one.reason.to(language)} for one in self.struck]
        stands = [one.to_json() for one in self.sentences]
        return (
            self.answer.to_json() | ({"sentences": stands} if stands else {}) | ({"struck": struck} if struck else {})
        )


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
    told = tuple(_told(sentence, numbers, passages) for sentence in stands)
    sources = _sources([passages[n - 1] for n in order], given.sources)
    answer = replace(given, answer=" ".join(one.text for one in told), sources=sources, method="model")
    return Written(answer, struck, told)


def _told(sentence: CheckedSentence, numbers: dict[int, int], passages: Sequence[Passage]) -> WrittenSentence:
    claim = CITATION.sub("", sentence.text)
    near = ((numbers[n], nearest_sentence(claim, [passages[n - 1]])) for n in sentence.sources)
    return WrittenSentence(_renumbered(sentence.text, numbers), tuple((n, one) for n, one in near if one))


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
