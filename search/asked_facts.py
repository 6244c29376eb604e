"""Facts of a kind: what a question asks for by its words, and which sentences hold one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..corpus.references import FOLDED_TYPES
from ..corpus.references.cited_documents import citations_in
from ..corpus.references.document_number import plain
from ..corpus.vietnamese import fold, has_accents, nfc
from .constants import FACT_ASKED_CHARACTERS, FACT_UNIT_REACH

Form = Literal["number", "share", "money", "duration", "distance", "date", "reason", "document"]

SOME = re.compile(r"\bmấy\b", re.IGNORECASE)
SOME_FOLDED = re.compile(r"\b(co|con|la|duoc|mat|binh quan|so|ngay|trong) may\b", re.IGNORECASE)
"""One spelling for what is said in two: "mấy" is "bao nhiêu"."""

FORMS: tuple[tuple[Form, str], ...] = (
    ("share", r"\bty le\b|\bphan tram\b|%|\bpercent\b"),
    (
        "money",
        r"\bbao nhieu (?:tien|dong|trieu|ty|kinh phi|von|ngan sach)\b"
        r"|\b(?:so tien|kinh phi|tong von)\b.*\bbao nhieu\b"
        r"|\bluong (?:cua |giao vien|can bo|cong chuc|vien chuc|nhan vien|co ban|toi thieu|khoi diem|binh quan)\b.*"
        r"\bbao nhieu\b"
        r"|\b(?:phu cap|muc luong|tien luong|muc thu|muc chi|muc phat|doanh thu|tong thu|du no"
        r"|don gia|(?:gia (?=ban|mua|thue|ve|dich vu|bao nhieu))|ban gia)\b.*"
        r"\bbao nhieu(?: (?:mot|moi|la|cho|trong|o|tai|nam|thang)\b.*)?\W*$",
    ),
    ("duration", r"\bbao lau\b|\bhow long\b"),
    ("distance", r"\bbao xa\b|\bhow far\b"),
    (
        "number",
        r"\bbao nhieu\b|\btong so\b|\bso luong\b|\bhow (?:many|much)\b|^(?:the )?(?:total )?number of\b",
    ),
    (
        "date",
        r"\b(?:khi|ngay|thang|nam|luc|quy) nao\b|\bbao gio\b|\bngay (?:may|bao nhieu)\b|^when\b"
        r"|\bthoi han\b.*\b(?:nao|may)\b",
    ),
    ("reason", r"\b(?:vi|tai|do) (?:sao|dau)\b|\bnguyen nhan\b|\bly do\b|^why\b"),
)
"""Folded words that ask for a fact of a kind; the first that stands in the question."""

COUNTED = re.compile(
    r"\bbao nhieu(?! (?:cho|la|ve|thi|o|tai|trong|do|va|theo|de|cua|nam|quy|so voi|mot|moi)\b)"
    r"((?: [^\W\d]+){1,2}(?:(?<= bi)(?: [^\W\d]+){1,2})?)"
)

DOCUMENT_TYPE = re.compile(
    r"\b(" + "|".join(sorted(FOLDED_TYPES, key=len, reverse=True)) + r")(?: so)? (?:nao|may|bao nhieu|gi)\b"
)

AMOUNT = r"(?:\b\d[\d.,]*|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))"
"""A figure, or a small number in a word."""

FORM_PATTERNS: dict[Form, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "share": re.compile(r"\d\s*(?:%|phần trăm|‰|điểm)", re.IGNORECASE),
    "money": re.compile(r"\d[\d.,]*\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\b|đồng|VNĐ|USD)", re.IGNORECASE),
    "duration": re.compile(
        rf"(?<![/\d]){AMOUNT}\s+(?:giây|phút|giờ|buổi|ngày|tuần|tháng|quý|năm)\b(?! \d)", re.IGNORECASE
    ),
    "distance": re.compile(rf"{AMOUNT}\s*(?:km|m|mét|cây số|dặm)\b", re.IGNORECASE),
    "date": re.compile(
        r"\d{1,2}[/.-]\d{1,2}|\b(?:ngày|tháng|năm|quý)\s*(?:\d|[IVX]+\b)|\d{1,2}[/-]\d{4}|\bquý\b", re.IGNORECASE
    ),
    "reason": re.compile(
        r"\b(?:do(?! đó| vậy)|vì(?! vậy| thế)|bởi|nguyên nhân|nhờ|lý do|cho nên)\b|[,;] nên\b",
        re.IGNORECASE,
    ),
}

NUMERALS = r"(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
"""Folded numbers in a word, before what they count: "hai tiêu chí chưa đạt"."""

ITEM_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[a-zđ])[.)]\s*")
"""A sentence's own number, which is no figure."""

PEOPLE = frozenset(
    ("giao vien", "can bo", "cong chuc", "vien chuc", "hoc sinh", "lao dong", "dang vien", "nguoi dan", "bac si")
)
"""Those whose number may be said of "người": "còn thiếu 51 người, thiếu nhất là giáo viên"."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact.

    Attributes:
        form: which.
        unit: folded words of what is counted ("bao nhiêu hộ" is ("ho",)).
        document_type: the folded type of the document asked for ("nghi dinh nao").
        of_document: whether it is asked of a document that reports cite, and not of what they tell.
        precise: of a date, what it has to say: "day", or "range" for from when to when.
    """

    form: Form
    unit: tuple[str, ...] = ()
    document_type: str | None = None
    precise: Literal["", "day", "range"] = ""
    of_document: bool = False


PRECISE: tuple[tuple[Literal["day", "range"], re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "range",
        re.compile(r"\btu (?:ngay|khi|thang|luc|nam) nao (?:den|toi)\b|\btu bao gio (?:den|toi)\b"),
        re.compile(r"\btừ\b.{0,24}\d.{0,24}\b(?:đến|tới)\b.{0,24}\d|\d\s*[-–]\s*\d{1,2}/", re.IGNORECASE),
    ),
    (
        "day",
        re.compile(r"\b(?:ngay|hom) nao\b|\bngay (?:may|bao nhieu)\b"),
        re.compile(r"\bngày\s+\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?\b", re.IGNORECASE),
    ),
)
"""How precise a date has to be, the folded words that ask for it, and what has it: a year is no day."""


GROUNDS = re.compile(r"(?:Thực hiện|Căn cứ|Theo)\b")
CITED_ON = re.compile(r"^(?:Thực hiện|Căn cứ)\b[^;]{0,200}?\bngày \d{1,2}\S*(?: tháng \d{1,2} năm \d{4})?")
"""The day of a document with which a report begins, where no citation has it."""

CELL = " | "
"""What stands between the cells of a table's row, each "column: value"."""


def _counts(cell: str, unit: tuple[str, ...]) -> bool:
    """Whether a folded cell is a number under a column's name that has the unit: "so lop: 178"."""
    column, _, value = cell.rpartition(": ")
    return value[:1].isdigit() and re.search(rf"\b{re.escape(unit[0])}\b", column) is not None


def _says_what_befell(folded: str, unit: tuple[str, ...]) -> bool:
    """Whether a clause with a figure says what befell those counted: "01 người chết" are not "người bị thương"."""
    what = re.escape(unit[unit.index("bi") + 1])
    return re.search(rf"\d[^,;]*\b{what}\b|\b{what}\b[^,;]*\d", folded) is not None


def _counts_their_opposite(folded: str, unit: tuple[str, ...]) -> bool:
    """Whether all that is counted is no more, or not quite, what is asked: "240 hộ thoát nghèo" are not "hộ nghèo"."""
    head, rest = map(re.escape, unit[:2])
    counted = [re.search(rf"\d[\d.,]*\s*{head} {between}{rest}\b", folded) for between in ("(?:thoat|can|het) ", "")]
    return counted[0] is not None and counted[1] is None


def one_spelling(text: str) -> str:
    """`text` with "mấy" as "bao nhiêu"."""
    return SOME.sub("bao nhiêu", text) if has_accents(text) else SOME_FOLDED.sub(r"\1 bao nhieu", text)


def fact_asked(question: str) -> Fact | None:
    """The kind of fact that a question asks for; None where it asks for none."""
    folded = fold(one_spelling(nfc(question[:FACT_ASKED_CHARACTERS])))
    document = DOCUMENT_TYPE.search(folded)
    if document and document[1] != "bao cao":
        return Fact("document", document_type=document[1])
    return plain_fact(folded)


def plain_fact(folded: str) -> Fact | None:
    """The kind of fact, documents apart, that a folded question asks for."""
    form = next((form for form, pattern in FORMS if re.search(pattern, folded)), None)
    unit = COUNTED.search(folded)
    if form == "date":
        return Fact(form, precise=next((name for name, asks, _ in PRECISE if asks.search(folded)), ""))
    return Fact(form, tuple(unit[1].split()) if unit else ()) if form else None


def holds(text: str, fact: Fact) -> bool:
    """Whether `text` has a fact of that kind: a figure of its unit, a date, a document."""
    if fact.form == "document":
        return any(fold(citation.type) == fact.document_type for citation in citations_in(text))
    text = ITEM_NUMBER.sub("", text)
    if fact.form == "date" and not fact.of_document and GROUNDS.match(text):  # their dates are none of what it tells
        kept = list(plain(text))
        for one in citations_in(text):
            kept[one.start : one.end] = " " * (one.end - one.start)
        text = CITED_ON.sub(" ", "".join(kept))
    folded = fold(text)
    if fact.form == "number" and fact.unit and re.search(rf"\b{NUMERALS} {re.escape(' '.join(fact.unit))}\b", folded):
        return True
    if not FORM_PATTERNS[fact.form].search(text):
        return False
    if any(name == fact.precise and not has.search(text) for name, _, has in PRECISE):
        return False
    if fact.form != "number" or not fact.unit:
        return True
    if len(fact.unit) > 2 and not _says_what_befell(folded, fact.unit):
        return False
    if len(fact.unit) > 1 and _counts_their_opposite(folded, fact.unit):
        return False
    if CELL in text and any(_counts(cell, fact.unit) for cell in folded.split(CELL)):
        return True
    unit = re.escape(fact.unit[0])
    if " ".join(fact.unit) in PEOPLE and " ".join(fact.unit) in folded:
        unit += "|nguoi"
    if fact.unit[0] == "nguoi":  # "thiếu 01 công chức"
        unit += "|" + "|".join(sorted(PEOPLE))
    return re.search(rf"\d[\d.,/]*\s*(?:\w+\s+){{0,{FACT_UNIT_REACH}}}(?:{unit})\b", folded) is not None
