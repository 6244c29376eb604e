"""To whom the reports asked for were sent: "báo cáo gửi Sở TTTT" are not those of the Sở (kính gửi, nơi nhận)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...corpus.report import Header
from ...corpus.vietnamese import fold, tokens
from ..abbreviations import letters_in_full
from ..constants import OFFICE_WORDS
from .spelled import Spelled

SENT_TO = Spelled(
    r"\b(?:(?:kính )?gửi(?: (?:cho|đến|tới|lên|về))?|nơi nhận(?: (?:là|gồm|có))*|(?:addressed|sent) to)(?: the)?\s+$"
)
"""Before the office that a report goes to."""

HEADS = frozenset(("so", "phong", "ubnd", "hdnd", "xa", "phuong", "huyen", "tinh", "quan", "cong", "ban", "chi", "cuc"))
"""Folded words with which a name of an office begins, whether or not any report goes there."""

ENDING = frozenset(("nao", "khong", "nam", "trong", "ve", "ngay", "thang", "vao", "la", "va", "do", "gom"))
"""Folded words that are no more of a name."""


class Addressee(NamedTuple):
    """The office that a question says reports go to: one past its last word, and the reports that do."""

    end: int
    reports: tuple[str, ...]


def addressee(words: Sequence[str], start: int, headers: Mapping[str, Header]) -> Addressee | None:
    """The office named from `start` on; None where none is named. Of those that are only sent a copy where no report is
    addressed to it.

    Args:
        words: folded, of the question.
        start: of the first of them behind "gửi".
        headers: of the reports, by their ids.
    """
    for names_of in (_addressees, _recipients):
        to = {
            report: [letters_in_full(map(fold, tokens(name))) for name in names_of(one)]
            for report, one in headers.items()
        }
        for end in range(min(len(words), start + OFFICE_WORDS), start + 1, -1):
            said = letters_in_full(words[start:end])
            if reports := tuple(report for report, names in to.items() if any(_within(said, name) for name in names)):
                return Addressee(end, reports)
    end = next((at for at in range(start, len(words)) if words[at] in ENDING), len(words))
    return Addressee(end, ()) if start < end - 1 and words[start] in HEADS else None


def _addressees(header: Header) -> tuple[str, ...]:
    return header.addressees


def _recipients(header: Header) -> tuple[str, ...]:
    return header.recipients


def _within(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether what is said stands in a name."""
    runs = range(len(name) - len(said) + 1)
    return any(tuple(name[at : at + len(said)]) == tuple(said) for at in runs)
