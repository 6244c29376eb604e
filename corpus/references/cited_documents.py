"""Where a text cites a document, and of which type: by its số và ký hiệu, or as `cited_by_name` has it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from .citation_context import date_after, date_before, issuer_after, issuer_before
from .cited_by_name import cited_by_name
from .cited_text import (
    ENDS_IN_SO,
    LETTER,
    QUALIFIER,
    Citation,
    CitingText,
    Mention,
    amends,
    citing_text,
    law_title,
)
from .doc_types import CODE_TYPES, LAWS, UNACCENTED_CODES
from .document_number import YEAR, DocumentNumber

TO_NUMBER = re.compile(rf"[\s:|(\"“]*+(?:{QUALIFIER})?(?:số)?[\s.:|\"“]*", re.IGNORECASE)
"""All that stands between a type and its number."""

TO_LISTED = re.compile(
    rf"[\s:(]*(?:số)?[\s:]*(?P<listed>(?:\d{{1,5}}(?:/{YEAR})?\s*(?:,|và)\s*){{1,12}})(?:số\s*)?", re.IGNORECASE
)
"""The same with bare numbers that share the symbol of the last: "các Quyết định số 12, 13 và 14/QĐ-UBND"."""

BETWEEN_LISTED = re.compile(r"[\s,;)]*+(?:(?:và|hoặc|cùng|đến)\s+)?(?:số)?[\s:]*", re.IGNORECASE)
POINTS_TO = re.compile(r"(?:(?<!\w)(?:số|tại|theo|và|CV|VB)\s*:?|[,;(|])\s*$", re.IGNORECASE)
NO_DOCUMENT = re.compile(
    r"(?<!\w)(?:mẫu|biểu|bảng|phụ lục|phụ biểu|tờ khai|lô|thửa|tờ|nhà|ngõ|đường|hẻm|kiệt|hóa đơn|hoá đơn|tài khoản|mã"
    r"|biển|điện thoại|fax|chứng chỉ|quyển|seri|tuyến|quốc lộ|tỉnh lộ|sổ|máy|phòng|lớp|gói thầu|km|ký hiệu|tcvn"
    r"|qcvn|tcxdvn|iso)\s*(?:số\s*)?:?\s*$",
    re.IGNORECASE,
)
"""Words before a number that make it a form's, a plot's, a house's, a standard's."""

DIGIT = re.compile(r"\d")
NUMBER_LINE = re.compile(r"số\s?:\s?", re.IGNORECASE)
"""What opens the line of a document's own number."""

BROKEN = re.compile(r"[;:.|]|\d\d\d|\d/")
"""What parts a number from a type said before it: the name of a law has none of it."""

LAW_REACH = 200
TYPE_REACH = 40
LAW_CODE = re.compile(r"QH\d|UBTVQH|CTN\b|LCT|HĐNN")


def citations_in(text: str) -> list[Citation]:
    """Every citation in `text`, in order, none overlapping another; offsets are those of `plain`."""
    if not DIGIT.search(text):
        return []
    whole = citing_text(text)
    numbered: list[Citation] = []
    for number in whole.numbers:
        numbered += _numbered(whole, number, numbered[-1] if numbered else None)
    starts = [citation.start for citation in numbered]
    found: list[Citation] = []
    end = 0
    for mention in whole.mentions:
        before = bisect_right(starts, mention.start) - 1
        if mention.start < end or (before >= 0 and mention.start < numbered[before].end):
            continue
        if citation := cited_by_name(whole, mention):
            found.append(citation)
            end = citation.end
    return sorted([*numbered, *found], key=lambda citation: citation.start)


def _numbered(whole: CitingText, number: DocumentNumber, previous: Citation | None) -> list[Citation]:
    """The citations that `number` makes: one, none if it is no document's, more if bare numbers share its symbol."""
    since = previous.end if previous else 0
    at = bisect_left(whole.starts, number.start) - 1
    mention = whole.mentions[at] if at >= 0 and whole.mentions[at].start >= since else None
    coded = coded_type(number)
    link = _link(whole, mention, number) if mention else None
    end, date_said, issuer_said = whole.after(number.end)
    listed: list[str] = []
    if mention and link:
        listed, issuer, date = link
        said = _said(whole, at, since, coded)
        cited = Citation(said.start, end, said.name, number.spelled, date, issuer, derived=mention.generic)
    elif mention and LAW_CODE.search(number.spelled) and (law := _law_above(whole, at, since, number.start)):
        title = law_title(whole.text[law.start : number.start])
        cited = Citation(law.start, end, law.name, number.spelled, title=title)
    elif previous and mention is None and BETWEEN_LISTED.fullmatch(whole.text, since, number.start):
        cited = Citation(number.start, end, coded or previous.type, number.spelled)
    elif not _is_document(whole, number, coded):
        return []
    elif mention and coded is None and _is_near(whole, mention, number):
        cited = Citation(mention.start, end, mention.name, number.spelled)
    else:
        cited = Citation(number.start, end, coded or LETTER, number.spelled, derived=True)
    cited = replace(
        cited,
        date=cited.date or date_said or date_before(whole.text, since, cited.start),
        issuer=cited.issuer or issuer_said or issuer_before(whole.text, since, cited.start),
    )
    shared = re.sub(r"^[\d.]+[a-zA-Z]?", "", number.spelled)
    others = [item + (shared.replace(f"/{number.year}", "", 1) if "/" in item else shared) for item in listed]
    return [*(replace(cited, number=other, date=None) for other in others), cited]


def _said(whole: CitingText, at: int, since: int, coded: str | None) -> Mention:
    """The type of the mention at index `at`, which its number follows.

    The printed type stands against the symbol's, unless it is any document's ("văn bản số 12/KH-UBND"), or in small
    letters ends the name of another: "Thông tư hướng dẫn số", "Quyết định ban hành quy chế số 12/QĐ-UB".
    """
    mention = whole.mentions[at]
    if mention.generic:
        return replace(mention, name=coded or LETTER)
    if coded == mention.name or not at or whole.text[mention.start].isupper():
        return mention
    before = whole.mentions[at - 1]
    if before.start >= since and before.end + 1 == mention.start:
        return before
    return (_earlier(whole, at, since, coded) if coded else None) or mention


def _is_near(whole: CitingText, mention: Mention, number: DocumentNumber) -> bool:
    """Whether a few plain words at most stand between a type and a number ("Tờ trình liên sở số")."""
    reach = number.start - mention.end
    return not mention.shortened and reach <= TYPE_REACH and not BROKEN.search(whole.text, mention.end, number.start)


def coded_type(number: DocumentNumber) -> str | None:
    """The type that the symbol of `number` says; None for an agency's alone, that of a công văn."""
    first, *rest = (code.lower() for code in number.codes)
    if first.startswith("qh") and first[2:].isdigit():
        return "Luật"
    if first.startswith("ubtvqh"):
        return "Nghị quyết"
    if first == "cp" and not rest:
        return "Nghị định"
    if first in {"ttg", "hđbt"} and rest:
        return None
    if first == "tt" and rest and rest[0] in {"tw", "tư", "tu", "hu"}:
        return "Thông tri"
    return CODE_TYPES.get(first) or UNACCENTED_CODES.get(first)


def _is_document(whole: CitingText, number: DocumentNumber, coded: str | None) -> bool:
    """Whether a number without a type before it is nevertheless a document's."""
    before = whole.text[max(0, number.start - 30) : number.start]
    own_line = NUMBER_LINE.fullmatch(whole.text, 0, number.start) and not date_after(whole.text, number.end)[0]
    if own_line or NO_DOCUMENT.search(before):
        return False
    said = ENDS_IN_SO.search(before) is not None
    if coded and (len(number.codes) > 1 or number.year):
        return said or not number.apart or bool(POINTS_TO.search(before))
    if coded or number.apart:
        return said and coded is not None and not before.lower().rstrip(" :").endswith("tổng số")
    agencies = len(number.codes) > 1 and all(len(code) > 1 for code in number.codes) and "/" in number.spelled
    return (said and bool(number.year)) or (agencies and bool(POINTS_TO.search(before)))


def _link(
    whole: CitingText, mention: Mention, number: DocumentNumber
) -> tuple[list[str], str | None, str | None] | None:
    """What joins a type to its number: the bare numbers, the issuer and the date between them; None if nothing does."""
    text = whole.text
    if TO_NUMBER.fullmatch(text, mention.end, number.start):
        year = re.match(rf"{YEAR}-", number.spelled)
        return None if year and number.apart else ([], None, None)
    if listed := TO_LISTED.fullmatch(text, mention.end, number.start):
        return re.findall(r"[\d/]+", listed["listed"]), None, None
    issuer, end = issuer_after(text, mention.end, number.start)
    date, end = date_after(text, end)
    if (issuer or date) and end <= number.start and ENDS_IN_SO.fullmatch(text[end : number.start].strip(" ,:") + " "):
        return [], issuer, date
    return None


def _earlier(whole: CitingText, at: int, since: int, name: str) -> Mention | None:
    """A mention of `name` shortly before the one at index `at`, in the same clause."""
    later = whole.mentions[at]
    for mention in reversed(whole.mentions[max(0, at - 3) : at]):
        if mention.start >= since and mention.name == name and later.start - mention.end <= TYPE_REACH:
            return None if BROKEN.search(whole.text, mention.end, later.start) else mention
    return None


def _law_above(whole: CitingText, at: int, since: int, end: int) -> Mention | None:
    """The law whose name runs from one of the mentions up to index `at` to the number at offset `end`."""
    found: Mention | None = None
    for mention in reversed(whole.mentions[max(0, at - 5) : at + 1]):
        if mention.start < since or end - mention.end > LAW_REACH or BROKEN.search(whole.text, mention.end, end):
            break
        if mention.name not in {*LAWS, "Lệnh", "Nghị quyết"} or not whole.text[mention.start].isupper():
            continue
        if found and not amends(whole.text, mention.end, found.start):
            break
        found = mention
    return found
