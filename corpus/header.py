"""The formal parts of a document, to Nghị định 30/2020/NĐ-CP, Điều 8; what it does not say stays None."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus.agency import Unit, issuer_of
from corpus.dates import date_in, period_in
from corpus.parts import DOC_TYPES, RECIPIENTS, SIGNER_ROLES, SIGNING, Parts
from corpus.places import level_of, settle_spelling, title_case, units_in
from corpus.report import Header, Precision
from corpus.vietnamese import UPPER, fold

NUMBER_LINE = re.compile(
    r"^số\s*:?[\s.…_]*(?:(?P<number>\d+\w?)[\s.…_]*)?(?P<symbol>[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐƯ][\wĐƯ&./ -]*)?",
    re.IGNORECASE,
)
PLACE_LINE = re.compile(r"^(?P<place>[^,\d]{2,40}|(?:quận|phường)\s+\d{1,2}),\s*ngày", re.IGNORECASE)
MOTTO = re.compile(
    r"cộng\s+h[òo][àa]\s+xã\s+hội|độc\s+lập\s*[-–]\s*tự\s+do|đảng\s+cộng\s+sản\s+việt\s+nam"
    r"|^đoàn\s+(?:tncs|thanh\s+niên\s+cộng\s+sản)\s+hồ\s+chí\s+minh$"
    r"|^(?:(?:chủ\s+nghĩa\s+)?việt\s+nam|nam|hạnh\s+phúc)$",
    re.IGNORECASE,
)
QUOTED = re.compile(r'^["“]([^"“”]*)["”]$')
SECRECY = re.compile(r"^(?:độ\s+mật\s*:\s*)?(TUYỆT MẬT|TỐI MẬT|MẬT)$")
URGENCY = re.compile(r"^(HỎA TỐC(?: HẸN GIỜ)?|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)$")
DISTRICTS_ENDED = "2025-07"
"""From 1 July 2025 communes stand directly under provinces."""

SIGNING_FORM = re.compile(r"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TUN|Q)(?:\s*\.\s*|\s+)(?=\S)")
PERSON = re.compile(rf"^(?:[A-Z][A-Za-z]{{0,3}}\.\s*)*(?P<name>[{UPPER}]\S*(?:\s+[{UPPER}]\S*){{1,5}})$")
DEGREE = re.compile(
    r"^(?:(?:(?:ThS|TS|PGS|GS|BS|BSCK|KS|CN|DS|LS|CKII|CKI)(?:\s*\.\s*|\s+)"
    r"|(?:(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)|(?:thạc|tiến|bác|kỹ|dược|luật)\s+(?:sĩ|sỹ|sư))\s+))+",
    re.IGNORECASE,
)
"""Học hàm, học vị, cấp bậc before a signer's name."""


def read_header(parts: Parts) -> Header:
    """The header of a divided document."""
    head = [line for block in parts.letterhead for line in block.lines]
    closing = [line for block in parts.closing for line in block.lines]
    body = [line for block in parts.body for line in block.lines]
    title = QUOTED.sub(r"\1", " ".join(parts.title).strip()).strip() or None
    text = "\n".join([*head, *parts.title, *parts.addressees, *body, *closing])
    units = settle_spelling(units_in(text))

    place = _place(head + closing, units)
    issued = _issued(head + closing)
    issuer = issuer_of(
        [line for line in head if not _is_formal(line)],
        " ".join(body[:4]),
        " ".join(body[-2:]),
        closing,
        units,
        place,
        text,
    )
    undivided = issuer.level == "central" or (issued is not None and issued[0] >= DISTRICTS_ENDED)
    signer, role = _signer(closing)
    return Header(
        agency=issuer.agency,
        parent_agency=issuer.parent,
        level=issuer.level,
        province=None if issuer.level == "central" else _province(units, issuer.unit),
        district=None if undivided else _district(units, issuer.unit),
        number=_number(head),
        issued=issued[0] if issued else None,
        issued_precision=issued[1] if issued else None,
        place=place,
        doc_type=next((name for name in DOC_TYPES if name.upper() == parts.doc_type), None),
        title=title,
        period=period_in(title) if title else None,
        addressees=parts.addressees,
        recipients=_recipients(closing),
        signer=signer,
        signer_role=role,
        secrecy=_stamp(SECRECY, head),
        urgency=_stamp(URGENCY, head),
    )


def _is_formal(line: str) -> bool:
    """Whether a letterhead line is a number, date, motto or stamp, and so names no agency."""
    return bool(
        MOTTO.search(line)
        or SECRECY.match(line)
        or URGENCY.match(line)
        or PLACE_LINE.match(line)
        or re.match(r"(?i)(?:số\s*:|số\b.*/|v/v|ngày\b|\*)", line)
    )


def _number(head: list[str]) -> str | None:
    for line in head:
        match = NUMBER_LINE.match(line)
        if match and match["symbol"]:
            symbol = match["symbol"].replace(" ", "").rstrip(".-/")
            return f"{match['number']}{symbol}" if match["number"] else None
    return None


def _issued(lines: list[str]) -> tuple[str, Precision] | None:
    for line, below in pairwise([*lines, ""]):
        if PLACE_LINE.match(line) or line.lower().startswith("ngày"):
            found = date_in(line) or date_in(f"{line} {below}")
            if found:
                return found
    return None


def _place(lines: list[str], units: Counter[tuple[str, str]]) -> str | None:
    """Địa danh, spelled as the rest of the document spells it."""
    for line in lines:
        match = PLACE_LINE.match(line)
        if match:
            printed = match["place"].strip()
            same = [name for _, name in units if fold(name) == fold(printed)]
            return same[0] if same else printed
    return None


def _stamp(pattern: re.Pattern[str], head: list[str]) -> str | None:
    for line in head:
        match = pattern.match(line)
        if match:
            return match[1][0] + match[1][1:].lower()
    return None


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


def _recipients(closing: list[str]) -> tuple[str, ...]:
    """The nơi nhận, one an entry, without dashes and closing marks."""
    found: list[str] = []
    labelled = listing = False
    for line in closing:
        if RECIPIENTS.match(line):
            labelled = listing = True
        elif SIGNING.match(line):
            listing = False
        beside_signature = labelled and line.startswith("-")
        named = RECIPIENTS.sub("", line).strip(" -+•✓").rstrip(" ;,.")
        if named and (listing or beside_signature):
            found.append(named)
    return tuple(found)


def _signer(closing: list[str]) -> tuple[str | None, str | None]:
    """Who signed, and as what, without the form of signing (KT., TM., TL.)."""
    own_role: str | None = None
    stood_in_for: str | None = None
    signer: str | None = None
    signing = False
    for line in closing:
        signing = signing and not RECIPIENTS.match(line)
        if SIGNING.match(line) or (signing and line.isupper() and _role_in(line)):
            signing = True
            named = _role_in(SIGNING_FORM.sub("", line))
            if SIGNING_FORM.match(line):
                stood_in_for = named or stood_in_for
            else:
                own_role = own_role or named
            continue
        name = DEGREE.sub("", line.strip())
        person = PERSON.match(name)
        if signing and person:
            signer = title_case(person["name"]) if name.isupper() else person["name"]
    return signer, own_role or stood_in_for


def _role_in(line: str) -> str | None:
    return next((role for role in SIGNER_ROLES if line.upper().startswith(role.upper())), None)
