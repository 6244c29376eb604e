"""The sentence of a passage that a claim stands on, as far as words tell, and with what force that says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...corpus.vietnamese import tokens
from ...index.records import Passage
from .clauses import line, sentence_of
from .force import Force, force_under


@dataclass(frozen=True, slots=True)
class Backing:
    """A sentence of a report: `text`, verbatim from `passage`."""

    passage: Passage
    text: str

    @property
    def force(self) -> Force:
        """With what force it says what it says: of several the one that is furthest from a fact's."""
        given = force_under(self.passage.sections, self.passage.role)
        said = {clause.force for clause in sentence_of(line(self.text), given).clauses}
        return next((force for force in NO_FACT if force in said), "fact")


NO_FACT: tuple[Force, ...] = ("request", "target", "condition", "waiting")


def nearest_sentence(claim: str, passages: Iterable[Passage]) -> Backing | None:
    """The sentence of `passages` that shares most words with `claim`; None where none shares any."""
    words = set(tokens(claim))
    said = [Backing(passage, passage.text[start:end]) for passage in passages for start, end in passage.sentences]
    shared = [(len(words & set(tokens(one.text))), -len(one.text)) for one in said]
    if not shared or max(shared)[0] == 0:
        return None
    return said[shared.index(max(shared))]
