"""What a phrase asks of wordings beside its words: a role of section ("hạn chế về kinh phí"), and a pole."""

from __future__ import annotations

from dataclasses import dataclass

from ...corpus.report import Role
from ...corpus.roles import role_of
from ...corpus.vietnamese import tokens
from ...index.records import Filter
from ...index.scope import Scope
from ...index.store import View
from ..typed_filters import ROLE_NAMES
from ..understanding import Understood
from .polarity import Asked, Pole, asked_by, poles_of
from .runs import run_at, runs_in
from .sayings import Saying

NAMED = frozenset(tuple(tokens(name)) for name in ROLE_NAMES)
"""What sections are called, as people ask for them."""

OF_WHAT = frozenset(("về", "trong", "đối", "của", "cho"))
"""Words between what is asked for and what it is about: "khó khăn trong công tác lưu trữ"."""

BEFORE = frozenset(runs_in("các, những, một số, mấy, một vài, nhiều"))
REQUESTING = frozenset(runs_in("đề nghị, kiến nghị, đề xuất"))
POLES: dict[Role, Pole] = {"limitations": "lacking", "advantages": "met", "results": "met"}
"""Which way sections of a role speak, whatever the words of a sentence in them."""

ON_A_MATTER: frozenset[Role] = frozenset(("funding", "staffing", "other"))
"""Roles of sections that say all of a matter, what lacks as well as what is there."""


NO_POLE = Asked()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought.

    Attributes:
        asked: what was understood, its words those that wordings are to have.
        role: the only role of section that is looked in, but for sections on the matter itself; None for all.
        about: the role of those.
        pole: which way a wording is to speak.
        given: whether roles were given beside the phrase, so that it is no matter where a sentence stands.
    """

    asked: Understood
    role: Role | None = None
    about: Role | None = None
    pole: Asked = NO_POLE
    given: bool = False

    def seen_in(self, view: View) -> View:
        """The part of `view` that is looked in."""
        seen = view.within(self.asked.scope)
        roles = tuple(role for role in (self.role, self.about) if role)
        return seen.within(Scope(filter=Filter(roles=roles))) if roles else seen

    def takes(self, saying: Saying, core: str) -> bool:
        """Whether a sentence that says it in the words `core` is sought.

        It does not say the opposite of a phrase that has a pole, and either has that pole by its own words or stands
        where sentences have it, or may have it.
        """
        words, role = tokens(core), saying.use.passage.role
        if self.pole.is_contradicted_by(words):
            return False
        way = next((pole for pole in self.pole.poles if pole in POLES.values()), None)
        if way is None or way in poles_of(words) or self.given:
            return True
        return POLES.get(role) == way or (self.role is None and role in ON_A_MATTER)


def sought(asked: Understood, view: View) -> Sought:
    """What is sought by what was understood of `view`; a filter of roles that was given wins over words."""
    words = tokens(asked.words.text)
    given = bool(asked.scope.filter.roles)
    named = _named(words)
    if named:
        role, matter = named
        about = role_of(matter)
        return Sought(
            asked.about(matter, view),
            None if given else role,
            about if about in ON_A_MATTER and role in POLES and not given else None,
            Asked(frozenset([POLES[role]]) if role in POLES else frozenset()),
            given,
        )
    requests = bool(run_at(words, 0, REQUESTING)) and len(words) > 2
    return Sought(asked, "proposals" if requests and not given else None, None, asked_by(words), given)


def _named(words: list[str]) -> tuple[Role, str] | None:
    """The role that is asked for by its name, and what is asked of it: "những hạn chế về kinh phí"."""
    start = len(run_at(words, 0, BEFORE))
    name = run_at(words, start, NAMED)
    rest = words[start + len(name) :]
    if not name or len(rest) < 2 or rest[0] not in OF_WHAT:
        return None
    matter = rest[2:] if rest[:2] == ["đối", "với"] else rest[1:]
    role = role_of(" ".join(name))
    return (role, " ".join(matter)) if matter and role != "other" else None
