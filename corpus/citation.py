"""A passage becomes the citation (trích dẫn nguồn) that an office accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from .report import Header, Reference, Section

WORD_NUMBER = re.compile(r"(?i:phần|chương|(?:tiểu\s+)?mục|điều|phụ\s+lục)\b")
ARTICLE = re.compile(r"điều\s+(\d+[a-zđ]?)", re.IGNORECASE)
OF_MATTER = re.compile(r"^v\s*/\s*v\s*:?\s*", re.IGNORECASE)
ROMAN = re.compile(r"[IVXL]+|[A-D]")
LETTER_NUMBER = re.compile(r"[a-zđ]")
GOES_ON = re.compile(r"(?:về|năm|quý|tháng|tuần|định\s+kỳ|sơ\s+kết|tổng\s+kết)\s|\d", re.IGNORECASE)
"""Titles that follow the type without "về": "tổng kết công tác", "6 tháng đầu năm"."""
TYPE_AND_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Cited by type and name alone (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, điểm b khoản 6)."""
SPELT_OUT = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: their order in dictionaries."""
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
    return f"{cite_report(header, file)}, {place_in_report(sections, n, page)}"


def cite_in_full(
    header: Header, sections: Sequence[Section], n: int, page: int | None = None, file: str | None = None
) -> str:
    """As a document is cited the first time, with its title; arguments as in `cite`.

    "Báo cáo số 132/BC-UBND ngày 17 tháng 8 năm 2023 của Ủy ban nhân dân xã Ngọc Lâm về kết quả giảm nghèo, mục II,
    đoạn 4": type, number, date, issuer and title, as Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II,
    điểm b khoản 6 asks.
    """
    return f"{cite_report_in_full(header, file)}, {place_in_report(sections, n, page)}"


def cite_again(
    header: Header, sections: Sequence[Section], n: int, page: int | None = None, file: str | None = None
) -> str:
    """As a document is cited after the first time, by type and number: "Báo cáo số 132/BC-UBND, mục II, đoạn 4".

    One without a number keeps its issuer and date, for nothing else tells it from the next; arguments as in `cite`.
    """
    if header.number:
        report = f"{header.doc_type or 'Văn bản'} {_number(header)}"
    elif header.agency and header.doc_type not in TYPE_AND_NAME:
        date = f" ({prose_date(header.issued)})" if header.issued else ""
        report = f"{header.doc_type or 'Văn bản'} của {header.agency}{date}"
    else:
        report = cite_report(header, file)
    return f"{report}, {place_in_report(sections, n, page)}"


def cite_report(header: Header, file: str | None = None) -> str:
    """The report itself in prose: "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm"."""
    if _nameless(header) and file:
        return f"Tệp “{file}”"
    doc_type = header.doc_type or "Văn bản"
    by = f" của {header.agency}{_doubt(header, 'agency')}" if header.agency else ""
    if header.number:
        date = f" {prose_date(header.issued)}{_doubt(header, 'issued')}" if header.issued else ""
        return f"{doc_type} {_number(header)}{date}{by}"
    title = _title(header)
    if header.agency and title.casefold().endswith(header.agency.casefold()):
        by = ""
    date = f" (ban hành {prose_date(header.issued)})" if header.issued else ""
    return f"{doc_type}{title and ' '}{title}{by}{date}"


def cite_report_in_full(header: Header, file: str | None = None) -> str:
    """The report itself as it is cited the first time; see `cite_in_full`."""
    if _nameless(header) and file:
        return f"Tệp “{file}”"
    doc_type = header.doc_type or "Văn bản"
    title = _title(header)
    if doc_type in TYPE_AND_NAME and title:
        return f"{doc_type} {title[:1].upper()}{title[1:]}"
    agency = header.agency or ""
    short, _, rest = agency.partition(" ")
    by = f"của {SPELT_OUT.get(short, short)} {rest}".rstrip() + _doubt(header, "agency") if agency else ""
    date = _long_date(header.issued) + _doubt(header, "issued") if header.issued else ""
    about = title if not title or GOES_ON.match(title) else f"về {title}"
    named = (_number(header), date, by) if header.number else (by, date and f"ban hành {date}")
    return " ".join(filter(None, (doc_type, *named, about)))


def place_in_report(sections: Sequence[Section], n: int, page: int | None = None) -> str:
    """Where a passage stands: "mục II.3.2, đoạn 4 (trang 3)"; arguments as in `cite`."""
    return f"{section_in_report(sections)}, đoạn {n}" + (f" (trang {page})" if page else "")


def section_in_report(sections: Sequence[Section]) -> str:
    """The innermost of `sections` by its way from the outside: "mục II.3.2", "khoản 2 Điều 5", "phần mở đầu"."""
    return ", ".join(_section_name(sections))


def sources(reports: Iterable[tuple[Header, str | None]]) -> list[str]:
    """The list of sources (danh mục tài liệu viện dẫn): each report in full once, by issuer, date and number.

    Args:
        reports: the header and the file of each, as often as they are cited.
    """
    cited = {cite_report_in_full(header, file): header for header, file in reports}

    def place(item: tuple[str, Header]) -> tuple[object, ...]:
        said, header = item
        digits = re.match(r"\d+", header.number or "")
        return (
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


def reference_line(reference: Reference) -> str:
    """ "Nghị định 72/2015/NĐ-CP ngày 7/9/2015 của Chính phủ", as far as it is said; plain text."""
    date = prose_date(reference.date) if reference.date else ""
    name = reference.title or reference.type
    by = f"của {reference.issuer}" if reference.issuer else ""
    return " ".join(filter(None, (name, reference.number, date, by)))


def prose_date(issued: str) -> str:
    """An ISO 8601 date as offices write it, as precise as it is: "ngày 17/8/2023", "tháng 6/2021", "năm 2023"."""
    year, *rest = issued.split("-")
    if not rest:
        return f"năm {year}"
    if len(rest) == 1:
        return f"tháng {int(rest[0])}/{year}"
    return f"ngày {int(rest[1])}/{int(rest[0])}/{year}"


def prose_period(first: str, last: str) -> str:
    """From one ISO 8601 date to another: "từ ngày 1/1/2023 đến ngày 30/6/2023"; the date alone if they are the same."""
    return prose_date(first) if first == last else f"từ {prose_date(first)} đến {prose_date(last)}"


def _long_date(issued: str) -> str:
    """ "ngày 05 tháng 01 năm 2023": days below 10 and the months 1 and 2 with a zero (Nghị định 30/2020/NĐ-CP)."""
    year, *rest = issued.split("-")
    month = f"tháng {int(rest[0]):0{2 if int(rest[0]) < 3 else 1}} " if rest else ""
    day = f"ngày {int(rest[1]):02} " if len(rest) > 1 else ""
    return f"{day}{month}năm {year}"


def _number(header: Header) -> str:
    """ "số 132/BC-UBND"; "số (không chắc) 132/BC-UBND" where nothing confirms what was read."""
    return f"số{_doubt(header, 'number')} {header.number}"


def _doubt(header: Header, field: str) -> str:
    return " (không chắc)" if field in header.unsure else ""


def _nameless(header: Header) -> bool:
    return not (header.doc_type or header.number or header.title)


def _title(header: Header) -> str:
    """The title as it goes on after the type, which some titles repeat; "" if there is none."""
    title = " ".join((header.title or "").split()).rstrip(" .;:,")
    doc_type = header.doc_type or ""
    if doc_type and title.casefold().startswith(f"{doc_type} ".casefold()):
        title = title[len(doc_type) + 1 :]
    return in_sentence(title, header)


def in_sentence(title: str, header: Header) -> str:
    """A title as it stands inside a sentence: small first letter, capitals undone but for names, "V/v" in full."""
    title = OF_MATTER.sub("về việc ", title.strip())
    if not title:
        return ""
    if not title.isupper():
        keeps_capital = title[:2].isupper() or (header.agency or "").startswith(title.split(maxsplit=1)[0])
        return title if keeps_capital else title[:1].lower() + title[1:]
    text = title.lower()
    names = [header.province, header.place, *(header.district or "").split(" ", 1)[1:], *_unit_name(header.agency)]
    for name in (*ACRONYMS, *filter(None, names)):
        kept = name.replace("\\", r"\\")
        text = re.sub(rf"\b{re.escape(name)}\b", kept, text, flags=re.IGNORECASE)
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
