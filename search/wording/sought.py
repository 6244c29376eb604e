"""What a phrase asks of wordings beside its words: a role of section ("hạn chế về kinh phí"), and a pole."""

from __future__ import annotations

from dataclasses import dataclass

from ...corpus.report import Role
from ...corpus.roles import role_of
from ...corpus.vietnamese import tokens
from ...index.records import Filter
from ...index.scope import Scope
from ...index.store import View
from ..function_words import PhraseList
from ..typed_filters import ROLE_NAMES
from ..understanding import Understood
from .polarity import Asked, Pole, asked_by, poles_of
from .sayings import Saying

NAMED = sorted((tuple(tokens(name)) for name in ROLE_NAMES), key=len, reverse=True)
"""What sections are called, as people ask for them."""

OF_WHAT = frozenset(("về", "trong", "đối", "của", "cho"))
"""Words between what is asked for and what it is about: "khó khăn trong công tác lưu trữ"."""

BEFORE = PhraseList("các, những, một số, mấy, một vài, nhiều")
REQUESTING = frozenset((("đề", "nghị"), ("kiến", "nghị"), ("đề", "xuất")))
POLES: dict[Role, Pole] = {"limitations": "lacking", "advantages": "met"}
"""Which way sections of a role speak."""

ON_A_MATTER: frozenset[Role] = frozenset(("funding", "staffing"))
"""Roles of sections that say all of a matter, what lacks as well as what is there."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought.

    Attributes:
        asked: what was understood, its words those that wordings are to have.
        role: the only role of section that is looked in, but for sections on the matter itself; None for all.
        about: the role of those.
        pole: which way a wording is to speak.
    """

    asked: Understood
    role: Role | None = None
    about: Role | None = None
    pole: Asked = Asked()

    def seen_in(self, view: View) -> View:
        """The part of `view` that is looked in."""
        seen = view.within(self.asked.scope)
        roles = tuple(role for role in (self.role, self.about) if role)
        return seen.within(Scope(filter=Filter(roles=roles))) if roles else seen

    def takes(self, saying: Saying, core: str) -> bool:
        """Whether a sentence that says it in the words `core` is sought: it does not say the opposite.

        In a section on the matter itself it has to speak the way that is sought.
        """
        words = tokens(core)
        if self.role and saying.use.passage.role != self.role:
            return POLES.get(self.role) in poles_of(words)
        return not self.pole.is_contradicted_by(words)


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
        )
    requests = tuple(words[:2]) in REQUESTING and len(words) > 2
    return Sought(asked, "proposals" if requests and not given else None, None, asked_by(words))


def _named(words: list[str]) -> tuple[Role, str] | None:
    """The role that is asked for by its name, and what is asked of it: "những hạn chế về kinh phí"."""
    marks = BEFORE.marks(words, accented=True)
    start = marks.index(False) if False in marks else 0
    name = next((name for name in NAMED if tuple(words[start : start + len(name)]) == name), ())
    rest = words[start + len(name) :]
    if not name or len(rest) < 2 or rest[0] not in OF_WHAT:
        return None
    matter = rest[2:] if rest[:2] == ["đối", "với"] else rest[1:]
    role = role_of(" ".join(name))
    return (role, " ".join(matter)) if matter and role != "other" else None
