"""The values that reading a file gives: a report, its header, its outline and its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self, get_args

Level = Literal["commune", "district", "province", "central"]
Precision = Literal["day", "month", "year"]
Role = Literal[
    "context",
    "advantages",
    "limitations",
    "results",
    "tasks",
    "solutions",
    "proposals",
    "staffing",
    "funding",
    "other",
]
ParagraphKind = Literal["paragraph", "bullet", "item", "row"]

SUMMING_UP = re.compile(r"trên đây là\b", re.IGNORECASE)
END_MARK = "./."
"""How the sentence opens that closes a report, and the mark that ends a document."""

LEVELS: tuple[Level, ...] = get_args(Level)
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of a document that Nghị định 30/2020/NĐ-CP, Điều 8 names; None where it is silent.

    Attributes:
        agency: cơ quan ban hành, in its natural short form ("UBND xã Ngọc Lâm").
        parent_agency: cơ quan chủ quản.
        level: cấp of the agency.
        province: without its type ("Hưng Yên").
        district: with its type ("thị xã Mỹ Hào").
        number: số và ký hiệu ("132/BC-UBND").
        issued: thời gian ban hành, ISO 8601, as precise as the text ("2021-06").
        issued_precision: how precise `issued` is.
        place: địa danh.
        doc_type: tên loại ("Báo cáo").
        title: trích yếu, verbatim but on one line.
        period: the first and last date reported on, each ISO 8601 as precise as the text.
        addressees: kính gửi.
        recipients: nơi nhận.
        signer: người ký.
        signer_role: chức vụ, without the form of signing ("Phó Chủ tịch").
        signing_form: quyền hạn ký of the signer's own line, as the decree writes it: "TM.", "KT.", "TL.", "TUQ.", "Q.".
        secrecy: độ mật.
        urgency: độ khẩn.
        unsure: names of the fields that nothing confirms: a scan's letters in doubt, a date that the text denies.
    """

    agency: str | None = None
    parent_agency: str | None = None
    level: Level | None = None
    province: str | None = None
    district: str | None = None
    number: str | None = None
    issued: str | None = None
    issued_precision: Precision | None = None
    place: str | None = None
    doc_type: str | None = None
    title: str | None = None
    period: tuple[str, str] | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str | None = None
    signer_role: str | None = None
    signing_form: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    unsure: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The header as the `report` contract has it."""
        values: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in ("addressees", "recipients", "period", "unsure"):
            values[name] = list(values[name]) if values[name] is not None else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `to_json`; what a header written before had no name for is None."""
        period = values["period"]
        return cls(
            **{
                **values,
                "addressees": tuple(values["addressees"]),
                "recipients": tuple(values["recipients"]),
                "unsure": tuple(values.get("unsure", ())),
                "period": (period[0], period[1]) if period else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (đề mục) and what it is for.

    Attributes:
        number: as printed, without its closing mark ("II", "3.2", "Phần thứ nhất"); None if unnumbered.
        title: the heading without its number.
        depth: 1 for an outermost section.
        role: what the section is for, whatever it is called.
        heading: the whole heading, verbatim on one line ("II. Tồn tại, hạn chế").
    """

    number: str | None
    title: str
    depth: int
    role: Role
    heading: str

    def to_json(self) -> dict[str, Any]:
        """The section as the `report` contract has it, and its heading."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (đoạn) of the body, verbatim, and where it stands.

    Attributes:
        n: its number within its innermost section, from 1.
        text: what the report says, NFC, on one line.
        kind: "bullet" has lost its sign and the blank after it, "item" keeps its number, "row" is a table row.
        section: indices into `Report.sections`, outermost first; empty before the first heading.
        page: from 1; None where the format has no pages.
    """

    n: int
    text: str
    kind: ParagraphKind
    section: tuple[int, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal or administrative document that a paragraph cites (viện dẫn).

    Attributes:
        type: tên loại ("Quyết định").
        number: số và ký hiệu ("2405/QĐ-UBND"); None for a law cited by its name and date alone.
        date: ISO 8601, as precise as the text.
        issuer: cơ quan ban hành, where the text says it.
        title: the whole name of a law or plenum's resolution that the text names ("Luật Báo chí").
    """

    type: str
    number: str | None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The reference as the `report` contract has it, and its issuer."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Report:
    """One report (báo cáo) as tracuu reads it.

    Attributes:
        file: the name it was read under.
        header: its formal parts.
        sections: its outline, in order.
        paragraphs: its body, in order; headings, addressees, nơi nhận and signature are not in it.
        references: the documents it cites, each once.
        warnings: where the reading is unsure, in Vietnamese.
        enclosed: further documents in the same file, each a report of its own; none in a store, which keeps them apart.
    """

    file: str
    header: Header
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    enclosed: tuple[Report, ...] = ()

    def headings(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The headings above `paragraph`, outermost first."""
        return tuple(self.sections[i].heading for i in paragraph.section)

    def role(self, paragraph: Paragraph) -> Role:
        """The role of the innermost section above `paragraph` that has one; "context" before any, none where it closes
        the report.
        """
        closed = paragraph.text.endswith(END_MARK) or paragraph is self.paragraphs[-1]
        if closed and SUMMING_UP.match(paragraph.text):
            return "other"
        for i in reversed(paragraph.section):
            if self.sections[i].role != "other":
                return self.sections[i].role
        return "other" if paragraph.section else "context"

    def to_json(self) -> dict[str, Any]:
        """The report as the `report` contract has it; `from_json` reads it back."""
        return {
            "file": self.file,
            "header": self.header.to_json(),
            "unsure": list(self.header.unsure),
            "sections": [section.to_json() for section in self.sections],
            "paragraphs": [
                {
                    "n": paragraph.n,
                    "section": list(self.headings(paragraph)),
                    "section_indices": list(paragraph.section),
                    "role": self.role(paragraph),
                    "kind": paragraph.kind,
                    "text": paragraph.text,
                    "page": paragraph.page,
                }
                for paragraph in self.paragraphs
            ],
            "references": [reference.to_json() for reference in self.references],
            "warnings": list(self.warnings),
            **({"enclosed": [one.to_json() for one in self.enclosed]} if self.enclosed else {}),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(
            file=values["file"],
            header=Header.from_json(values["header"]),
            sections=tuple(Section(**section) for section in values["sections"]),
            paragraphs=tuple(
                Paragraph(p["n"], p["text"], p["kind"], tuple(p["section_indices"]), p["page"])
                for p in values["paragraphs"]
            ),
            references=tuple(Reference(**reference) for reference in values["references"]),
            warnings=tuple(values["warnings"]),
            enclosed=tuple(map(cls.from_json, values.get("enclosed", ()))),
        )


def secrecy_of(report: Report) -> str | None:
    """The độ mật of a file: of its first document that has one."""
    return next((one.header.secrecy for one in (report, *report.enclosed) if one.header.secrecy), None)
