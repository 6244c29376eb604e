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
    ("đề nghị", "kiến nghị", "kiến nghị với", "đề xuất", "đề xuất với"),
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

OF_ONE_FIELD: tuple[tuple[str, ...], ...] = (
    ("chặt chẽ", "nhịp nhàng", "đồng bộ", "ăn khớp"),
    ("kịp thời", "đúng hạn"),
    ("thiếu", "thiếu hụt", "thiếu thốn"),
    ("hạn hẹp", "eo hẹp"),
    ("xuống cấp", "hư hỏng"),
    ("trông chờ", "ỷ lại"),
    ("vững chắc", "bền vững"),
)
"""Words of one pole that say the same of the same: who asks for one is answered by another, though a form keeps each.

They answer and do not group: a writer chooses between them, which `ALIKE` never has.
"""

STANDS_FOR = {run: tuple(group[0].split()) for group in ALIKE for words in group[1:] for run in runs_in(words)}
KNOWN = known(STANDS_FOR)

AT = known(runs_in("ở, tại, của, thuộc, trên địa bàn"))
UNITS = known(
    runs_in(
        "xã, phường, thị trấn, huyện, quận, thị xã, thành phố, tỉnh, thôn, bản, làng, ấp, buôn, xóm, khu phố, tổ dân "
        "phố"
    )
)
"""With a name behind them where something is so, which the form of a sentence does not tell."""

PLEASE = known(runs_in("quan tâm, xem xét, sớm, quan tâm xem xét, sớm xem xét, tiếp tục quan tâm, tiếp tục"))
"""What is said to an office between its name and what is asked of it."""


def one_for_all(words: Sequence[str]) -> tuple[str, ...]:
    """`words`, each run that is in a group as the first of the group, without where it is so and words of courtesy.

    Args:
        words: of a sentence, its blanks by their names.
    """
    said: list[str] = []
    start = 0
    while start < len(words):
        passed = _passed(words, start)
        run = run_at(words, start, KNOWN)
        if not passed:
            said += STANDS_FOR[run] if run else [words[start]]
        start += passed or len(run) or 1
    return tuple(said)


def _passed(words: Sequence[str], start: int) -> int:
    """How many words from `start` on are passed over."""
    if start and words[start - 1] == "[cơ quan]":
        return len(run_at(words, start, PLEASE))
    end = start + len(run_at(words, start, AT))
    end += len(run_at(words, end, UNITS)) if end > start else 0
    return end + 1 - start if end > start and end < len(words) and words[end].startswith("[tên ") else 0
