"""Whether a clause says that something is lacking or that it is there: "còn hạn chế", "không thiếu", "đã khắc phục".

A clause has a pole by its words. A word of lack that is denied or overcome says the opposite ("không thiếu", "đã khắc
phục tình trạng thiếu"), and so does a word of plenty that is denied ("chưa kịp thời"); what is wished for is not yet so
("đề nghị bố trí đầy đủ").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..function_words import FUNCTION, PhraseList
from .runs import Run, known, run_at, runs_in

Pole = Literal["lacking", "met", "rising", "falling"]
Kind = Literal["lack", "met", "event", "weak", "deny", "overcome", "wish", "rise", "fall", "passed"]

OPPOSITE: dict[Pole, Pole] = {"lacking": "met", "met": "lacking", "rising": "falling", "falling": "rising"}
OF_KIND: dict[Kind, Pole] = {"lack": "lacking", "met": "met", "rise": "rising", "fall": "falling"}

LISTED: dict[Kind, str] = {
    "lack": "thiếu, thiếu thốn, thiếu hụt, hạn chế, hạn hẹp, eo hẹp, khó khăn, khó, yếu, yếu kém, kém, "
    "thấp, chậm, muộn, trễ, ít, lúng túng, bất cập, vướng mắc, xuống cấp, quá tải, hư hỏng, hỏng, lạc "
    "hậu, lỏng lẻo, trùng lặp, manh mún, chồng chéo, quá hạn, nể nang, đối phó, ỷ lại, trông chờ, "
    "thất lạc",
    "event": "tai nạn, tử vong, chết, thương vong, ngộ độc, cháy, vi phạm, sai phạm, trọng án, khiếu nại, "
    "tố cáo, tái nghèo",
    "met": "liên tục, đủ, đầy đủ, kịp thời, thường xuyên, hoàn thành, tốt, đồng bộ, bảo đảm, đảm bảo, ổn định, "
    "nghiêm túc, chặt chẽ, nhịp nhàng, chủ động, tích cực, vững chắc, bền vững, thuận lợi, dồi dào, vượt, "
    "đúng hạn",
    "weak": "đã, hiệu quả, quan tâm",
    "deny": "chưa, không, chẳng",
    "overcome": "khắc phục, tháo gỡ, giải quyết, vượt qua, xóa bỏ, chấm dứt, giảm thiểu, đẩy lùi, hết "
    "thiếu, đã hạn chế, góp phần hạn chế, nhằm hạn chế, để hạn chế, hạn chế tình trạng, hạn chế tối đa, "
    "hạn chế thấp nhất",
    "wish": "đề nghị, kiến nghị, đề xuất, cần, phấn đấu, tiếp tục, nhằm, để, sẽ, phải, yêu cầu",
    "rise": "tăng",
    "fall": "giảm",
    "passed": "tăng cường, gia tăng, giảm nghèo, tinh giảm, không ít, không nhỏ, không ngừng, không chỉ, "
    "không những, không phải, không chuyên trách, không dùng tiền mặt, không gian, không khí, hàng không, "
    "phòng không, không quân, ít nhất, chậm nhất, thấp nhất, thấp điểm, thiếu nhi, thiếu niên, khó tính, "
    "yếu tố, trọng yếu, chủ yếu, thiết yếu, cốt yếu, tất yếu, tốt nghiệp, chi thường xuyên, giáo dục "
    "thường xuyên",
}
"""What words of a clause do to its poles, and those that are passed over: other words, whatever stands in them."""

TERMS = {run: kind for kind, listed in LISTED.items() for run in runs_in(listed)}
KNOWN = known(TERMS)
NOTHING_BETWEEN = frozenset(
    (
        "còn",
        "có",
        "hề",
        "bị",
        "để",
        "phải",
        "gặp",
        "xảy",
        "ra",
        "tình",
        "trạng",
        "hiện",
        "tượng",
        "trường",
        "hợp",
        "vụ",
        "ca",
        "người",
        "hộ",
    )
)
"""Words between a denial and what it denies: "không còn thiếu", "không xảy ra tình trạng thiếu"."""

NO_ONE = "nào"
"""Of whom nothing is so: "không có hộ nào thiếu nước"."""


UNTOWARD = known(
    runs_in(
        "xảy ra, để xảy ra, phát sinh, để phát sinh, có vụ, có vụ việc, có trường hợp, có ca, phát hiện vụ, "
        "phát hiện vụ việc, phát hiện trường hợp, phát hiện ca, ghi nhận vụ, ghi nhận trường hợp, ghi nhận ca"
    )
)
"""What is only said of what nobody wants: that it did not come about is good, whatever it is."""

WITHOUT = ("thiếu",)
"""The lack that reaches over what it is a lack of: "thiếu sự gắn kết chặt chẽ"."""

RIGHT_BEHIND = frozenset([("ít",), ("khó",), ("chậm",)])
"""Lacks that reach only what stands right behind them: "khó hoàn thành"."""

ANEW = frozenset(["nhưng", "song", "tuy", "đã", "được", "vẫn", "nên", "do", "vì"])
"""Where a lack reaches no further."""

DEGREE = PhraseList("còn, vẫn, vẫn còn, nhiều, rất, khá, hơi, lắm, quá")
"""How much, or that it goes on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A term among the words of a clause, at [start, end)."""

    kind: Kind
    term: Run
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The poles that a phrase has, and the very words that it has them by.

    Attributes:
        poles: those whose opposite it has not.
        terms: the words that stand in it undenied and give it a pole.
    """

    poles: frozenset[Pole] = frozenset()
    terms: frozenset[Run] = frozenset()

    def is_contradicted_by(self, words: Sequence[str]) -> bool:
        """Whether a clause of these words says the opposite: of the phrase's own words, where it has any of them."""
        told = poles_of(words, self.terms)
        return any(OPPOSITE[pole] in told and pole not in told for pole in self.poles)


def asked_by(phrase: Sequence[str]) -> Asked:
    """The poles of a phrase, given as tokens."""
    poles = poles_of(phrase)
    clear = frozenset(pole for pole in poles if OPPOSITE[pole] not in poles)
    told = _told_by(list(_marks(phrase)), phrase)
    return Asked(clear, frozenset(mark.term for mark in told if OF_KIND.get(mark.kind) in clear))


def poles_of(words: Sequence[str], terms: frozenset[Run] = frozenset()) -> frozenset[Pole]:
    """The poles of a clause: of lack and plenty, of rise and fall one, both, or none.

    Args:
        words: its tokens, with their accents.
        terms: words of lack or plenty that alone count where it has any of them.
    """
    told = list(_told_by(list(_marks(words)), words))
    if any(mark.term in terms for mark in told):
        told = [mark for mark in told if mark.term in terms or mark.kind in ("overcome", "rise", "fall")]
    kinds = {mark.kind for mark in told}
    lacking = "deny" in kinds or ("lack" in kinds and "overcome" not in kinds)
    met = not kinds.isdisjoint(("met", "overcome")) or ("weak" in kinds and not lacking)
    poles: tuple[tuple[Pole, bool], ...] = (
        ("lacking", lacking), ("met", met), ("rising", "rise" in kinds), ("falling", "fall" in kinds)
    )  # fmt: skip
    return frozenset(pole for pole, there in poles if there)


def matter_in(words: Sequence[str]) -> list[str]:
    """What a phrase is about: its words but for those of its pole ("thiếu biên chế"), or, where it has no others, but
    for those that deny it ("chưa chủ động")."""
    marks = [mark for mark in _marks(words) if mark.kind != "passed"]
    denials = [mark for mark in marks if mark.kind == "deny"]
    return _beside(marks, words) or _beside(denials, words)


def _beside(marks: Sequence[Mark], words: Sequence[str]) -> list[str]:
    within = {place for mark in marks for place in range(mark.start, mark.end)}
    rest = [word for place, word in enumerate(words) if place not in within]
    return FUNCTION.rest(DEGREE.rest(rest, accented=True), accented=True)


def _told_by(marks: Sequence[Mark], words: Sequence[str]) -> Iterator[Mark]:
    """The marks that say something: a denied lack or bad event as plenty, a denied plenty as a denial, no wish."""
    marks = [mark for place, mark in enumerate(marks) if not _only_let(marks, place)]
    denied = governing = None
    wished = False
    for place, mark in enumerate(marks):
        following = marks[place + 1] if place + 1 < len(marks) else None
        governed = governing is not None and _governs(governing, mark, words)
        governing = mark if mark.kind == "lack" and mark is not denied else governing if governed else None
        if mark.kind == "wish":
            wished = True
        elif mark.kind == "deny" and (untoward := run_at(words, mark.end, UNTOWARD)):
            reached = following if following and _reaches(mark, following, words) else None
            denied = reached or denied
            if not wished:
                yield Mark("met", reached.term if reached else untoward, mark.start, mark.end)
        elif mark.kind == "deny" and following and _reaches(mark, following, words):
            denied = following
            kind: Kind = "met" if following.kind in ("lack", "event") else "deny"
            yield Mark(kind, following.term, mark.start, following.end)
        elif (
            mark.kind in ("passed", "event")
            or mark is denied
            or governed
            or (wished and mark.kind in ("met", "weak", "overcome"))
        ):
            continue
        else:
            yield mark


def _only_let(marks: Sequence[Mark], place: int) -> bool:
    """Whether "để" stands right behind a denial, "không để xảy ra", and wishes for nothing."""
    mark, before = marks[place], marks[place - 1] if place else None
    return mark.term == ("để",) and before is not None and before.kind == "deny" and before.end == mark.start


def _governs(lack: Mark, mark: Mark, words: Sequence[str]) -> bool:
    """Whether a word of plenty is what `lack` is a lack of, and so no plenty: "thiếu sự gắn kết chặt chẽ"."""
    between = words[lack.end : mark.start]
    if mark.kind not in ("met", "weak") or not ANEW.isdisjoint((*between, words[mark.start])):
        return False
    return lack.term == WITHOUT or (lack.term in RIGHT_BEHIND and not between)


def _reaches(denial: Mark, following: Mark, words: Sequence[str]) -> bool:
    """Whether what follows a denial is denied by it; "chưa hạn chế" is a lack either way."""
    between = words[denial.end : following.start]
    if following.kind in ("lack", "event"):
        deniable = denial.term != ("chưa",) or following.kind == "event" or following.term == ("thiếu",)
        return deniable and (NO_ONE in between or all(word in NOTHING_BETWEEN for word in between))
    return following.kind in ("met", "overcome", "weak")


def _marks(words: Sequence[str]) -> Iterator[Mark]:
    """The terms among `words`, the longest that begin first, none within another."""
    start = 0
    while start < len(words):
        term = run_at(words, start, KNOWN)
        if term:
            yield Mark(TERMS[term], term, start, start + len(term))
        start += len(term) or 1
