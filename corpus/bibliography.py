"""Reports become records for reference managers: CSL-JSON, and BibTeX and RIS made from it.

One record a report, however many of its passages are cited: these are locators, which belong to a citation and not to
the record. Each format says them where its readers look for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..words import say
from .citation import NO_NAMESAKES, Namesakes, cite_report, locator, place_in_report
from .header.unsure import READ_FIELDS
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
}
"""Fields of BibTeX and the variables of CSL that they hold. biblatex takes `location` for `address`: the place of
issue, and nothing else, is put there."""
LANGUAGE = "vietnamese"
"""What biblatex hands to babel as `langid`, which prints nothing; `language` it would print."""

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
    "language": "language",
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
        item: the letter that it begins with, if it is an item of a list.
        others: names that several reports have, or several agencies, of those that may be seen.
    """

    key: str
    header: Header
    sections: tuple[Section, ...]
    n: int
    page: int | None = None
    file: str | None = None
    item: str | None = None
    others: Namesakes = NO_NAMESAKES

    @property
    def report(self) -> str:
        """The id of its report."""
        return self.key.rpartition("-")[0] or self.key

    @property
    def place(self) -> str:
        """Where it stands, in prose."""
        return _line(place_in_report(self.sections, self.n, self.page, self.item))


def csl_item(passages: Sequence[CslItem]) -> dict[str, Any]:
    """The report of these `passages`, one or more, in CSL-JSON.

    https://github.com/citation-style-language/schema (csl-data.json). An item has no label for its locator, which is a
    part of a citation: for each passage both stand in `custom`, which is for what CSL has no field for. Reference
    managers drop locators on import, so that `note` says the places too. A title is never missing: a document without
    one is named in prose.
    """
    first = passages[0]
    header = first.header
    agency = _line(header.agency)
    legislation = header.doc_type in LEGISLATION or bool(NUMBER_WITH_YEAR.match(header.number or ""))
    places = "; ".join(dict.fromkeys(passage.place for passage in passages))
    notes = [places[:1].upper() + places[1:]]
    if legislation and header.place:
        notes.append(f"Địa danh: {header.place}")
    issued = [int(part) for part in header.issued.split("-")] if header.issued else []
    item = {
        "id": first.report,
        "type": "legislation" if legislation else "report",
        "title": _line(header.title) or cite_report(header, first.file),
        "author": [{"literal": agency}] if agency else None,
        "publisher": agency,
        "publisher-place": header.place,
        "number": header.number,
        "genre": header.doc_type,
        "issued": {"date-parts": [issued]} if issued else None,
        "locator": places,
        "language": "vi",
        "note": "; ".join([*notes, *_warnings(header)]),
        "custom": {"passages": [_locator(passage) for passage in passages]},
    }
    cleaned = {name: _line(value) if isinstance(value, str) else value for name, value in item.items()}
    return {name: value for name, value in cleaned.items() if value}


def csl_json(sources: Sequence[CslItem]) -> str:
    """The reports of these passages as one CSL-JSON array, each once."""
    return json.dumps([csl_item(passages) for passages in _by_report(sources)], ensure_ascii=False, indent=2)


def bibtex(sources: Sequence[CslItem]) -> str:
    r"""The reports of these passages as BibTeX in UTF-8, each once; above it, how each of its passages is cited.

    "% \cite[mục II, đoạn 4]{0123abcd}": outside of entries BibTeX passes over all but "@", biber over lines of "%". A
    law too is a @techreport, the only type with issuer and number.
    """
    from bibtexparser.entrypoint import write_string  # noqa: PLC0415 - only this style needs it
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.model import Entry, Field, ImplicitComment  # noqa: PLC0415

    library = Library()
    for passages in _by_report(sources):
        item = csl_item(passages)
        key = re.sub(r"[^0-9A-Za-z:_-]", "", item["id"]) or "report"
        fields = [Field(name, _in_bibtex(item[csl])) for name, csl in BIBTEX_FIELDS.items() if csl in item]
        fields += [Field("author", f"{{{_in_bibtex(author['literal'])}}}") for author in item.get("author", ())]
        fields += [Field("note", _in_bibtex(note)) for note in _warnings(passages[0].header)]
        if "issued" in item:
            parts = item["issued"]["date-parts"][0]
            fields.append(Field("date", "-".join(f"{part:02}" for part in parts)))
            fields += [Field(name, str(part)) for name, part in zip(("year", "month"), parts, strict=False)]
        fields.append(Field("langid", LANGUAGE))
        hints = dict.fromkeys(f"% \\cite[{_as_option(passage.place)}]{{{key}}}" for passage in passages)
        library.add(ImplicitComment("\n".join(hints)))
        library.add(Entry("techreport", key, fields))
    return write_string(library)


def ris(sources: Sequence[CslItem]) -> str:
    """The reports of these passages as RIS, each once, with a note for each of its passages.

    RIS has no institutional author ("Lastname, Firstname, Suffix" is all that it knows): what reads a comma as the end
    of a family name finds the whole name of the agency in PB too, of a report its institution.
    """
    from rispy import RisWriter, dumps  # type: ignore[import-untyped]  # noqa: PLC0415

    class Writer(RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """No number before each record, which is none of the format's."""
            del count
            return ""

    records = []
    for passages in _by_report(sources):
        item = csl_item(passages)
        kind, number = RIS_TYPES[item["type"]]
        places = dict.fromkeys(f"{passage.place[:1].upper()}{passage.place[1:]}" for passage in passages)
        record: dict[str, Any] = {"type_of_reference": kind, "notes": [*places, *_warnings(passages[0].header)]}
        record |= {name: item[csl] for name, csl in RIS_FIELDS.items() if csl in item}
        if "number" in item:
            record[number] = item["number"]
        record["authors"] = [author["literal"] for author in item.get("author", ())]
        if "issued" in item:
            year, month, day = [*(f"{part:02}" for part in item["issued"]["date-parts"][0]), "", ""][:3]
            record |= {"date": f"{year}/{month}/{day}/", "year": year}
        records.append({name: value for name, value in record.items() if value})
    return str(dumps(records, implementation=Writer))


def _as_option(place: str) -> str:
    """A place in TeX, inside the brackets of an optional argument and outside of every entry."""
    text = _in_bibtex(place.replace("@", " "))
    return f"{{{text}}}" if "[" in text or "]" in text else text


def _by_report(sources: Sequence[CslItem]) -> list[list[CslItem]]:
    """The passages, each once, by their reports in the order in which these are cited first."""
    reports: dict[str, dict[str, CslItem]] = {}
    for source in sources:
        reports.setdefault(source.report, {}).setdefault(source.key, source)
    return [list(passages.values()) for passages in reports.values()]


def _locator(passage: CslItem) -> dict[str, str]:
    label, value = locator(passage.sections, passage.n, passage.page, passage.item)
    return {"passage_id": passage.key, "label": label, "locator": _line(value)}


def _warnings(header: Header) -> list[str]:
    """What whoever cites the report is to know: its độ mật, and what nothing confirms in its header."""
    doubted = ", ".join(say(READ_FIELDS[field], "vi") for field in header.unsure)
    return [
        *([f"Độ mật: {header.secrecy}"] if header.secrecy else []),
        *([f"Không chắc: {doubted}"] if doubted else []),
    ]


def _in_bibtex(text: str) -> str:
    return LIGATURE.sub(r"\g<0>{}", text.translate(BIBTEX_LETTERS))


def _line(text: str | None) -> str:
    """On one line, without what no reader shows: a line of its own could pass for a field."""
    return " ".join(CONTROL.sub(" ", text or "").split())
