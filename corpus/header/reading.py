"""The header of a divided document, to Nghị định 30/2020/NĐ-CP, Điều 8; what it does not say stays None."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..blocks import joined
from ..dates import date_in, period_in
from ..report import Header, Precision
from ..vietnamese import fold
from .agency import AgencyClue, Unit, issuer_of
from .attached import attributed
from .closed_words import mended
from .closing import recipients, unmerged
from .digital_stamp import STAMPED, stamped_date, stamped_signer
from .extent import Parts
from .letterhead import (
    PLACE_LINE,
    PLACE_LINE_BARE,
    SECRECY,
    SUBJECT,
    URGENCY,
    is_formal,
    is_motto,
    number_of,
    plain,
    stamp_of,
)
from .places import level_of, settle_spelling, units_in
from .signature import signature
from .title import stated_by

QUOTED = re.compile(r'^["“]([^"“”]*)["”]$')
CLOSING_MARK = re.compile(r"(?<![.\s])\s?[.;:]$")
"""What closes a title that is written as a sentence; dots that leave something out stay."""

DISTRICTS_ENDED = "2025-07"
"""From 1 July 2025 communes stand directly under provinces."""

STAMPED_LINES = 12
"""Lines of a document, besides its letterhead, in which a stamp may stand."""

CUT_NUMBER = re.compile(r"[^\W\d][-/]$")
"""The end of a số và ký hiệu that goes on with the line below: "07/2001/TTLT/BKHCNMT-" over "BTM"."""

PASSED = re.compile(r"thông\s+qua\s+(ngày\s+[^.;]{5,40})", re.IGNORECASE)
"""At its end, when the National Assembly or a council passed it."""


def read_header(parts: Parts) -> Header:
    """The header of a divided document."""
    head = [mended(line) for block in parts.letterhead for line in block.lines]
    signed_part = unmerged([line for block in parts.closing for line in block.lines])
    closing = [line for line in signed_part if not STAMPED.match(line)]
    body = [line for block in parts.body for line in block.lines]
    title = CLOSING_MARK.sub("", QUOTED.sub(r"\1", " ".join(parts.title).strip()).strip()) or None
    text = "\n".join([*head, *parts.title, *parts.addressees, *body, *closing])
    units = settle_spelling(units_in(text))

    said = parts.attribution
    number = said.number or _number(head)
    if number is None and (attached := attributed(head)).number:
        said, number = attached, attached.number
    place = _place(head + closing, units)
    stamps = [line for line in (*head, *signed_part) if STAMPED.match(line)]
    stamped = stamped_date(stamps)
    issued = said.issued or _issued(head + closing) or _passed(body[-3:]) or stamped
    if issued and stamped and stamped[0].startswith(issued[0]):
        issued = stamped  # the pen never filled the day in
    signed = signature(closing)
    issuer = issuer_of(
        AgencyClue(
            letterhead=_agency_cells(head),
            said=stated_by(said, parts.authority),
            number=number or "",
            opening=" ".join(body[:4]),
            ending=" ".join(body[-2:]),
            closing=closing,
            signature=signed,
            units=units,
            place=place,
            text=text,
        )
    )
    if issuer.joint:
        signed = signature(closing, issuer.joint)
    landless = issuer.landless or issuer.level == "central"
    undivided = landless or (issued is not None and issued[0] >= DISTRICTS_ENDED)
    top = [*head, *parts.title, *body[:STAMPED_LINES]]
    return Header(
        agency=issuer.agency,
        parent_agency=issuer.parent,
        level=issuer.level,
        province=None if landless else _province(units, issuer.unit),
        district=None if undivided else _district(units, issuer.unit),
        number=number,
        issued=issued[0] if issued else None,
        issued_precision=issued[1] if issued else None,
        place=place,
        doc_type=parts.doc_type,
        title=title,
        period=period_in(title) if title else None,
        addressees=parts.addressees,
        recipients=recipients(closing),
        signer=signed.name or stamped_signer(stamps),
        signer_role=signed.role,
        signing_form=signed.form,
        secrecy=_stamp(SECRECY, top),
        urgency=_stamp(URGENCY, top),
    )


def _agency_cells(head: list[str]) -> list[str]:
    """The cells of a letterhead that may name agencies, in capitals again where a font's conversion lost them."""
    small = any(is_motto(line) and line.islower() for line in head)
    cells: list[str] = []
    in_subject = False
    for above, line in pairwise(["", *head]):
        if CUT_NUMBER.search(above) and number_of(above) and " " not in line:
            continue
        in_subject = SUBJECT.match(line) is not None or (in_subject and not is_formal(line) and not line.isupper())
        if not in_subject and not is_formal(line) and not STAMPED.match(line):
            cells.append(line.upper() if small and line.islower() else line)
    return cells


def _number(head: list[str]) -> str | None:
    for line, below in pairwise([*head, ""]):
        alone = re.fullmatch(r"[Ss]ố\s*:?", line) and below[:1].isdigit()
        cut = CUT_NUMBER.search(line) and number_of(line) and " " not in below
        number = number_of(f"{line} {below}" if alone else plain(joined((line, below)) if cut else line))
        if number is not None:
            return number or None
    return None


def _issued(lines: list[str]) -> tuple[str, Precision] | None:
    """The date beside địa danh, else one on a line of its own."""
    placed = [
        (line, below) for line, below in pairwise([*lines, ""]) if PLACE_LINE.match(line) or PLACE_LINE_BARE.match(line)
    ]
    alone = [(line, below) for line, below in pairwise([*lines, ""]) if fold(line[:4]) == "ngay"]
    for line, below in (*placed, *alone):
        found = date_in(line) or date_in(f"{line} {below}")
        if found:
            return found
    return None


def _passed(ending: list[str]) -> tuple[str, Precision] | None:
    match = PASSED.search(" ".join(ending))
    return date_in(match[1]) if match else None


def _place(lines: list[str], units: Counter[tuple[str, str]]) -> str | None:
    """Địa danh, spelled as the rest of the document spells it."""
    for line in lines:
        match = PLACE_LINE.match(line) or PLACE_LINE_BARE.match(line)
        if match:
            printed = match["place"].strip()
            same = [name for _, name in units if fold(name) == fold(printed)]
            return same[0] if same else printed
    return None


def _stamp(words: dict[str, str], lines: list[str]) -> str | None:
    return next((found for line in lines if (found := stamp_of(line, words))), None)


def _district(units: Counter[tuple[str, str]], unit: Unit | None) -> str | None:
    if unit is None or unit.level == "province":
        return None
    if unit.level == "district":
        return str(unit)
    districts = [
        (count, f"{kind} {name}") for (kind, name), count in units.items() if level_of(kind, name) == "district"
    ]
    return max(districts)[1] if districts else None


def _province(units: Counter[tuple[str, str]], unit: Unit | None) -> str | None:
    if unit and unit.level == "province":
        return unit.name
    provinces = [(count, name) for (kind, name), count in units.items() if level_of(kind, name) == "province"]
    return max(provinces)[1] if provinces else None
