"""A phrase or a meaning becomes the ways in which reports have put it: grouped, counted, each with its citations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...index.store import View
from ..casing import cased
from ..constants import SAYING_COVERED, SAYING_KEPT, SAYING_NEAREST, SAYING_WITHOUT_WORDS
from ..engine import SearchEngine
from ..errors import EmptyQueryError
from ..understanding import Understood
from .formed import formed
from .sayings import Saying, sayings_in
from .variants import Variant, variants_of
from .wanted import wanted_of

__all__ = ["Variant", "Wording", "wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The ways in which reports have put a phrase, those of most reports first, then the most recent.

    Attributes:
        phrase: as it was typed.
        understood_as: with its accents restored; None if it was taken as typed.
        variants: none of which says the opposite.
    """

    phrase: str
    understood_as: str | None
    variants: tuple[Variant, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as the `wording` contract has it."""
        return {"phrase": self.phrase, "variants": [variant.to_json() for variant in self.variants]}


def wording(engine: SearchEngine, view: View, asked: Understood, limit: int = 20) -> Wording:
    """The ways in which the reports seen in `view` have put what was understood.

    Args:
        engine: what finds them.
        view: what is asked.
        asked: words, or a meaning in any words.
        limit: how many variants at most.

    Raises:
        EmptyQueryError: there are only filters, and no words that reports might have put.
    """
    if asked.lists:  # a place, or a signer: here it is what is put
        asked = asked.taken_as_words(view)
    if asked.lists:
        raise EmptyQueryError
    result = engine.find(view, asked, 1)
    wanted = wanted_of(asked, view)
    words = wanted.asked.words
    seen = wanted.seen_in(view)
    sayings = list(sayings_in(seen, words, engine.vector(cased(words, seen)), wanted.phrase))
    best = max((saying.score for saying in sayings), default=0.0)
    in_its_words = any(saying.covered >= SAYING_COVERED for saying in sayings)
    found = result.found and (in_its_words or words.script == "foreign")
    put = (formed(replace(saying, enough=_enough(saying, best, found)), words) for saying in sayings)
    variants = list(variants_of(one for one in put if wanted.takes(one.saying, one.core_text)))
    variants.sort(key=lambda one: (one.count, one.newest, one.closeness, one.score), reverse=True)
    return Wording(result.query, result.understood_as, tuple(variants[:limit]))


def _enough(saying: Saying, best: float, found: bool) -> bool:
    """Whether it says what was asked, where `best` is the best score and `found` whether the store has an answer."""
    least = min(SAYING_KEPT, SAYING_NEAREST * best) if saying.covered else 0.0
    if not saying.covered or not saying.on_matter:  # "thiếu" of "thiếu biên chế" is in what lacks anything
        least = max(least, SAYING_WITHOUT_WORDS * best)
    return saying.holds or (saying.score >= least and (found or saying.covered >= SAYING_COVERED))
