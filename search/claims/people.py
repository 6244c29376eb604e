"""Who is counted: people may be called "người" whoever they are, and children by any of their names."""

from __future__ import annotations

PERSON = "người"
PEOPLE = {
    "đội": frozenset(["viên"]), "giáo": frozenset(["viên"]), "thành": frozenset(["viên"]), "đảng": frozenset(["viên"]),
    "hội": frozenset(["viên"]), "đoàn": frozenset(["viên"]), "lao": frozenset(["động"]), "cán": frozenset(["bộ"]),
    "học": frozenset(["sinh"]), "công": frozenset(["chức", "nhân", "dân"]), "viên": frozenset(["chức"]),
    "phụ": frozenset(["nữ", "huynh"]), "nhân": frozenset(["viên", "khẩu"]), "dân": frozenset(["quân", "dân"]),
}  # fmt: skip
"""The first syllable behind a number of those who are people, and the second ones: "31 đội viên"."""

CHILDREN = frozenset(["trẻ", "cháu", "em", "bé"])


def count_the_same(ours: str, theirs: str, about_ours: frozenset[str], about_theirs: frozenset[str]) -> bool:
    """Whether a claim's number and a source's count the same people, one of them without saying whom: "31 người" of 31
    đội viên.

    Args:
        ours: what stands behind the claim's number, its first syllable.
        theirs: likewise of the source's.
        about_ours: the words about the claim's number.
        about_theirs: those about the source's.
    """
    if {ours, theirs} <= CHILDREN:
        return True
    if PERSON not in (ours, theirs) or ours == theirs:
        return False
    said, counted = (about_theirs, theirs) if ours == PERSON else (about_ours, ours)
    if said.isdisjoint(PEOPLE.get(counted, frozenset())):
        return False
    return ours != PERSON or named_in(about_ours) <= {counted}


def named_in(words: frozenset[str]) -> set[str]:
    """The first syllables of those who are people among `words`."""
    return {first for first, second in PEOPLE.items() if first in words and not words.isdisjoint(second)}
