"""Questions to be answered with yes or no: what they suppose, and what a sentence says of it, where it says so itself.

What is supposed is held against the sentence as a claim, and so is that it is not so (`search.claims`): a request, a
target or a condition bears out neither, nor does a sentence that merely speaks of the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal

from ...corpus.vietnamese import nfc
from ...index.records import Passage
from ...words import Language, say
from ..claims.clauses import Clause, compared, content, line, sentence_of
from ..claims.evidence import CitedPassage
from ..claims.verdict import held
from ..claims.vocabulary import FUNCTION_WORDS, NEGATIONS
from ..constants import UNDECIDED_CONFIDENCE, YES_NO_WORDS, YES_WORDS
from ..lexicon import is_pair
from .composition import Answer, Point, composed
from .standing import without_afterthought

Reply = Literal["yes", "done", "no", "not_yet"]
"""Có; đã; không; chưa: in what word the sentence lets one reply."""

AFFIRMING: frozenset[Reply] = frozenset(("yes", "done"))

ASKED = re.compile(
    r"^(?P<supposed>.+?)\s+(?:(?:hay|hoặc)(?: là)?\s+)?(?P<end>không|chưa)(?:\s+(?:nhỉ|ạ|vậy|thế|nào))?\s*[?.]*$",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:bao (?:nhiêu|giờ|lâu|xa)|mấy|gì|ai|đâu|vì sao|tại sao|ra sao|thế nào|nơi nào|báo cáo nào)\b", re.IGNORECASE
)
"""What asks for more than yes or no."""

RIGHT = re.compile(r",?\s+(?:có\s+)?(?:đúng|phải)(?:\s+(?:là|vậy|thế))?\s+(?=(?:không|chưa)\W*$)", re.IGNORECASE)
"""Before the last word, what asks whether all before it is so: "…, đúng không?"."""

SOMEBODY = re.compile(r"\bcó ai\b", re.IGNORECASE)
ANY = re.compile(r"\s+nào$", re.IGNORECASE)
WHETHER = re.compile(
    r"^(?:(?:xin )?(?:cho (?:biết|hỏi)|hỏi)\s+)?(?:liệu\s+|có phải(?: là)?\s+|có đúng(?: là)?\s+)?", re.IGNORECASE
)
PARTICLE = re.compile(r"\b(?P<word>đã có|có|đã|(?=(?:được|bị)\s))\s*(?<!\w)", re.IGNORECASE)
"""What is denied where it is not so; before "được" and "bị" nothing need stand."""
IN_PLACE = re.compile(r"(?P<asked>(?:có|đã)\s.*\S)\s+(?:ở|tại|trên địa bàn)\s+", re.IGNORECASE)
"""All that stands before the place, where it is asked whether something is there."""

DENYING = ("không", "chưa")
RUN_IN = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?[^:.,;]{1,60}:\s+(?=\S)")
"""The heading with which a paragraph begins, "3. Kinh phí: ": it names something and does not say that it is there."""

COUNTER = re.compile(r"^(?:ca|vụ|trường hợp|lượt|đợt|cặp)\s+(?=\S+ \S)", re.IGNORECASE)
"""Before what there is one of; who denies that leaves it out: "không có tử vong mẹ"."""

EXISTING = frozenset(("xảy", "ra", "phát", "hiện", "sinh", "ghi", "nhận", "vụ", "ca", "trường", "hợp", "xuất", "nào"))
"""Words of a denial that only say that there is none: "không xảy ra vụ ngộ độc"."""

AT = frozenset(("ở", "tại", "trong", "từ", "đến", "của", "vào", "với", "về", "theo", "bởi"))
"""Before where something is, not what is there."""

EXTENT = frozenset(("riêng", "chung", "đủ", "hết", "toàn", "mọi", "đều", "chỉ"))
"""Words that by themselves say how far it is so that is asked ("riêng", not the half of "an toàn", "chỉ đạo"): a
sentence without them does not say that."""

LIMITS = frozenset(("từ", "theo", "so", "vì", "do", "để", "trong", "kể", "năm", "tháng", "nên", "mà", "và", "hoặc"))
"""Before what no longer is what is denied."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a question supposes, as claims.

    Attributes:
        so: the ways of saying that it is so.
        not_so: the ways of saying that it is not.
        own_so: what is said of the place itself, without its name, for its own reports; none of another.
        own_not_so: the same of what is not so.
        finished: whether it is asked of what may be done by now ("đã … chưa").
        words: of what is supposed, as claims compare them.
        said: those of them that claim something, in order.
        of: the words of what it is said of that claim something, names of places and agencies left out.
        having: whether it is asked whether something is there ("có … không").
        extent: those words that say how far it is to be so.
    """

    so: tuple[str, ...]
    not_so: tuple[str, ...]
    own_so: tuple[str, ...]
    own_not_so: tuple[str, ...]
    finished: bool
    words: frozenset[str]
    said: tuple[str, ...]
    of: tuple[str, ...] = ()
    having: bool = False
    extent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Replied:
    """What a sentence of a report replies."""

    reply: Reply
    report: str
    point: Point


def place_first(question: str, start: int, end: int) -> tuple[str, int]:
    """A question with the place at [start, end) of it at its head, and one past its last character there: "Có chợ ở
    xã Vân Sơn không?" asks "xã Vân Sơn có chợ không?". As it is, and 0, where it is not put so."""
    before = IN_PLACE.fullmatch(question[:start])
    if not before or not re.fullmatch(r"\s+(?:hay |hoặc )?(?:không|chưa)\W*", question[end:], re.IGNORECASE):
        return question, 0
    place, asked = question[start:end], before["asked"]
    return f"{place} {asked[0].lower()}{asked[1:]}{question[end:]}", len(place)


def asks_whether(question: str) -> bool:
    """Whether a question, with its accents, asks for yes or no, and for nothing more."""
    asked = ASKED.match(RIGHT.sub(" ", " ".join(question.split())))
    return asked is not None and not OPEN.search(asked["supposed"])


def supposed(question: str, subject_ends: int = 0, names: frozenset[str] = frozenset()) -> Supposed | None:
    """What a question, with its accents, supposes; None where it does not ask for yes or no.

    Args:
        question: as it is meant.
        subject_ends: one past the last character of the place or agency that it is asked of, where it begins with one.
        names: words that name places and agencies, which a sentence of theirs need not say.
    """
    asked = ASKED.match(RIGHT.sub(" ", SOMEBODY.sub("có người", " ".join(nfc(question).split()))))
    if not asked or OPEN.search(asked["supposed"]):
        return None
    start = WHETHER.match(asked["supposed"])
    body = ANY.sub("", asked["supposed"][start.end() if start else 0 :])
    particle = PARTICLE.search(body, max(subject_ends - (start.end() if start else 0), 0)) or PARTICLE.search(body)
    if particle:
        subject, said = body[: particle.start()], body[particle.end() :]
        word = particle["word"].lower()
    elif 0 < subject_ends < len(body):
        subject, said, word = f"{body[:subject_ends]} ", body[subject_ends:].strip(), ""
    else:
        return None
    also = ("có ", "") if "có" in word else ("",)
    so = (body, f"{subject}{said}")
    counted = dict.fromkeys((said, COUNTER.sub("", said)))
    denials = tuple(f"{deny} {have}{one}" for one in counted for deny in DENYING for have in also)
    not_so = tuple(f"{subject}{one}" for one in denials)
    words = compared(line(said))
    finished = asked["end"].lower() == "chưa" or "đã" in word
    itself = 0 < subject_ends == len(subject.rstrip())
    own = (said, denials) if itself else ("", ())
    claimed = tuple(word for word in content(words) if word not in names and word not in FUNCTION_WORDS)
    about = () if itself else tuple(one for one in content(compared(line(subject))) if one not in names)
    extent = frozenset(
        one
        for at, one in enumerate(words)
        if one in EXTENT and not any(is_pair(*two) for two in pairwise(words[max(at - 1, 0) : at + 2]))
    )
    having = word == "có"
    return Supposed(
        so, not_so, own[:1] if itself else (), own[1], finished, frozenset(words), claimed, about, having, extent
    )


def reply(asked: Supposed, passage: Passage, span: tuple[int, int], own: bool) -> Reply | None:
    """What the sentence says of what is asked; None where it does not say, or says both.

    Args:
        asked: what is asked.
        passage: where the sentence stands.
        span: [start, end) of it.
        own: whether the report is the place's that it is asked of.
    """
    text = without_afterthought(passage.text[slice(*span)])
    words = frozenset(compared(line(text)))
    if len(asked.words & words) < YES_NO_WORDS * len(asked.words):
        return None
    evidence = CitedPassage.of(replace(passage, text=text))
    told = CitedPassage.of(replace(passage, text=RUN_IN.sub("", text, count=1)))
    is_so = any(held(claim, (told,)).fault is None for claim in (*asked.so, *(asked.own_so if own else ())))
    is_not = any(held(one, (evidence,)).fault is None for one in (*asked.not_so, *(asked.own_not_so if own else ())))
    if is_so == is_not:
        return None
    clauses = sentence_of(line(text)).clauses
    own_clause = max(clauses, key=lambda clause: len(asked.words & set(clause.words)))
    if not _of_the_same(asked, own_clause, clauses, words):
        return None
    if is_so:
        lacking = sum(word not in words for word in asked.said)
        if lacking > len(asked.said) // YES_WORDS or not words.issuperset({*asked.said[:1], *asked.extent}):
            return None
        if asked.having and not _is_there(asked, own_clause):
            return None
        return None if NEGATIONS & words and _denied(text, asked) else "done" if asked.finished else "yes"
    return _denied(text, asked)


def _denied(text: str, asked: Supposed) -> Reply | None:
    """With which word the clause that says most of what is asked denies something; None where with neither."""
    clauses = [clause for clause in sentence_of(line(text)).clauses if set(DENYING) & set(clause.words)]
    if not clauses:
        return None
    own = max(clauses, key=lambda clause: len(asked.words & set(clause.words)))
    if not asked.words & set(own.words) or _narrower(asked, own):
        return None
    return "not_yet" if "chưa" in own.words else "no"


def _of_the_same(asked: Supposed, clause: Clause, clauses: Sequence[Clause], words: frozenset[str]) -> bool:
    """Whether a clause speaks of what is asked: of what is said no syllable is there as half of another word alone
    ("cháy" of "chữa cháy"), and what it is said of stands there, or before a clause that goes on with it ("phòng tiếp
    dân chung với phòng họp, không có camera"; not so "tăng 01 vụ, thiệt hại …")."""
    there = list(clause.words)
    for word in asked.said:
        places = [at for at, one in enumerate(there) if one == word]
        if places and not any(_by_itself(there, at, asked) for at in places):
            return False
    if not any(word in words and word not in there for word in asked.of):
        return True
    before = {word for other in clauses[: clauses.index(clause)] for word in other.words}
    goes_on = (content(there) or [""])[0] in asked.said
    return goes_on and before.issuperset(word for word in asked.of if word in words)


def _is_there(asked: Supposed, clause: Clause) -> bool:
    """Whether a clause says of what is asked that it is there, and not only that something is in, at or of it: "đưa xe
    đón công nhân ở khu công nghiệp Vĩnh Giang" says of no place that it has one."""
    before = {one for one, other in pairwise(clause.words) if other == asked.said[0]}
    return clause.words[0] == asked.said[0] or not before <= AT


def _by_itself(words: Sequence[str], at: int, asked: Supposed) -> bool:
    """Whether the syllable there makes no word with a neighbour that was not asked."""
    known = {*asked.words, *asked.of}
    beside = [(one, other) for one, other in pairwise(words[max(at - 1, 0) : at + 2]) if is_pair(one, other)]
    return all(one in known and other in known for one, other in beside)


def _narrower(asked: Supposed, clause: Clause) -> bool:
    """Whether what a clause denies is less than what is asked: "không mua mới ô tô" of whether there is one."""
    denials = sentence_of(clause.text).clauses[0].denied
    denied = max(denials, key=lambda one: len(asked.words & set(one)), default=())
    known = {*asked.words, *asked.of, *EXISTING}
    return any(word not in known for word in content(list(takewhile(lambda word: word not in LIMITS, denied))))


def replied(question: str, replies: Sequence[Replied], sure: float, placed: bool, language: Language) -> Answer:
    """Yes or no with the sentence that says so; of several reports, or where none was named, each with its own.

    Args:
        question: as it was typed.
        replies: what the sentences reply, at least one.
        sure: the confidence.
        placed: whether it is said of whom it is asked.
        language: of who asks.
    """
    if len(replies) == 1 and placed:
        only = replies[0]
        return composed(question, [only.point], "extractive", sure, say(f"answers.reply_{only.reply}", language))
    sides = {one.reply in AFFIRMING for one in replies}
    lead = say("answers.replies", language) if len(sides) > 1 else ""
    if placed and not lead:
        lead = say(f"answers.reply_{replies[0].reply}", language)
    points = [
        replace(one.point, label=f"{one.report} – {say(f'answers.reply_{one.reply}', language).rstrip('.')}")
        for one in replies
    ]
    return composed(question, points, "extractive", sure if placed else min(sure, UNDECIDED_CONFIDENCE), lead)
