"""The legal and administrative documents that a text cites (văn bản viện dẫn)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.dates import date_in
from corpus.report import Reference
from corpus.vietnamese import UPPER, fold

CITED_TYPES = (
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định", "Kế hoạch", "Công văn", "Thông tư liên tịch",
    "Thông tư", "Chỉ thị", "Kết luận", "Thông báo", "Hướng dẫn", "Chương trình", "Đề án", "Tờ trình", "Báo cáo",
    "Công điện", "Thông tri", "Quy định", "Quy chế", "Văn bản", "Luật", "Pháp lệnh",
)  # fmt: skip
"""Tên loại that a citation opens with; the longer name first."""

CITED = re.compile(
    rf"(?P<type>(?i:{'|'.join(CITED_TYPES)}))\s+(?:số\s*:?\s*)?"
    rf"(?P<number>\d+\s*[/-]\s*(?:\d{{4}}\s*/\s*)?[{UPPER}][{UPPER}0-9]*(?:\s?[-/]\s?[{UPPER}][\w]*)*)"
    r"(?P<after>\s*,?\s*ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|\s*tháng\s+\d{1,2}\s+năm)\s*\d{4})?"
    rf"(?:\s+của\s+(?P<issuer>[{UPPER}][^,.;:()”\"]{{1,80}}?)(?=\s+(?:về|khóa|phê|ban hành|quy định)\b|[,.;:()”\"]|$))?"
)
DATE_REACH = 100
"""Characters before a citation in which its date is looked for."""

DATE_BEFORE = re.compile(r"ngày\s+(\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4})[^.;]{0,60}$", re.IGNORECASE)


def references_in(texts: Iterable[str]) -> tuple[Reference, ...]:
    """Each document cited in `texts`, once, in order of its first citation, with the fullest date found."""
    found: dict[tuple[str, str], Reference] = {}
    for text in texts:
        for match in CITED.finditer(text):
            reference = _reference(match, text)
            key = (fold(reference.type), fold(reference.number))
            known = found.get(key)
            if known is None:
                found[key] = reference
            else:
                found[key] = Reference(
                    known.type, known.number, known.date or reference.date, known.issuer or reference.issuer
                )
    return tuple(found.values())


def _reference(match: re.Match[str], text: str) -> Reference:
    before = DATE_BEFORE.search(text[max(0, match.start() - DATE_REACH) : match.start()])
    date = date_in(match["after"]) if match["after"] else date_in(before[1]) if before else None
    printed = match["type"].lower()
    return Reference(
        type=next(name for name in CITED_TYPES if name.lower() == printed),
        number=re.sub(r"\s+", "", match["number"]),
        date=date[0] if date else None,
        issuer=" ".join(match["issuer"].split()) if match["issuer"] else None,
    )
