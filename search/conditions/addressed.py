"""To whom the reports asked for were sent: "báo cáo gửi Sở TTTT" are not those of the Sở (kính gửi, nơi nhận)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...corpus.vietnamese import fold, tokens
from ...index.store import View
from ..abbreviations import letters_in_full
from ..constants import OFFICE_WORDS
from .spelled import Spelled

SENT_TO = Spelled(
    r"\b(?:(?:kính )?gửi(?: (?:cho|đến|tới|lên|về))?|nơi nhận(?: (?:là|gồm|có))*|(?:addressed|sent) to)(?: the)?\s+"
)
"""Before the office that a report goes to."""

HEADS = frozenset(("so", "phong", "ubnd", "hdnd", "xa", "phuong", "huyen", "tinh", "quan", "cong", "ban", "chi", "cuc"))
"""Folded words with which a name of an office begins, whether or not any report goes there."""

ENDING = frozenset(("nao", "khong", "nam", "trong", "ve", "ngay", "thang", "vao", "la", "va", "do", "gom"))
"""Folded words that are no more of a name."""

WHERE_TO = re.compile(
    r"(?:(?:nhung|cac) )?(?:ai|dau|noi nao"
    r"|(?:(?:co quan|don vi|so|phong|ban|nganh|xa|huyen|tinh|cap|bo)(?: (?:nganh|tren))? )+nao)\b"
)
"""What asks, folded, where a report went: "gửi cơ quan nào"."""

Name = tuple[str, ...]


class Addressee(NamedTuple):
    """The office that a question says reports go to: one past its last word, and the reports that do."""

    end: int
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Addressees:
    """To whom the reports of a view go.

    Attributes:
        reports: by a name, its words folded and in full, the ids of those that go there.
        holding: by a word, the names that it stands in.
    """

    reports: Mapping[Name, Sequence[str]]
    holding: Mapping[str, frozenset[Name]]

    @classmethod
    def of(cls, said: Iterable[tuple[str, Sequence[str]]]) -> Addressees:
        """Of the names that stand in each report, by its id."""
        reports: defaultdict[Name, list[str]] = defaultdict(list)
        holding: defaultdict[str, set[Name]] = defaultdict(set)
        for report, names in said:
            for name in {letters_in_full(map(fold, tokens(one))) for one in names}:
                reports[name].append(report)
                for word in name:
                    holding[word].add(name)
        return cls(reports, {word: frozenset(names) for word, names in holding.items()})

    def named(self, said: Name) -> tuple[str, ...]:
        """The ids of the reports that go to an office in whose name `said` stands."""
        first, *others = (self.holding.get(word, frozenset()) for word in said)
        names = (name for name in first.intersection(*others) if _within(said, name))
        return tuple(dict.fromkeys(report for name in names for report in self.reports[name]))


def addressee(view: View, words: Sequence[str], start: int) -> Addressee | None:
    """The office named from `start` on; None where none is named. Of those that are only sent a copy where no report is
    addressed to it.

    Args:
        view: whose reports.
        words: folded, of the question.
        start: of the first of them behind "gửi".
    """
    if WHERE_TO.match(" ".join(words[start:])):
        return None
    for to in (view.derived("addressees", _addressees), view.derived("recipients", _recipients)):
        for end in range(min(len(words), start + OFFICE_WORDS), start, -1):
            said = letters_in_full(words[start:end])
            if len(said) > 1 and (reports := to.named(said)):
                return Addressee(end, reports)
    end = next((at for at in range(start, len(words)) if words[at] in ENDING), len(words))
    return Addressee(end, ()) if start < end - 1 and words[start] in HEADS else None


def _addressees(view: View) -> Addressees:
    return Addressees.of((report.id, report.header.addressees) for report in view.reports())


def _recipients(view: View) -> Addressees:
    return Addressees.of((report.id, report.header.recipients) for report in view.reports())


def _within(said: Name, name: Name) -> bool:
    return any(name[at : at + len(said)] == said for at in range(len(name) - len(said) + 1))
