"""What a phrase asks of wordings beside its words: a role of section ("hạn chế về kinh phí"), and a pole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...corpus.report import Role
from ...corpus.roles import role_of
from ...corpus.vietnamese import tokens
from ...index.records import Filter
from ...index.scope import Scope
from ...index.store import View
from ..typed_filters import ROLE_NAMES
from ..understanding import Understood
from .polarity import Asked, Pole, asked_by, poles_of
from .runs import known, run_at, runs_in
from .sayings import Saying

ON_A_MATTER: frozenset[Role] = frozenset(("funding", "staffing"))
"""Roles that a section has by its matter, whatever the section above it is for: "II. Hạn chế" > "1. Kinh phí"."""

NAMED = known(
    tuple(tokens(name))
    for name in ROLE_NAMES
    if role_of(name) not in ON_A_MATTER | {"context", "other"} and name != "kế hoạch"
)
"""What sections are called, as people ask for them; "kinh phí cho …" asks for money, and "kế hoạch về …" for a plan."""

OF_WHAT = frozenset(("về", "trong", "đối"))
OF_WHOM = frozenset(("của", "cho"))
"""Words between what is asked for and what it is about: "khó khăn trong công tác lưu trữ". The second may as well stand
within a phrase, "kết quả của công tác", but behind what one has or asks for: "hạn chế của đội ngũ cán bộ"."""

HAD: frozenset[Role] = frozenset(("limitations", "advantages", "proposals"))

BEFORE = known(runs_in("các, những, một số, mấy, một vài, nhiều"))
REQUESTING = known(runs_in("đề nghị, kiến nghị, đề xuất"))
POLES: dict[Role, Pole] = {"limitations": "lacking", "advantages": "met"}
"""Which way whoever asks for sections of a role wants them to speak."""

SPEAKING: dict[Pole, frozenset[Role]] = {
    "lacking": frozenset(("limitations", "funding", "staffing", "other")),
    "met": frozenset(("advantages", "results", "funding", "staffing", "other")),
}
"""Where a sentence may be one of lack, or of plenty, that has no word for it."""

NO_POLE = Asked()

FORMULA = re.compile(
    r"\W*(?:trên đây là\b|.{0,200}\btrân trọng báo cáo\b|(?:căn cứ|thực hiện)\s.{0,400}\bbáo cáo\b.{0,200}\bnhư sau\W*$"
    r"|(?:căn cứ|thực hiện)\s[^,;]{0,80}\bsố \d)",
    re.IGNORECASE,
)
"""How a report opens and closes, which says nothing of the matter."""

CONTRARY = tuple(
    pair
    for one, other in (("kiêm nhiệm", "chuyên trách"), ("khách quan", "chủ quan"), ("tập trung", "phân tán"))
    for pair in ((one, other), (other, one))
)
"""Of which whoever asks for one never wants the other."""


def _contrary(asked: Understood, words: Sequence[str]) -> bool:
    """Whether a clause has, undenied, the contrary of a word that the phrase has and the clause has not."""
    phrase, clause = (f" {' '.join(said)} " for said in (tokens(asked.words.text), words))
    denied = not DENIALS.isdisjoint(words)
    return any(
        f" {one} " in phrase and f" {one} " not in clause and f" {other} " in clause and not denied
        for one, other in CONTRARY
    )


DENIALS = frozenset(["không", "chưa", "chẳng"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of it.

    Attributes:
        asked: what was understood, its words those that wordings are to have.
        role: the only role of section that is looked in; None for all.
        about: the role that a section of it may have instead, by its matter.
        pole: which way a wording is to speak.
        unsaid: how many of its first words only ask for it, as the section says without them.
        given: whether roles were given beside the phrase, so that it is no matter where a sentence stands.
    """

    asked: Understood
    role: Role | None = None
    about: Role | None = None
    pole: Asked = NO_POLE
    given: bool = False
    unsaid: int = 0

    @property
    def phrase(self) -> tuple[str, ...]:
        """The words that a sentence is to have, for the phrase itself to stand in it."""
        return tuple(self.asked.words.terms[self.unsaid :])

    def seen_in(self, view: View) -> View:
        """The part of `view` that is looked in."""
        seen = view.within(self.asked.scope)
        roles = tuple(role for role in (self.role, self.about) if role)
        return seen.within(Scope(filter=Filter(roles=roles))) if roles else seen

    def takes(self, saying: Saying, core: str) -> bool:
        """Whether a sentence that says it in the words `core` is wanted.

        It stands in a section that is asked for, does not say the opposite of what was asked, and where that has a pole
        and its own words have none, it is the very phrase or stands where it may be meant so.
        """
        words, passage = tokens(core), saying.use.passage
        in_section = self.role is None or self.role in {passage.role, *(section.role for section in passage.sections)}
        if not in_section or self.pole.is_contradicted_by(words):
            return False
        told = poles_of(words)
        ways = [way for way in self.pole.poles if way not in told]
        if saying.holds:
            return True
        if not SPEAKING.keys() >= set(ways) or FORMULA.match(saying.use.text) or _contrary(self.asked, words):
            return False
        return self.given or all(passage.role in SPEAKING[way] for way in ways)


def wanted_of(asked: Understood, view: View) -> Wanted:
    """What is wanted by what was understood of `view`; a filter of roles that was given wins over words.

    What is asked of a role, "hạn chế về kinh phí", is asked by what it is about, unless reports put it in these words.
    """
    words = tokens(asked.words.text)
    given = bool(asked.scope.filter.roles)
    named = _named(words)
    if named:
        role, matter = named
        about = role_of(matter)
        wanted = Wanted(
            asked,
            None if given else role,
            about if about in ON_A_MATTER and not given else None,
            Asked(frozenset([POLES[role]]) if role in POLES else frozenset()),
            given,
        )
        put_so = len(wanted.seen_in(view).holding(asked.words.terms, asked.words.accents)) > 0
        return wanted if put_so else replace(wanted, asked=asked.about(matter, view))
    asking = len(run_at(words, 0, REQUESTING))
    requests = bool(asking) and len(words) > 2 and not given
    wanted = Wanted(asked, "proposals" if requests else None, None, asked_by(words), given)
    return replace(wanted, unsaid=asking) if requests else wanted


def _named(words: list[str]) -> tuple[Role, str] | None:
    """The role that is asked for by its name, and what is asked of it: "những hạn chế về kinh phí"."""
    start = len(run_at(words, 0, BEFORE))
    name = run_at(words, start, NAMED)
    rest = words[start + len(name) :]
    role = role_of(" ".join(name))
    if not name or len(rest) < 2 or rest[0] not in OF_WHAT | (OF_WHOM if role in HAD else frozenset()):
        return None
    matter = rest[2:] if rest[:2] == ["đối", "với"] else rest[1:]
    return (role, " ".join(matter)) if matter else None
