"""Words that reports put in each other's place without saying anything else: one form, whichever stands there."""

from __future__ import annotations

from collections.abc import Sequence

from .runs import known, run_at, runs_in

ALIKE: tuple[tuple[str, ...], ...] = (
    ("người dân", "nhân dân", "bà con", "bà con nhân dân", "quần chúng nhân dân"),
    ("cho", "dành cho", "phục vụ", "phục vụ cho", "để phục vụ"),
    ("kinh phí", "nguồn kinh phí", "kinh phí để"),
    ("còn", "vẫn còn", "hiện còn", "hiện vẫn còn"),
    ("chưa", "vẫn chưa", "hiện chưa", "hiện vẫn chưa"),
    ("đến nay", "hiện nay", "hiện tại", "cho đến nay", "tính đến nay"),
    ("bảo đảm", "đảm bảo"),
    ("do đó", "do vậy", "vì vậy", "vì thế"),
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("tập huấn", "tập huấn về"),
    ("bồi dưỡng", "bồi dưỡng về"),
)
"""Groups, the first of each standing for all.

A short list, for what is grouped wrongly misstates how many have put it so. A group stands here only where both words
fill the same place of the same sentence and nobody who chooses between the sentences would choose by them: who the
people are, what money is for, "bảo đảm" by either order of its syllables, a body by its letters or in full. What a
writer does choose by stays apart ("hạn chế", "hạn hẹp", "eo hẹp"). All but the last syllable's "về" and the letters of
bodies are in the sample reports, several of each.
"""

STANDS_FOR = {run: tuple(group[0].split()) for group in ALIKE for words in group[1:] for run in runs_in(words)}
KNOWN = known(STANDS_FOR)


def one_for_all(words: Sequence[str]) -> tuple[str, ...]:
    """`words`, each run that is in a group as the first of the group; the longest that begin first."""
    said: list[str] = []
    start = 0
    while start < len(words):
        run = run_at(words, start, KNOWN)
        said += STANDS_FOR[run] if run else [words[start]]
        start += len(run) or 1
    return tuple(said)
