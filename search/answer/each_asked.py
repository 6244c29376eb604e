"""Several figures asked of one place at once, each answered by itself: "bao nhiêu hộ, bao nhiêu người, mấy thôn"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ...corpus.vietnamese import TOKEN, fold, has_accents, tokens
from ...words import Language, say
from ..claims.clauses import compared, content, line
from ..claims.figures import said_in
from ..constants import THINGS_ASKED, UNDECIDED_CONFIDENCE
from ..understanding import Understood
from .composition import Answer, Point, composed
from .excepting import LEAVES_OUT
from .parts import ADDS, COMPARES, matter_in
from .questions import Question

ASKS = re.compile(r"\b(?:bao nhieu|may(?! bay| tinh| moc| cay| gat))\b")
"""What asks for a figure, folded."""

HOW_MANY = "mấy"

APART = re.compile(r"\s*[,;]\s+(?:(?:va|con|cung nhu|roi)\s+)?|\s+(?:va|cung nhu)\s+")
"""Between two that are asked, folded."""

AT_THE_END = re.compile(r"\s*(?:(?:lan luot|deu)\s+)?(?:(?:la|dat|co|duoc|thi)\s+)?bao nhieu\W*$")
"""What asks, folded, for all that is listed before it."""

MEASURE = re.compile(
    r"^\W*(?:(?:cho biet|neu|tong)\s+)*(?:so|ty le|ti le|dan so|dien tich|san luong|nang suat|thu nhap|kinh phi|muc"
    r"|gia tri|doanh thu|tong von|chieu dai|thiet hai|diem|chi so|do che phu|quan so)\b"
)
"""How what is listed begins, folded, where each is a measure of its own: "diện tích, năng suất, sản lượng"."""

OF_WHAT_COMES_LAST = re.compile(
    r"^\W*(?:tong )?(?:dien tich|nang suat|san luong|so luong|khoi luong|gia tri|chieu dai)\W*$"
)
"""A measure alone, folded, which is of what the last one is of: "diện tích, năng suất, sản lượng lúa"."""

HAS = re.compile(r"\b(?:có|co)\s*$", re.IGNORECASE)
"""What is no predicate of its own: "xã có bao nhiêu hộ, bao nhiêu người"."""

OF_THE_SAME = re.compile(
    r"\b(?:chiếm|đạt|tăng|giảm|tỷ lệ|tỉ lệ|phần trăm|so với|cùng kỳ|kế hoạch|trong đó|tương ứng|bằng|lần|thêm|số|đó)\b",
    re.IGNORECASE,
)
"""What asks more of what was asked before it, and names nothing itself: "chiếm bao nhiêu phần trăm"."""


def each_asked(asked: Understood, question: Question) -> tuple[str, ...]:
    """The questions, two to `THINGS_ASKED`, that one asks at once, each with the place and time of the whole; none
    where it asks for one thing, adds up or compares."""
    folded = fold(text := asked.query.text)
    spans = [match.span() for match in TOKEN.finditer(text)]
    if not has_accents(text) and HOW_MANY not in tokens(asked.words.text):  # "may" may be a machine
        folded = re.sub(r"\bmay\b", "...", folded)
    if len(folded) != len(text) or question.plural or any(one.search(folded) for one in (ADDS, COMPARES, LEAVES_OUT)):
        return ()
    named = [one for one in asked.said.named if one.end <= len(spans)]
    places = [(spans[one.start][0], spans[one.end - 1][1]) for one in named]
    conditions = [(one.start, one.end) for one in asked.said.read if one.end and one.op != "!="]
    times = [(one.start, one.end) for one in asked.said.times]
    places = _apart([*conditions, *places], times)
    kept = list(folded)
    for start, end in (*places, *times):
        kept[start:end] = "|" * (end - start)
    shown = "".join(kept)
    pieces = _pieces(shown, text)
    if not 2 <= len(pieces) <= THINGS_ASKED or not places:
        return ()
    first = pieces[0][0]
    opens = ASKS.search(shown[first : pieces[0][1]])
    predicate = HAS.sub("", text[first : first + opens.start()]) if opens else ""

    def whole(start: int, end: int, tail: str) -> str:
        own = text[start:end].strip(" ,;?")
        if start > first and ASKS.match(shown[start:end].lstrip(" ,;")):  # "thụ lý bao nhiêu vụ A, bao nhiêu vụ B"
            return f"{predicate}{own}{tail}?"
        before = [
            text[slice(*one)]
            for kind in (places, times)
            if not any(start <= first < end for first, _ in kind)
            for one in kind
            if text[slice(*one)] not in tail
        ]
        return f"{' '.join([*before, own[:1].lower() + own[1:] if before else own])}{tail}?"

    return tuple(whole(*piece) for piece in pieces)


def _apart(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `spans` that lie in none that is longer, and beside all of `others`, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(dict.fromkeys(spans), key=lambda one: one[0] - one[1]):
        if not any(start < last and first < end for first, last in (*kept, *others)):
            kept.append((start, end))
    return sorted(kept)


def _pieces(shown: str, text: str) -> list[tuple[int, int, str]]:
    """Where each thing that is asked stands, and what asks for it where that stands behind the last."""
    ends = [0, *(at for match in APART.finditer(shown) for at in match.span()), len(shown)]
    parts = list(zip(ends[::2], ends[1::2], strict=True))
    asking = [ASKS.search(shown[start:end]) is not None for start, end in parts]
    behind = AT_THE_END.search(shown)
    if asking == [False] * (len(parts) - 1) + [True] and behind and behind.start() > parts[-1][0]:
        parts[-1] = (parts[-1][0], behind.start())
        tail = text[behind.start() :].rstrip(" ?.!")
        heads = [MEASURE.search(shown[slice(*one)]) for one in parts]
        if not (heads[-1] and all(heads)):
            return []
        of_all = text[parts[-1][0] + heads[-1].end() : behind.start()]
        bare = [OF_WHAT_COMES_LAST.search(shown[slice(*one)]) is not None for one in parts]
        return [(*part, f"{of_all if alone else ''}{tail}") for part, alone in zip(parts, bare, strict=True)]
    if sum(asking) < 2:
        return []
    pieces: list[tuple[int, int, str]] = []
    open_from: int | None = None
    for (start, end), asks in zip(parts, asking, strict=True):
        begun = start if open_from is None else open_from
        if not asks:
            open_from = begun
        elif pieces and not _names_something(text[begun:end], shown[begun:end]):
            pieces[-1] = (pieces[-1][0], end, "")
            open_from = None
        else:
            pieces.append((begun, end, ""))
            open_from = None
    return pieces if open_from is None else []


def _names_something(text: str, shown: str) -> bool:
    """Whether a part says what is asked, and not only how much more of what was asked before it."""
    own = "".join(" " if there == "|" else letter for letter, there in zip(text, shown, strict=True))
    return bool(content(compared(matter_in(OF_THE_SAME.sub(" ", line(own))))))


def answered_each(
    asked: Understood,
    questions: tuple[str, ...],
    whole: Answer,
    answer: Callable[[str], Answer],
    language: Language,
) -> Answer:
    """`whole`, where its sentences have a figure for each and words of each; else the answers to all, one under the
    other, and which of them has none.

    Args:
        asked: what was understood of the whole.
        questions: what it asks (`each_asked`).
        whole: its answer as if it asked one thing.
        answer: answers one of them.
        language: of what stands around the quotes.
    """
    if _tells_all(whole, questions):
        return whole
    given = [answer(one) for one in questions]
    told = [one for one in given if one.found and one.method == "extractive" and one.confidence > UNDECIDED_CONFIDENCE]
    if not told:
        return whole
    points = [
        Point(one.passage_id, one.quote, one.citation, "", one.lead_in, one.role, one.force)
        for each in told
        for one in each.sources
    ]
    points = list({(one.passage_id, one.quote): one for one in points}.values())
    quoted = {(one.passage_id, one.quote) for one in points}
    told += [
        one
        for one in given
        if one.found and one not in told and {(source.passage_id, source.quote) for source in one.sources} <= quoted
    ]
    untold = [question for question, each in zip(questions, given, strict=True) if each not in told]
    sure = min(one.confidence for one in told)
    lead = say("answers.each_untold", language, asked="; ".join(f"“{one}”" for one in untold)) if untold else ""
    sure = min(sure, UNDECIDED_CONFIDENCE) if untold else sure
    return replace(
        composed(asked.raw, points, "extractive", sure, lead), calibrated=all(one.calibrated for one in told)
    )


def _tells_all(whole: Answer, questions: tuple[str, ...]) -> bool:
    """Whether the quotes of an answer that is sure have a figure for each question, and a word of each one's matter."""
    if not whole.found or whole.confidence <= UNDECIDED_CONFIDENCE:
        return False
    quoted = [line(f"{one.lead_in} {one.quote}") for one in whole.sources]
    figures = sum(len(said_in(one).numbers) for one in quoted)
    said = {word for one in quoted for word in compared(one)}
    each = [set(content(compared(matter_in(line(one))))) for one in questions]
    shared = set.intersection(*each)
    return figures >= len(questions) and all(not one - shared or said & (one - shared) for one in each)
