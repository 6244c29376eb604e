"""A clause of a claim beside the sentence of a passage that it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..constants import CLAIM_WHOLE
from .clauses import Clause, Sentence
from .evidence import CitedPassage
from .reckoning import Worked


@dataclass(frozen=True, slots=True)
class Pairing:
    """What is compared.

    Attributes:
        clause: of the claim.
        sentence: of the passage, or two that follow one another.
        own: the clause of the sentence that says most of what `clause` says.
        evidence: the passage.
        reckoned: places, among the clause's numbers, of those that are worked out from the sources'.
        come_of: words of the figures that they are worked out from.
        claim: what the whole claim says, of which `clause` is a part.
        opening: its first clause, which may say of what time the others are: "Năm 2023, …".
    """

    clause: Clause
    sentence: Sentence
    own: Clause
    evidence: CitedPassage
    reckoned: frozenset[int]
    come_of: frozenset[str] = frozenset()
    claim: frozenset[str] = frozenset()
    opening: Clause | None = None

    @classmethod
    def of(
        cls,
        clause: Clause,
        sentence: Sentence,
        evidence: CitedPassage,
        worked: Worked,
        claim: frozenset[str] = frozenset(),
        opening: Clause | None = None,
    ) -> Pairing:
        """`clause` beside `sentence` of the passage `evidence`."""
        amounts = {number.amount for number in clause.figures.numbers if not number.doubtful}
        said = set(clause.words)

        def likeness(one: Clause) -> tuple[int, int]:
            known = sum(number.amount in amounts for number in one.figures.numbers)
            return len(said & set(one.content)) + 3 * known, -len(one.content)

        return cls(
            clause, sentence, max(sentence.clauses, key=likeness), evidence, worked.places, worked.words, claim, opening
        )

    def single(self, one: Clause) -> Sentence:
        """The sentence of the passage in which the clause `one` stands, where this is of two."""
        found = (part for part in self.evidence.single if any(one.text == clause.text for clause in part.clauses))
        return next(found, self.sentence)

    def gathered(self, words: frozenset[str], one: Clause) -> bool:
        """Whether most of `words` stand neither in `one`, a clause of the source, nor before it or in its list."""
        end = self.sentence.clauses.index(one) + 1
        before = self.sentence.clauses[:end]
        said = {number.amount for number in self.clause.figures.numbers}
        for clause in self.sentence.clauses[end:]:
            if not (_is_item(clause) or _figures_among(clause, said)):
                break
            before = (*before, clause)
            if _is_item(clause):
                break
        there = {word for clause in before for word in clause.content} | self.evidence.around
        return len(words) >= CLAIM_WHOLE and 3 * sum(word in there for word in words) < 2 * len(words)


def _figures_among(clause: Clause, said: set[Fraction | str]) -> bool:
    """Whether a clause has figures, and none but those of the claim."""
    own = [number.amount for number in clause.figures.numbers if not number.doubtful]
    return bool(own) and said.issuperset(own)


def _is_item(clause: Clause) -> bool:
    """Whether a clause may only go on with the list of the one before it: "có 05 nhà, đất không còn dùng"."""
    return not (clause.figures.numbers or clause.figures.dates or clause.text.startswith("trong đó"))


def nearness(clause: Clause, sentence: Sentence) -> int:
    """How much of `clause` the sentence says: its content words there, and each of its figures and dates twice."""
    amounts = {number.amount for one in sentence.clauses for number in one.figures.numbers}
    known = sum(number.amount in amounts for number in clause.figures.numbers if not number.doubtful)
    dates = [date for one in sentence.clauses for date in one.figures.dates]
    known += sum(any(date.startswith(said) for date in dates) for said in clause.figures.dates)
    return sum(word in sentence.words for word in clause.content) + 2 * known
