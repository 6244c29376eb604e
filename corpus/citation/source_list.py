"""The list of sources (danh mục tài liệu viện dẫn), in an order that an office knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..report import Header
from .forms import cite_report_in_full

ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: their order in dictionaries."""

LEGISLATION = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư liên tịch", "Thông tư")
"""By their force (Luật Ban hành văn bản quy phạm pháp luật, Điều 4), before what offices write."""

DOCUMENTS = (
    "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo", "Hướng dẫn", "Chương trình",
    "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản", "Tờ trình", "Hợp đồng", "Công văn", "Công điện",
)  # fmt: skip
"""In the order of Nghị định 30/2020/NĐ-CP, Điều 7; a type that it does not name follows them."""

RANKS = {name: rank for rank, name in enumerate((*LEGISLATION, *DOCUMENTS))}


def sources(reports: Iterable[tuple[Header, str | None]]) -> list[str]:
    """The list of sources: each report in full once, by type, issuer, date and number.

    Args:
        reports: the header and the file of each, as often as they are cited.
    """
    cited = {cite_report_in_full(header, file): header for header, file in reports}

    def place(item: tuple[str, Header]) -> tuple[object, ...]:
        said, header = item
        digits = re.match(r"\d+", header.number or "")
        return (
            RANKS.get(header.doc_type or "", len(RANKS)),
            not header.agency,
            alphabetical(header.agency or ""),
            header.issued or "",
            int(digits[0]) if digits else 0,
            alphabetical(said),
        )

    return [said for said, _ in sorted(cited.items(), key=place)]


def alphabetical(text: str) -> tuple[list[int], list[int]]:
    """The key that sorts by the Vietnamese alphabet: ă and â after a, đ after d; tones count between equals."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        at = ALPHABET.find(base)
        letters.append(at if at >= 0 else -1 if base.isspace() else len(ALPHABET))
        tones.append(max((TONES.find(mark) + 1 for mark in marks), default=0))
    return letters, tones
