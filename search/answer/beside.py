"""Whether the sentences given say what is asked, or only speak of the same: another figure, no name, no reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.vietnamese import TOKEN, UPPER, fold, tokens
from ..claims.clauses import one_line, pieces
from ..constants import PASSED_OVER, SURE_COVERED
from ..header_names import UNITS
from ..lexicon import is_pair
from ..understanding import Understood
from .excepting import LEAVES_OUT
from .figure_asked import Figure
from .meant_reports import Meant
from .questions import Question
from .sentences import Candidate
from .sifting import COUNTED, DENIED, is_of_another_kind, is_of_its_matter

ASKS_TREND = re.compile(r"\b(?:tang hay (?:la )?giam|giam hay (?:la )?tang)\b")
A_TREND = re.compile(
    r"\b(?:tăng|giảm|bằng|hơn|đạt \d|gấp|thu hẹp|mở rộng|không (?:đổi|thay đổi)|từ \d.{1,40}\b(?:còn|lên|xuống))\b",
    re.IGNORECASE,
)
"""What asks, folded, which way something went, and what says so."""

FIGURE = re.compile(r"\d[\d.,]*\d|\d")
LIMITED = re.compile(
    r"\d[\d.,]*/[^\s,;?]+|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|\b(?:19|20)\d\d\b|\b\d{1,2} tháng\b", re.IGNORECASE
)
"""Figures in a question that say when, or which document: a sentence need not have them; another it must, "dưới 35%",
"bão số 5"."""

ALTOGETHER = re.compile(
    r"\b(?:tat ca|ca thay|tong cong|het)\b.*\bbao nhieu\b|\bbao nhieu\b.*\b(?:tat ca|ca thay|tong cong)\b"
)
OF_EACH = re.compile(r"\b(?:mỗi|từng|một)\s+\w+\s+\d[\d.,]*|\d[\d.,]*\s*(?:triệu|nghìn|tỷ)?\s*đồng\s*/", re.IGNORECASE)
"""What asks, folded, for all together, and what is said of each."""

OPENS_A_CAUSE = re.compile(r"^\W*(?:nguyên nhân|lý do|do|vì|bởi)\b", re.IGNORECASE)
"""How a sentence begins that tells the cause of what the one before it said."""

CONSISTS_OF = re.compile(r"\b(?:bao )?gom (?:nhung |cac )?(?:noi dung |phan |muc |viec |thanh phan )?(?:gi|nao|ai)\b")
LISTS = re.compile(r"\b(?:gồm|bao gồm|một là|cụ thể|thứ nhất)\b|:|;.*;", re.IGNORECASE)
"""What asks, folded, what something consists of, and what says so."""

BECAUSE = re.compile(r"\b(?:do|vì|bởi|nhờ)\b", re.IGNORECASE)
CALLED_A_CAUSE = frozenset(("nguyen", "nhan", "ly", "do", "vi", "tai", "sao"))
"""What stands between what came about and its cause; folded words that only ask for one."""

OF_A_PLACE = rf"(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|thôn|bản)\s+)?[{UPPER}]"
BESIDE_ANOTHER = re.compile(rf"\s*(?:,|và|cùng)\s+{OF_A_PLACE}")
BEHIND_ANOTHER = re.compile(
    rf"{OF_A_PLACE}\w*(?:\s[{UPPER}]\w*)*\s+và\s+(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh)\s+)?$"
)
"""Where another place's name stands beside one that is asked."""

PREDICATE = 6
"""Words at the end of a question, which say what happened: who and of what stand before them."""

EFFECT = re.compile(r"\b(?:dẫn (?:đến|tới)|khiến(?: cho)?|làm cho|gây(?: ra)?|nên)\b", re.IGNORECASE)
"""Between a cause and what comes of it."""

MOST = re.compile(r"\bnhat\b(?! tri| quan| dinh| la)")
"""Folded, of what there is most or least."""

ASKS_NAME = re.compile(r"\b(?:ho )?ten\b(?! (?:bao cao|goi)).{0,60}?\b(?:la )?gi\b")


def lacks(chosen: Sequence[Candidate], asked: Understood, question: Question, counted: Sequence[Figure] | None) -> str:
    """The key of what is said where the sentences speak of what is asked and do not say it; "" where they may."""
    told_why = question.form != "reason" or any(_tells_why(one, asked, question) for one in chosen)
    if not told_why and all(one.restates or one.tells_cause for one in chosen):
        return "answers.says_no_reason"
    if ASKS_TREND.search(question.folded) and not any(A_TREND.search(one.text) for one in chosen):
        return "answers.says_not_that"
    if ASKS_NAME.search(question.folded) and not names_somebody(chosen[0].text, question.words):
        return "answers.says_not_that"
    if counted is not None and not counted and len(asked.said.matter) == 1:  # "112 hộ hiến đất" is not how many
        return "answers.says_no_such_figure"
    return ""


def _tells_why(one: Candidate, asked: Understood, question: Question) -> bool:
    """Whether a sentence tells a cause of what is asked, and not only of something else: a word of it stands before the
    cause, or the sentence opens as the cause of what was said before it."""
    if told_as_effect(one.text, question):
        return True
    if not one.tells_cause or OPENS_A_CAUSE.match(one.text) or one.lead_in:
        return one.tells_cause
    put = BECAUSE.search(one.text)
    matter = {fold(word) for word in asked.said.matter} - CALLED_A_CAUSE
    return put is None or not matter.isdisjoint(map(fold, tokens(one.text[: put.start()])))


def _of_several_places(one: Candidate, question: Question, meant: Meant) -> bool:
    """Whether a sentence of another's report says its only figure of the place asked and of others together: "92 km đi
    qua huyện Sơn Bằng và huyện Mường Thàng"."""
    if one.passage.report in meant.own:
        return False
    places = {*meant.places, *map(" ".join, question.names)}
    for part in pieces(one_line(one.text)):
        folded = fold(part)
        if len(FIGURE.findall(LIMITED.sub(" ", part))) != 1 or len(folded) != len(part):
            continue
        for said in (match for place in places for match in re.finditer(rf"\b{re.escape(place)}\b", folded)):
            if BESIDE_ANOTHER.match(part, said.end()) or BEHIND_ANOTHER.search(part[: said.start()]):
                return True
    return False


def leaves_nothing_out(chosen: Sequence[Candidate], question: Question) -> bool:
    """Whether a question leaves something out, and none of the sentences does."""
    out = LEAVES_OUT.search(question.folded)
    return out is not None and not any(LEAVES_OUT.search(fold(one.text)) for one in chosen)


def _besides_conditions(asked: Understood) -> str:
    """The question without what it says of reports, and when."""
    kept = list(asked.query.text)
    spans = [(one.start, one.end) for one in asked.said.read if not one.by_minus]
    for start, end in (*spans, *((one.start, one.end) for one in asked.said.times)):
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def told_as_effect(sentence: str, question: Question) -> bool:
    """Whether a sentence says of what it begins with that it brought about what is asked: "… dẫn đến …"."""
    put = EFFECT.search(sentence)
    if put is None or not put.start():
        return False
    asked = set(question.words[-PREDICATE:])
    sides = [
        sum(fold(word) in asked for word in tokens(side)) for side in (sentence[: put.start()], sentence[put.end() :])
    ]
    return sides[1] > sides[0]


def names_somebody(sentence: str, asked: Sequence[str]) -> bool:
    """Whether a sentence has something in quotation marks, or a name in capitals of two words and more that are not
    `asked`, folded, and no place's: "Trạm Y tế" is none, as "y tế" is a word."""
    if "“" in sentence:
        return True
    found = list(TOKEN.finditer(sentence))
    run = 0
    of_place = False
    for match, after in zip(found, [*found[1:], None], strict=True):
        word = match[0]
        follows = after[0] if after and sentence[match.end() : after.start()] == " " else ""
        half = follows[:1].islower() and is_pair(word.lower(), follows)
        capital = word[:1].isupper() and word[1:2].islower() and not half and fold(word) not in asked
        run = run + 1 if capital else 0
        if run > 1 and not of_place:
            return True
        of_place = fold(word) in UNITS or word in ("ở", "tại") or (of_place and capital)
        run = run if follows else 0
    return False


def is_beside(
    fit: Sequence[Candidate], chosen: Sequence[Candidate], asked: Understood, question: Question, meant: Meant
) -> bool:
    """Whether what is given is not what the search was sure of: another sentence has more of the question; a figure is
    of something else; a reason is asked for and none told."""
    if max(one.covers for one in fit) > PASSED_OVER * max(one.covers for one in chosen):
        return True
    if question.form == "reason":
        return not any(_tells_why(one, asked, question) for one in chosen)
    said = {figure for one in chosen for figure in FIGURE.findall(f"{one.lead_in} {one.text}")}
    if any(figure not in said for figure in FIGURE.findall(LIMITED.sub(" ", _besides_conditions(asked)))):
        return True
    lacking = question.plural and DENIED.search(question.folded)
    if lacking and not any(DENIED.search(fold(f"{one.lead_in} {one.text}")) for one in chosen):
        return True
    if CONSISTS_OF.search(question.folded) and not any(LISTS.search(one.text) or one.lead_in for one in chosen):
        return True
    if ALTOGETHER.search(question.folded) and OF_EACH.search(chosen[0].text):
        return True
    if MOST.search(question.folded) and not any(MOST.search(fold(one.text)) for one in chosen):
        return True
    if question.form not in COUNTED:
        return False
    if max(one.covers for one in chosen) < SURE_COVERED or _of_several_places(chosen[0], question, meant):
        return True
    return not is_of_its_matter(chosen[0], asked, question, meant) or is_of_another_kind(chosen[0], asked)
