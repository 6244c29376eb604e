"""A passage becomes a record for reference managers: CSL-JSON, and BibTeX and RIS made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .citation import cite_report, place_in_report, section_in_report
from .report import Header, Section

LEGISLATION = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch"})
NUMBER_WITH_YEAR = re.compile(r"\d+/(?:19|20)\d\d/")
""" "05/2020/QĐ-TTg": the year between number and symbol marks a normative document."""

BIBTEX_FIELDS = {
    "title": "title",
    "number": "number",
    "type": "genre",
    "institution": "publisher",
    "address": "publisher-place",
    "pages": "page",
    "language": "language",
    "location": "archive_location",
    "note": "note",
}
BIBTEX_LETTERS = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"\{\vphantom{\}}",
        "}": r"\vphantom{\{}\}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
"""Vietnamese letters stay as they are; braces stay in balance, in the form that Zotero writes and reads."""
LIGATURE = re.compile(r"([-`'])(?=\1)")
"""Two signs that TeX would join to one, "--" to a dash."""

RIS_FIELDS = {
    "id": "id",
    "title": "title",
    "type_of_work": "genre",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "start_page": "page",
    "language": "language",
    "accession_number": "archive_location",
}
RIS_TYPES = {"report": ("RPRT", "issn"), "legislation": ("STAT", "note")}
"""The RIS type and the name that rispy gives to the tag of the number: SN of a report, M1 of a statute."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CslItem:
    """A passage to be cited.

    Attributes:
        key: its public id.
        header: its report's.
        sections: those above it, outermost first.
        n: its number within the innermost of them.
        page: where the format has pages.
        file: the name its report was read under.
    """

    key: str
    header: Header
    sections: tuple[Section, ...]
    n: int
    page: int | None = None
    file: str | None = None


def csl_item(source: CslItem) -> dict[str, Any]:
    """The passage in CSL-JSON (https://github.com/citation-style-language/schema, csl-data.json).

    Reference managers drop `locator` from what they import, so that `note` says the place too, with whatever else the
    item's type has no room for; and a title is never missing: a document without one is named in prose.
    """
    header = source.header
    legislation = header.doc_type in LEGISLATION or bool(NUMBER_WITH_YEAR.match(header.number or ""))
    place = place_in_report(source.sections, source.n, source.page)
    notes = [place[:1].upper() + place[1:]]
    if legislation:
        notes += [f"Địa danh: {header.place}"] if header.place else []
        notes += [f"Tệp: {source.file}"] if source.file else []
    notes += [f"Độ mật: {header.secrecy}"] if header.secrecy else []
    issued = [int(part) for part in header.issued.split("-")] if header.issued else []
    item = {
        "id": source.key,
        "type": "legislation" if legislation else "report",
        "title": _line(header.title) or cite_report(header, source.file),
        "author": [{"literal": _line(header.agency)}] if header.agency else None,
        "publisher": header.agency,
        "publisher-place": header.place,
        "number": header.number,
        "genre": header.doc_type,
        "issued": {"date-parts": [issued]} if issued else None,
        "section": section_in_report(source.sections),
        "page": str(source.page) if source.page else None,
        "locator": place,
        "language": "vi",
        "archive_location": source.file,
        "note": "; ".join(notes),
    }
    cleaned = {name: _line(value) if isinstance(value, str) else value for name, value in item.items()}
    return {name: value for name, value in cleaned.items() if value}


def csl_json(sources: Sequence[CslItem]) -> str:
    """The passages as one CSL-JSON array, each once."""
    return json.dumps(_items(sources), ensure_ascii=False, indent=2)


def bibtex(sources: Sequence[CslItem]) -> str:
    """The passages as BibTeX in UTF-8, each once; a law too is a @techreport, the only type with issuer and number."""
    from bibtexparser.entrypoint import write_string  # noqa: PLC0415 - only this style needs it
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.model import Entry, Field  # noqa: PLC0415

    library = Library()
    for item in _items(sources):
        values = {name: item[csl] for name, csl in BIBTEX_FIELDS.items() if csl in item}
        fields = [Field(name, _in_bibtex(value)) for name, value in values.items()]
        fields += [Field("author", f"{{{_in_bibtex(author['literal'])}}}") for author in item.get("author", ())]
        if "issued" in item:
            parts = item["issued"]["date-parts"][0]
            fields.append(Field("date", "-".join(f"{part:02}" for part in parts)))
            fields += [Field(name, str(part)) for name, part in zip(("year", "month"), parts, strict=False)]
        library.add(Entry("techreport", re.sub(r"[^0-9A-Za-z:_-]", "", item["id"]) or "passage", fields))
    return write_string(library)


def ris(sources: Sequence[CslItem]) -> str:
    """The passages as RIS, each once.

    RIS has no institutional author: readers take what follows a comma for a given name. So an agency with a comma in
    its name stands as publisher (of a report: its institution) alone.
    """
    from rispy import RisWriter, dumps  # type: ignore[import-untyped]  # noqa: PLC0415

    class Writer(RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """No number before each record, which is none of the format's."""
            del count
            return ""

    records = []
    for item in _items(sources):
        kind, number = RIS_TYPES[item["type"]]
        record: dict[str, Any] = {"type_of_reference": kind, "notes": [item["note"]]}
        record |= {name: item[csl] for name, csl in RIS_FIELDS.items() if csl in item}
        if "number" in item:
            record[number] = item["number"]
        record["authors"] = [a["literal"] for a in item.get("author", ()) if "," not in a["literal"]]
        if "issued" in item:
            year, month, day = [*(f"{part:02}" for part in item["issued"]["date-parts"][0]), "", ""][:3]
            record |= {"date": f"{year}/{month}/{day}/", "year": year}
        records.append({name: value for name, value in record.items() if value})
    return str(dumps(records, implementation=Writer))


def _in_bibtex(text: str) -> str:
    return LIGATURE.sub(r"\g<0>{}", text.translate(BIBTEX_LETTERS))


def _items(sources: Sequence[CslItem]) -> list[dict[str, Any]]:
    return [csl_item(source) for source in {source.key: source for source in sources}.values()]


def _line(text: str | None) -> str:
    """On one line, without what no reader shows: a line of its own could pass for a field."""
    return " ".join(CONTROL.sub(" ", text or "").split())
