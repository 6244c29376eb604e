"""A passage becomes the citation (trích dẫn nguồn) that an office accepts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.report import Header, Section

WORD_NUMBER = re.compile(r"(?i:phần|chương|(?:tiểu\s+)?mục|điều|phụ\s+lục)\b")
ARTICLE = re.compile(r"điều\s+(\d+[a-zđ]?)", re.IGNORECASE)
OF_MATTER = re.compile(r"^v\s*/\s*v\s*:?\s*", re.IGNORECASE)
ROMAN = re.compile(r"[IVXL]+|[A-D]")
LETTER_NUMBER = re.compile(r"[a-zđ]")
ACRONYMS = ("UBND", "HĐND", "CCHC", "TTHC", "ATTP", "PCCC", "CNTT", "NTM", "XHCN", "KT-XH")


def cite(header: Header, sections: Sequence[Section], n: int, page: int | None = None, file: str | None = None) -> str:
    """The citation in prose: "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm, mục II, đoạn 4".

    A report without a number is named by its title, and its date, as far as it goes, follows in brackets; one that
    says nothing of itself, as a sheet of figures does, by its file.

    Args:
        header: the report's.
        sections: those above the passage, outermost first.
        n: the paragraph's number within the innermost of them.
        page: where the format has pages.
        file: the name it was read under.
    """
    where = [cite_report(header, file), *_section_name(sections), f"đoạn {n}"]
    return ", ".join(where) + (f" (trang {page})" if page else "")


def cite_report(header: Header, file: str | None = None) -> str:
    """The report itself in prose: "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm"."""
    if file and not (header.doc_type or header.number or header.title):
        return f"Tệp “{file}”"
    doc_type = header.doc_type or "Văn bản"
    by = f" của {header.agency}" if header.agency else ""
    if header.number:
        date = f" {prose_date(header.issued)}" if header.issued else ""
        return f"{doc_type} số {header.number}{date}{by}"
    title = f" {in_sentence(header.title, header)}" if header.title else ""
    date = f" (ban hành {prose_date(header.issued)})" if header.issued else ""
    return f"{doc_type}{title}{by}{date}"


def prose_date(issued: str) -> str:
    """An ISO 8601 date as offices write it, as precise as it is: "ngày 17/8/2023", "tháng 6/2021", "năm 2023"."""
    year, *rest = issued.split("-")
    if not rest:
        return f"năm {year}"
    if len(rest) == 1:
        return f"tháng {int(rest[0])}/{year}"
    return f"ngày {int(rest[1])}/{int(rest[0])}/{year}"


def in_sentence(title: str, header: Header) -> str:
    """A title as it stands inside a sentence: small first letter, capitals undone but for names, "V/v" in full."""
    title = OF_MATTER.sub("về việc ", title)
    if not title.isupper():
        keeps_capital = title[:2].isupper() or (header.agency or "").startswith(title.split(maxsplit=1)[0])
        return title if keeps_capital else title[:1].lower() + title[1:]
    text = title.lower()
    names = [header.province, header.place, *(header.district or "").split(" ", 1)[1:], *_unit_name(header.agency)]
    for name in (*ACRONYMS, *filter(None, names)):
        text = re.sub(rf"\b{re.escape(name)}\b", name, text, flags=re.IGNORECASE)
    return text


def _unit_name(agency: str | None) -> list[str]:
    match = re.search(r"\b(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|ủy)\s+(\S.*)$", agency or "")
    return [match[1]] if match else []


def _in_prose(number: str) -> str:
    """ "PHẦN THỨ NHẤT" is "Phần thứ nhất", "PHẦN II" is "Phần II"."""
    if not number.isupper():
        return number
    text = " ".join(word if ROMAN.fullmatch(word) else word.lower() for word in number.split())
    return text[:1].upper() + text[1:]


def _section_name(sections: Sequence[Section]) -> list[str]:
    """ "mục II.3.2"; "Phần thứ nhất, mục I.1"; "điểm a khoản 2 Điều 5"; "mục “Tồn tại”"; "phần mở đầu"."""
    if not sections:
        return ["phần mở đầu"]
    at = next((at for at in range(len(sections) - 1, -1, -1) if ARTICLE.match(sections[at].number or "")), None)
    if at is not None:
        return _article_name(sections, at)
    words = [section.number for section in sections if section.number and WORD_NUMBER.match(section.number)]
    chain: list[str] = []
    letter = ""
    for section in sections:
        if not section.number or section.number in words:
            continue
        if LETTER_NUMBER.fullmatch(section.number):
            letter = f"điểm {section.number} "
        elif chain and section.number.startswith(f"{chain[-1]}."):
            chain[-1] = section.number
        else:
            chain.append(section.number)
    named = [_in_prose(word) for word in words]
    if chain or letter:
        named.append(f"{letter}mục {'.'.join(chain)}".removesuffix("mục ").strip())
    if sections[-1].number is None:
        named.append(f"mục “{sections[-1].title}”")
    return named


def _article_name(sections: Sequence[Section], at: int) -> list[str]:
    """ "điểm a khoản 2 Điều 5": articles count on through chapters, so that only what is attached is named besides."""
    attached = [f"“{section.title}”" for section in sections[:1] if at and section.number is None]
    article = ARTICLE.match(sections[at].number or "")
    name = f"Điều {article[1]}" if article else ""
    for section in sections[at + 1 :]:
        if section.number and LETTER_NUMBER.fullmatch(section.number):
            name = f"điểm {section.number} {name}"
        elif section.number and section.number[:1].isdigit():
            name = f"khoản {section.number} {name}"
        else:
            label = f"mục {section.number}" if section.number else f"mục “{section.title}”"
            name = f"{label} {name}"
    return [*attached, name]
