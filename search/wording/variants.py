"""Sentences become ways of putting something: those put alike are one, with what differs in them as its blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...corpus.report import Role
from ...corpus.vietnamese import tokens
from ...index.records import Passage
from ..constants import IN_ITS_WORDS
from .blanks import Blank, fill
from .formed import FormedSaying, opened_in, span_of, within
from .forms import Form, edits, near_same
from .polarity import Pole, poles_of
from .runs import Run
from .sayings import Use
from .topics import lead_of


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which it has been put.

    Attributes:
        text: its most used form, verbatim, of those that hold the phrase if any does; of several the most recent.
        template: the text with its blanks open ("Kinh phí cho [lĩnh vực] còn hạn chế").
        blanks: where they are in the text.
        uses: every sentence that is put so, as far as all are put alike: first those with just this text, then the
            others, each newest first.
        holds: whether the phrase itself stands in one of them.
        covered: the largest share, 0..1, of the phrase's words in one of them.
        score: how well it says what was asked, 0..1, comparable within one answer only.
        pole: whether it says that something lacks, or that it is there; None if it says neither, or both.
    """

    text: str
    template: str
    blanks: tuple[Blank, ...]
    uses: tuple[Use, ...]
    holds: bool
    covered: float
    score: float
    pole: Pole | None = None

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that put it so."""
        return tuple(dict.fromkeys(use.passage.report.id for use in self.uses))

    @property
    def count(self) -> int:
        """How many reports put it so."""
        return len(self.reports)

    @property
    def role(self) -> Role:
        """What the section of its text is for."""
        return self.uses[0].passage.role

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
        by_text: dict[str, list[Use]] = {}
        for use in self.uses:
            by_text.setdefault(use.text, []).append(use)
        return {text: tuple(uses) for text, uses in by_text.items()}

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
            "role": self.role,
            "pole": self.pole,
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


def variants_of(sayings: Iterable[FormedSaying]) -> Iterator[Variant]:
    """The sayings grouped by how they are put: the groups in which one is enough, for what nearly repeats it counts."""
    by_key: dict[tuple[str, ...], list[FormedSaying]] = {}
    for said in sayings:
        by_key.setdefault(said.form.key, []).append(said)
    ranked = sorted(by_key.values(), key=_standing, reverse=True)
    for group in near_same([same[0].form for same in ranked]):
        if any(said.saying.enough for place in group for said in ranked[place]):
            yield _variant([ranked[place] for place in group])


def _variant(forms: list[list[FormedSaying]]) -> Variant:
    """One variant of forms that are nearly one, the most used first."""
    everything = [said for same in forms for said in same]
    before, after = _shared(everything, -1), _shared(everything, 1)
    open_topics = _open_topics(everything)
    told = [_told(said, before, after, open_topics) for said in everything]
    by_text: dict[str, list[int]] = {}
    for place in range(len(forms[0])):
        by_text.setdefault(told[place].use.text, []).append(place)
    chosen = max(by_text.values(), key=lambda places: _standing([everything[place] for place in places]))[0]
    text, form = told[chosen].use.text, told[chosen].form
    told.sort(key=lambda one: one.use.passage.id)
    told.sort(key=lambda one: (one.use.text == text, _date(one.use.passage)), reverse=True)
    blanks = next(one.blanks for one in told if one.use.text == text)
    return Variant(
        text=text,
        template=fill(text, blanks),
        blanks=blanks,
        uses=tuple(replace(one.use, edits=edits(one.use.text, one.form, text, form)) for one in told),
        holds=any(said.saying.holds for said in everything),
        covered=max(said.saying.covered for said in everything),
        score=max(said.saying.score for said in everything),
        pole=pole_of(everything[chosen].core_text),
    )


Slot = tuple[int, str]
"""Which topic of a sentence, by its place among them and its kind."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A topic that is a blank: what it is called, and the words before their names that all have."""

    name: str
    lead: Run


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence as far as all of a variant are put alike, with its blanks."""

    use: Use
    blanks: tuple[Blank, ...]
    form: Form


def _told(said: FormedSaying, before: int, after: int, opened: dict[Slot, Opened]) -> _Told:
    """A sentence cut to what all of a variant have.

    Args:
        said: the sentence.
        before: parts before its core that all have.
        after: parts behind it.
        opened: which topics are blanks, and how.
    """
    start, end = span_of(said.parts, (said.core[0] - before, said.core[1] + after))
    first, last = within(said.pieces, (start, end))
    topics = [
        replace(topic, first=topic.first + len(blank.lead), name=blank.name)
        for place, topic in enumerate(said.topics)
        if (blank := opened.get((place, topic.kind)))
    ]
    pieces = tuple(
        replace(piece, start=piece.start - start, end=piece.end - start)
        for piece in opened_in(said.pieces, topics, first, last)
    )
    blanks = tuple(Blank(piece.start, piece.end, piece.word[1:-1]) for piece in pieces if piece.word[0] == "[")
    use = said.saying.use
    return _Told(replace(use, start=use.start + start, end=use.start + end), blanks, Form(pieces))


def _shared(everything: Sequence[FormedSaying], step: int) -> int:
    """How many parts before the core (`step` -1) or behind it (1) all have, each put alike."""
    shared = 0
    while True:
        place = -1 - shared if step < 0 else shared
        keys = {said.part((said.core[0] if step < 0 else said.core[1]) + place) for said in everything}
        if len(keys) > 1 or None in keys:
            return shared
        shared += 1


def _open_topics(everything: Sequence[FormedSaying]) -> dict[Slot, Opened]:
    """The topics that are not the same in all."""
    found: dict[Slot, list[tuple[Form, str]]] = {}
    for said in everything:
        for place, topic in enumerate(said.topics):
            found.setdefault((place, topic.kind), []).append((said.topic(place), topic.name))
    opened: dict[Slot, Opened] = {}
    for slot, same in found.items():
        if len({form.key for form, _ in same}) > 1:
            leads = {lead_of(form.words) for form, _ in same}
            ((name, _),) = Counter(name for _, name in same).most_common(1)
            opened[slot] = Opened(name, leads.pop() if len(leads) == 1 else ())
    return opened


def pole_of(core: str) -> Pole | None:
    """Whether something is said to lack or to be there; None for neither and for both."""
    poles = [pole for pole in poles_of(tokens(core)) if pole in ("lacking", "met")]
    return poles[0] if len(poles) == 1 else None


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
