"""What a sentence is about where others say the same of something else: "Kinh phí cho [lĩnh vực] còn hạn chế"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...corpus.vietnamese import UPPER
from ..constants import SAYING_SHORTEST
from .forms import FormWord
from .runs import Run, known, run_at, runs_in

FIELD, PEOPLE, PURPOSE, OFFICE = "lĩnh vực", "đối tượng", "việc", "cơ quan"

OPENERS: dict[Run, str] = {
    run: name
    for name, listed in (
        (FIELD, "phục vụ cho, dành cho, phục vụ, cho, về, đối với, trong, công tác, lĩnh vực, tập huấn về, tập huấn"),
        (FIELD, "bồi dưỡng về, bồi dưỡng"),
        (FIELD, "việc, hoạt động"),
        (PURPOSE, "để, kinh phí"),
        (OFFICE, "đề nghị, kiến nghị với, kiến nghị, của"),
    )
    for run in runs_in(listed)
}
"""Words behind which stands what a sentence is about, and what the blank there is called."""

ANEW = frozenset(runs_in("cho, dành cho, phục vụ, để, về, đối với"))
"""Of which these open another one within one."""

AT_HEAD = frozenset(runs_in("việc, hoạt động"))
"""Of which these open it at the head of a sentence alone: "Việc tuyên truyền còn hạn chế"."""

BEFORE_VERBS = ("kinh", "phí")
VERBS = known(
    runs_in(
        "xây dựng, xây, sửa chữa, tu sửa, tu bổ, nâng cấp, mua sắm, mua, tổ chức, thực hiện, triển khai, duy trì, "
        "đào tạo, đầu tư, hoạt động"
    )
)
"""What money is for, where no word leads over to it: "hỗ trợ kinh phí sửa chữa nhà văn hóa"."""

OPENING = known(OPENERS)

NO_OPENERS = frozenset(
    runs_in(
        "việc làm, cho phép, cho vay, cho biết, cho thấy, cho đến, cho tới, về việc, công tác viên, trong đó, "
        "trong khi, trong năm, trong quý, trong tháng, trong kỳ, trong thời"
    )
)
"""Words that begin with one of them and are none."""

CLOSERS = known(
    runs_in(
        "còn, vẫn, hiện, chưa, không, đã, đang, được, bị, là, rất, quá, khá, gặp, đạt, luôn, ngày càng, cơ bản, tương "
        "đối, hạn chế, hạn hẹp, eo hẹp, khó khăn, vì, do, nên, có nhiều, có lúc, có nơi, có chuyển biến, có tiến bộ, "
        "từ năm, trong năm, đến năm, và phương hướng"
    )
)
"""Words with which it is over, and the sentence says of it what it says."""

REQUESTS = known(
    runs_in(
        "mở, tổ chức, hỗ trợ, bố trí, cấp, bổ sung, xem xét, quan tâm, tham mưu, trình, giao, chỉ đạo, trang bị, ban "
        "hành, sớm, tăng cường, tạo, cho, phân bổ, nâng, chủ trì, xử phạt, tiếp tục, đầu tư, hướng dẫn, phê duyệt, "
        "tuyển, điều chỉnh, phối hợp, kiểm tra, quy định, rà soát, kéo dài, cung cấp, chia sẻ"
    )
)
"""What an office is asked to do; its name ends before it."""

OFFICES = re.compile(
    r"(?:UBND|HĐND|UBMTTQ|Ủy ban|Uỷ ban|Hội đồng|Sở|Phòng|Ban|Bộ|Cục|Chi cục|Tổng cục|Trung tâm|Văn phòng|Công an|Đội"
    r"|Hội|Đảng|Huyện ủy|Tỉnh ủy|Thị ủy|Thành ủy|Quỹ|Trạm|Trường|Thanh tra|Chính phủ|Trung ương|Mặt trận|Ngân hàng"
    rf"|(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố)(?= [{UPPER}])|cấp (?:trên|có thẩm quyền)"
    r"|các (?:cấp|ngành|sở))(?!\w)"
)
"""How the name of an office begins."""

PERSONS = re.compile(
    r"(?:các |những |đội ngũ |\d{1,7} )?(?:cán bộ|công chức|viên chức|giáo viên|học sinh|học viên|lượt|người|hộ"
    r"|đội viên|thành viên|cộng tác viên|nhân viên|nhân dân|bà con|lao động|đoàn viên|hội viên|trẻ|phụ nữ|nông dân"
    r"|xã|phường|huyện|địa phương|đơn vị|cơ sở|trạm|trường|thôn)(?!\w)"
)
"""How those begin for whom something is done."""

LEADS = known(runs_in("công tác, hoạt động, lĩnh vực, nhiệm vụ, chương trình, dự án, việc"))
"""Words before a topic's own name, which stay outside its blank where all have them."""

IN_A_TOPIC = ' ,-–“”"()/.'
"""Marks between its words."""

TIMES = frozenset(("[năm]", "[quý]", "[tháng]", "[ngày]"))
BEFORE_TIMES = frozenset(("năm", "quý", "tháng", "đầu", "cuối", "giai", "đoạn"))


@dataclass(frozen=True, slots=True)
class Topic:
    """Pieces [first, last) of a sentence, and what the blank is called that they may be."""

    first: int
    last: int
    name: str

    @property
    def kind(self) -> str:
        """What it is called where no other topic is known: for whom or for what, one may stand for the other."""
        return FIELD if self.name == PEOPLE else self.name


def topics_in(text: str, pieces: Sequence[FormWord], asked: frozenset[str]) -> tuple[Topic, ...]:
    """What may be a blank in a sentence, in order, none over another; none if too little were left of it.

    Args:
        text: the sentence.
        pieces: its words and blanks.
        asked: the words that were asked for, as `pieces` spell them: what has one that stands nowhere else is no blank.
    """
    words = [piece.word for piece in pieces]
    asked -= {word for run in OPENERS for word in run}
    found = list(_topics(text, pieces, words))
    inside = {place for topic in found for place in range(topic.first, topic.last)}
    outside = {word for place, word in enumerate(words) if place not in inside}
    kept = [topic for topic in found if not (asked & set(words[topic.first : topic.last])) - outside]
    left = len(words) - sum(topic.last - topic.first for topic in kept)
    return tuple(kept) if left >= SAYING_SHORTEST else ()


def lead_of(words: Sequence[str]) -> tuple[str, ...]:
    """The word before its own name with which a topic begins; empty if that is all there is, or there is none."""
    lead = run_at(words, 0, LEADS)
    return lead if len(words) > len(lead) else ()


def _topics(text: str, pieces: Sequence[FormWord], words: Sequence[str]) -> Iterator[Topic]:
    place = 0
    of_field = False
    while place < len(words):
        opener = run_at(words, place, OPENING)
        start = place + len(opener)
        if not opener or start == len(words) or (*opener, words[start]) in NO_OPENERS:
            place += 1
            continue
        name = OPENERS[opener]
        opens = opener not in AT_HEAD or place == 0
        if opener == BEFORE_VERBS:
            opens = bool(run_at(words, start, VERBS))
        if not opens or (name == OFFICE and not OFFICES.match(text, pieces[start].start)):
            place = start
            continue
        last = _end(text, pieces, words, start, office=name == OFFICE)
        if name == FIELD and opener[-1] == "cho" and (of_field or PERSONS.match(text, pieces[start].start)):
            name = PEOPLE
        of_field = of_field or name == FIELD
        if last > start:
            yield Topic(start, last, name)
        place = max(last, start)


def _end(text: str, pieces: Sequence[FormWord], words: Sequence[str], start: int, *, office: bool) -> int:
    """One past the last piece of the topic that begins at `start`."""
    for place in range(start, len(words)):
        before = pieces[place - 1].end
        if words[place] in TIMES or text[before : pieces[place].start].strip(IN_A_TOPIC):
            return _before_times(words, start, place)
        if run_at(words, place, CLOSERS):
            return place
        if place > start and (
            (office and _is_small(text, pieces[place]) and run_at(words, place, REQUESTS))
            or _opens_anew(text, pieces, words, place, office=office)
            or words[place : place + 2] == ["[số]", "tháng"]
        ):
            return place
    return len(words)


def _is_small(text: str, piece: FormWord) -> bool:
    """Whether a word has no capital: "tổ chức" is what an office does, "Tổ chức" may be in its name."""
    return piece.word == text[piece.start : piece.end]


def _opens_anew(text: str, pieces: Sequence[FormWord], words: Sequence[str], place: int, *, office: bool) -> bool:
    """Whether another topic begins at `place`, behind words that close this one."""
    opener = run_at(words, place, OPENING)
    if not opener or place + len(opener) == len(words):
        return False
    if OPENERS[opener] == OFFICE:
        return opener == ("của",) and OFFICES.match(text, pieces[place + 1].start) is not None
    return not office and opener in ANEW


def _before_times(words: Sequence[str], start: int, place: int) -> int:
    while place > start and words[place - 1] in BEFORE_TIMES:
        place -= 1
    return place
