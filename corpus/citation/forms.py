"""The forms of a citation in prose: in passing, in full the first time, short after that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..report import Header, Reference, Section
from .namesakes import NO_NAMESAKES, Namesakes, agency_told_apart, called
from .place import place_in_report
from .prose_dates import long_date, prose_date, years
from .sentence_case import Evidence, evidence_of, sentence_case

OF_MATTER = re.compile(r"^v\s*/\s*v\s*:?\s*", re.IGNORECASE)
GOES_ON = re.compile(r"(?:về|năm|quý|tháng|tuần|định\s+kỳ|sơ\s+kết|tổng\s+kết)\s|\d", re.IGNORECASE)
"""Titles that follow the type without "về": "tổng kết công tác", "6 tháng đầu năm"."""
TYPE_AND_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Cited by type and name alone (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, điểm b khoản 6)."""
SPELT_OUT = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


def cite(
    header: Header,
    sections: Sequence[Section],
    n: int,
    page: int | None = None,
    file: str | None = None,
    item: str | None = None,
) -> str:
    """The citation in prose: "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm, mục II, đoạn 4".

    A report without a number is named by its title, and its date, as far as it goes, follows in brackets; one that
    says nothing of itself, as a sheet of figures does, by its file.

    Args:
        header: the report's.
        sections: those above the passage, outermost first.
        n: the paragraph's number within the innermost of them.
        page: where the format has pages.
        file: the name it was read under.
        item: the letter that the paragraph begins with, if it is an item of a list.
    """
    return f"{cite_report(header, file)}, {_place(header, sections, n, page, item)}"


def cite_in_full(
    header: Header,
    sections: Sequence[Section],
    n: int,
    page: int | None = None,
    file: str | None = None,
    item: str | None = None,
) -> str:
    """As a document is cited the first time, with its title; arguments as in `cite`.

    "Báo cáo số 132/BC-UBND ngày 17 tháng 8 năm 2023 của Ủy ban nhân dân xã Ngọc Lâm về kết quả giảm nghèo, mục II,
    đoạn 4": type, number, date, issuer and title, as Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II,
    điểm b khoản 6 asks.
    """
    return f"{cite_report_in_full(header, file)}, {_place(header, sections, n, page, item)}"


def cite_again(
    header: Header,
    sections: Sequence[Section],
    n: int,
    page: int | None = None,
    file: str | None = None,
    item: str | None = None,
    others: Namesakes = NO_NAMESAKES,
) -> str:
    """As a document is cited after the first time, by type and number: "Báo cáo số 132/BC-UBND, mục II, đoạn 4".

    One without a number keeps its issuer and date, for nothing else tells it from the next. Of one without a date the
    years are said that it reports on. Where that is not enough to tell it from `others`, date, agency and the agency's
    district and province follow, or its title; arguments as in `cite`.
    """
    return f"{_cite_report_again(header, file, others)}, {_place(header, sections, n, page, item)}"


def _cite_report_again(header: Header, file: str | None, others: Namesakes) -> str:
    agency = agency_told_apart(header, others)
    is_told = agency != header.agency or called(header) in others.reports
    doc_type = header.doc_type or "Văn bản"
    reported = f"kỳ báo cáo {years(*header.period)}" if header.period and not header.issued else ""
    if header.number:
        told_by_date = header.issued and called(header) in others.reports
        date = f" {prose_date(header.issued)}{doubt(header, 'issued')}" if header.issued and told_by_date else ""
        by = f" của {agency}{doubt(header, 'agency')}" if is_told and agency else ""
        return f"{doc_type} {_number(header)}{date}{by}{reported and f' ({reported})'}"
    if agency and header.doc_type not in TYPE_AND_NAME and called(header) not in others.reports:
        time = f"{prose_date(header.issued)}{doubt(header, 'issued')}" if header.issued else reported
        return f"{doc_type} của {agency}{doubt(header, 'agency')}{time and f' ({time})'}"
    return cite_report(replace(header, agency=agency or None), file)


def cite_report(header: Header, file: str | None = None) -> str:
    """The report itself in prose: "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm"."""
    if _nameless(header) and file:
        return f"Tệp “{file}”"
    doc_type = header.doc_type or "Văn bản"
    by = f" của {header.agency}{doubt(header, 'agency')}" if header.agency else ""
    if header.number:
        date = f" {prose_date(header.issued)}{doubt(header, 'issued')}" if header.issued else ""
        return f"{doc_type} {_number(header)}{date}{by}"
    title = title_in_sentence(header)
    if header.agency and title.casefold().endswith(header.agency.casefold()):
        by = ""
    date = f" (ban hành {prose_date(header.issued)}{doubt(header, 'issued')})" if header.issued else ""
    title += doubt(header, "title") if title else ""
    return f"{doc_type}{title and ' '}{title}{by}{date}"


def cite_report_in_full(header: Header, file: str | None = None) -> str:
    """The report itself as it is cited the first time; see `cite_in_full`."""
    if _nameless(header) and file:
        return f"Tệp “{file}”"
    doc_type = header.doc_type or "Văn bản"
    title = title_in_sentence(header)
    if doc_type in TYPE_AND_NAME and title:
        return f"{doc_type} {title[:1].upper()}{title[1:]}"
    agency = header.agency or ""
    short, _, rest = agency.partition(" ")
    by = f"của {SPELT_OUT.get(short, short)} {rest}".rstrip() + doubt(header, "agency") if agency else ""
    date = long_date(header.issued) + doubt(header, "issued") if header.issued else ""
    about = title if not title or GOES_ON.match(title) else f"về {title}"
    about += doubt(header, "title") if about else ""
    named = (_number(header), date, by) if header.number else (by, date and f"ban hành {date}")
    return " ".join(filter(None, (doc_type, *named, about)))


def reference_line(reference: Reference) -> str:
    """ "Nghị định 72/2015/NĐ-CP ngày 7/9/2015 của Chính phủ", as far as it is said; plain text."""
    date = prose_date(reference.date) if reference.date else ""
    name = reference.title or reference.type
    by = f"của {reference.issuer}" if reference.issuer else ""
    return " ".join(filter(None, (name, reference.number, date, by)))


def is_in_capitals(header: Header, sections: Sequence[Section]) -> bool:
    """Whether the title or a heading is in capitals throughout."""
    return any(title and title.isupper() for title in (header.title, *(section.title for section in sections)))


def in_prose(header: Header, sections: Sequence[Section], evidence: Evidence) -> tuple[Header, tuple[Section, ...]]:
    """Title and headings in sentence case, as far as they are in capitals."""
    title = header.title and sentence_case(header.title, evidence)
    return replace(header, title=title), _titled(sections, evidence)


def _place(header: Header, sections: Sequence[Section], n: int, page: int | None, item: str | None) -> str:
    printed = [section for section in sections if section.number is None and section.title.isupper()]
    return place_in_report(_titled(sections, evidence_of(header)) if printed else sections, n, page, item)


def _titled(sections: Sequence[Section], evidence: Evidence) -> tuple[Section, ...]:
    return tuple(replace(section, title=sentence_case(section.title, evidence)) for section in sections)


def _number(header: Header) -> str:
    """ "số 132/BC-UBND"; "số (không chắc) 132/BC-UBND" where nothing confirms what was read."""
    return f"số{doubt(header, 'number')} {header.number}"


def doubt(header: Header, field: str) -> str:
    """What stands after a part of a header that nothing confirms; nothing after one that is sure."""
    return " (không chắc)" if field in header.unsure else ""


def _nameless(header: Header) -> bool:
    return not (header.doc_type or header.number or header.title)


def title_in_sentence(header: Header) -> str:
    """The title as it goes on after the type, which some titles repeat; "" if there is none.

    Inside a sentence: with a small first letter, "V/v" in full, capitals undone but for names.
    """
    title = " ".join((header.title or "").split()).rstrip(" .;:,")
    doc_type = header.doc_type or ""
    if doc_type and title.casefold().startswith(f"{doc_type} ".casefold()):
        title = title[len(doc_type) + 1 :]
    title = OF_MATTER.sub("về việc ", title.strip())
    if title.isupper():
        title = sentence_case(title, evidence_of(header))
    if title[:2].isupper() or (header.agency or "").startswith(title.split(maxsplit=1)[0] if title else " "):
        return title
    return title[:1].lower() + title[1:]
