"""A phrase or a meaning becomes the ways in which reports have put it: grouped, counted, each with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...index.records import Passage
from ...index.store import View
from ..casing import cased
from ..constants import IN_ITS_WORDS, SAYING_COVERED, SAYING_KEPT, SAYING_NEAREST, SAYING_WITHOUT_WORDS
from ..engine import SearchEngine
from ..errors import EmptyQueryError
from ..understanding import Understood
from .blanks import Blank, blanks_in, fill
from .forms import Form, edits, form_of, near_same
from .sayings import Saying, Use, sayings_in


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which it has been put.

    Attributes:
        text: its most used form, verbatim, of those that hold the phrase if any does; of several the most recent.
        template: the text with its blanks open ("UBND xã [tên xã]").
        blanks: where they are in the text.
        uses: every sentence that is put so: first those with just this text, then the others, each newest first.
        holds: whether the phrase itself stands in one of them.
        covered: the largest share, 0..1, of the phrase's words in one of them.
        score: how well it says what was asked, 0..1, comparable within one answer only.
    """

    text: str
    template: str
    blanks: tuple[Blank, ...]
    uses: tuple[Use, ...]
    holds: bool
    covered: float
    score: float

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that put it so."""
        return tuple(dict.fromkeys(use.passage.report.id for use in self.uses))

    @property
    def count(self) -> int:
        """How many reports put it so."""
        return len(self.reports)

    @property
    def closeness(self) -> int:
        """2 if it holds the phrase itself, 1 if it says it in the same words, 0 in others."""
        return 2 if self.holds else int(self.covered >= IN_ITS_WORDS)

    @property
    def newest(self) -> str:
        """The latest date of these reports, ISO 8601 as precise as it is; empty if none has a date."""
        return max(_date(use.passage) for use in self.uses)

    @property
    def forms(self) -> dict[str, tuple[Use, ...]]:
        """Its uses by their exact text, the variant's own first."""
        by_text: dict[str, tuple[Use, ...]] = {}
        for use in self.uses:
            by_text[use.text] = (*by_text.get(use.text, ()), use)
        return by_text

    def to_json(self) -> dict[str, Any]:
        """The variant as the `wording` contract has it, and how its forms differ."""
        by_passage = {use.passage.key: use for use in self.uses}
        return {
            "text": self.text,
            "count": self.count,
            "citations": [use.citation for use in by_passage.values()],
            "passage_ids": list(by_passage),
            "reports": list(self.reports),
            "template": self.template,
            "blanks": [[blank.start, blank.end, blank.name] for blank in self.blanks],
            "forms": [
                {
                    "text": text,
                    "count": len({use.passage.report.id for use in uses}),
                    "passage_ids": list(dict.fromkeys(use.passage.key for use in uses)),
                    "edits": [[edit.start, edit.end, edit.instead] for edit in uses[0].edits],
                }
                for text, uses in self.forms.items()
            ],
        }


@dataclass(frozen=True, slots=True)
class Wording:
    """The ways in which reports have put a phrase; of equal closeness most used first, then most recent.

    Attributes:
        phrase: as it was typed.
        understood_as: with its accents restored; None if it was taken as typed.
        variants: those that hold the phrase itself, then those that say it in its words, then in others.
    """

    phrase: str
    understood_as: str | None
    variants: tuple[Variant, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as the `wording` contract has it."""
        return {"phrase": self.phrase, "variants": [variant.to_json() for variant in self.variants]}


@dataclass(frozen=True, slots=True)
class FormedSaying:
    """A saying in its form."""

    saying: Saying
    blanks: tuple[Blank, ...]
    form: Form


def wording(engine: SearchEngine, view: View, asked: Understood, limit: int = 20) -> Wording:
    """The ways in which the reports seen in `view` have put what was understood.

    Args:
        engine: what finds them.
        view: what is asked.
        asked: words, or a meaning in any words.
        limit: how many variants at most.

    Raises:
        EmptyQueryError: there are only conditions, and no words that reports might have put.
    """
    if asked.lists:
        raise EmptyQueryError
    result = engine.find(view, asked, 1)
    seen = view.within(asked.scope)
    sayings = list(sayings_in(seen, asked.words, engine.vector(cased(asked.words, seen))))
    best = max((saying.score for saying in sayings), default=0.0)
    in_its_words = any(saying.covered >= SAYING_COVERED for saying in sayings)
    found = result.found and (in_its_words or asked.words.script == "foreign")
    judged = [replace(saying, enough=_enough(saying, best, found)) for saying in sayings]
    variants = sorted(_variants(judged), key=lambda variant: variant.score, reverse=True)
    for key in ("newest", "count", "closeness"):
        variants.sort(key=lambda variant: getattr(variant, key), reverse=True)
    return Wording(result.query, result.understood_as, tuple(variants[:limit]))


def _enough(saying: Saying, best: float, found: bool) -> bool:
    """Whether it says what was asked, where `best` is the best score and `found` whether the store has an answer."""
    least = min(SAYING_KEPT, SAYING_NEAREST * best) if saying.covered else SAYING_WITHOUT_WORDS * best
    return saying.holds or (saying.score >= least and (found or saying.covered >= SAYING_COVERED))


def _variants(sayings: Iterable[Saying]) -> Iterator[Variant]:
    """The sayings grouped by how they are put: the groups in which one is enough, for what nearly repeats it counts."""
    by_key: dict[tuple[str, ...], list[FormedSaying]] = {}
    for saying in sayings:
        blanks = blanks_in(saying.use.text, saying.use.passage.report.header)
        said = FormedSaying(saying, blanks, form_of(saying.use.text, blanks))
        by_key.setdefault(said.form.key, []).append(said)
    ranked = sorted(by_key.values(), key=_standing, reverse=True)
    for group in near_same([same[0].form for same in ranked]):
        if any(said.saying.enough for place in group for said in ranked[place]):
            yield _variant([ranked[place] for place in group])


def _variant(forms: list[list[FormedSaying]]) -> Variant:
    """One variant of forms that are nearly one, the most used first."""
    by_text: dict[str, list[FormedSaying]] = {}
    for said in forms[0]:
        by_text.setdefault(said.saying.use.text, []).append(said)
    chosen = max(by_text.values(), key=_standing)[0]
    text = chosen.saying.use.text
    everything = sorted((said for same in forms for said in same), key=lambda said: said.saying.use.passage.id)
    everything.sort(key=lambda said: (said.saying.use.text == text, _date(said.saying.use.passage)), reverse=True)
    return Variant(
        text=text,
        template=fill(text, chosen.blanks),
        blanks=chosen.blanks,
        uses=tuple(
            replace(said.saying.use, edits=edits(said.saying.use.text, said.form, text, chosen.form))
            for said in everything
        ),
        holds=any(said.saying.holds for said in everything),
        covered=max(said.saying.covered for said in everything),
        score=max(said.saying.score for said in everything),
    )


def _standing(said: Sequence[FormedSaying]) -> tuple[bool, bool, int, str, float]:
    """How a form ranks: by what it says of what was asked, the reports that have it, and its latest date."""
    return (
        any(one.saying.holds for one in said),
        any(one.saying.enough for one in said),
        len({one.saying.use.passage.report.id for one in said}),
        max(_date(one.saying.use.passage) for one in said),
        max(one.saying.score for one in said),
    )


def _date(passage: Passage) -> str:
    header = passage.report.header
    return header.issued or (header.period[1] if header.period else "")
