"""Who issued a document (cơ quan ban hành): from its letterhead, else from what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..report import Level
from ..vietnamese import UPPER, fold
from .agency_lines import agency_lines, joint_bodies
from .agency_names import COMMITTEE, PARTY_COMMITTEE, natural_name
from .institutions import WITHOUT_TERRITORY, part_of
from .places import level_of, provinces, title_case, units_in
from .signature import Signature
from .signing import is_signing
from .state_bodies import body_of_symbol, is_central, is_top_body, state_body

CENTRAL_COMMITTEE = re.compile(r"BAN\s+CHẤP\s+HÀNH\s+TRUNG\s+ƯƠNG", re.IGNORECASE)
PARTY_OFFICE = re.compile(r"(?:Ban|Văn phòng|Ủy ban Kiểm tra|Hội đồng Lý luận)\b(?!.*Trung ương)", re.IGNORECASE)
"""What stands under the Party's Central Committee, and has its name in prose alone: "Ban Tổ chức Trung ương"."""

SPECIALISED = r"(?:Sở|Phòng|Ban|Chi cục|Trung tâm|Văn phòng|Công an|Thanh tra)"
NAMED = rf"(?:(?i:{COMMITTEE})|(?i:{PARTY_COMMITTEE})|{SPECIALISED}\s+[{UPPER}])"
SELF_REPORT = re.compile(rf"(?P<agency>{NAMED}[^.;:]{{2,80}}?)\s+(?:xin\s+|trân\s+trọng\s+|kính\s+)?báo\s+cáo\b")
SELF_CLOSING = re.compile(
    rf"(?i:trên\s+đây\s+là)[^.]{{0,250}}\b(?:của|trên địa bàn)\s+(?P<agency>{NAMED}[^.;/]{{2,80}})"
)
NEXT_AGENCY = re.compile(rf",\s+(?={NAMED})")
"""Between the agency that asked and the one that answers: "của UBND huyện Kim Bôi, UBND xã Đú Sáng báo cáo"."""

NOT_ITSELF = re.compile(r"\s(?:về|đề nghị|ban hành|giao|chỉ đạo|tỉnh bạn)\s")
"""Words that show that "… báo cáo" was asked of, and not made by, the agency before it."""

PARTY_SIGNATURE = re.compile(r"^(?!.*\bĐOÀN\b).*\bBÍ\s+THƯ\b")
COMMITTEE_SIGNATURE = re.compile(
    r"^(?!.*\b(?:HỘI|MẶT\s+TRẬN|BAN\s+CHẤP\s+HÀNH|THƯỜNG\s+VỤ)\b).*(?:ỦY BAN|UBND|CHỦ TỊCH)"
)
PARTY_NAMES = {
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
    "thành phố": "Thành ủy",
    "tỉnh": "Tỉnh ủy",
}
"""A Party committee's name by the unit it leads; a commune's is "Đảng ủy xã …"."""

PARTY_UNITS = {"thị": "thị xã", "thành": "thành phố"}
OF_ITS_PLACE = re.compile(r"(?:UBND|HĐND|Sở|Phòng|Công an)\b")
"""What is of the unit in which it stands, where the letterhead names none; any other may be of a body without one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: "huyện", "Tuy Phước", district."""

    type: str
    name: str
    level: Level

    def __str__(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document; None where it cannot be told.

    Attributes:
        agency: cơ quan ban hành; several that issue together are joined by " - ".
        parent: cơ quan chủ quản.
        unit: the administrative unit it belongs to.
        central: whether it is a central body, or an office of one in no province.
        joint: each of several that issue together.
        landless: whether it is of a body without a territory, a company or a university.
    """

    agency: str | None = None
    parent: str | None = None
    unit: Unit | None = None
    central: bool = False
    joint: tuple[str, ...] = ()
    landless: bool = False

    @property
    def level(self) -> Level | None:
        """Cấp of the agency."""
        if self.central:
            return "central"
        if self.agency and self.agency.startswith("Sở "):
            return "province"
        return self.unit.level if self.unit else None


@dataclass(frozen=True, slots=True)
class AgencyClue:
    """What tells who issued a document.

    Attributes:
        letterhead: the lines above the document's type that are no number, date, motto or stamp.
        said: who issued it, as its title or the line above its grounds says ("BỘ TRƯỞNG BỘ TÀI CHÍNH"); "" if neither.
        number: số và ký hiệu, "" without one.
        opening: the first paragraphs of the body.
        ending: its last paragraphs.
        closing: the lines of nơi nhận and signature.
        signature: who signed.
        units: every unit the document names, in settled spelling, with how often.
        place: địa danh.
        text: the whole document.
    """

    letterhead: list[str]
    said: str
    number: str
    opening: str
    ending: str
    closing: list[str]
    signature: Signature
    units: Counter[tuple[str, str]]
    place: str | None
    text: str


def issuer_of(evidence: AgencyClue) -> Issuer:
    """The issuer: by the letterhead, else title, number, what the document says of itself, its signature."""
    units, place = evidence.units, evidence.place
    said = natural_name(evidence.said, evidence.text) if evidence.said else None
    lines = agency_lines(evidence.letterhead)
    joint = joint_bodies(lines)
    if joint:
        return Issuer(" - ".join(joint), central=True, joint=joint)
    if lines:
        return _from_letterhead(evidence, lines, said)
    stated = said or body_of_symbol(evidence.number)
    if stated:
        own = _unit_in(stated, units)
        if is_central(stated) and not own:
            joint = tuple(stated.split(" - ")) if all(map(state_body, stated.split(" - "))) else ()
            return Issuer(stated, central=True, joint=joint if len(joint) > 1 else ())
        unit = own or _own_unit(units, place)
        return Issuer(_with_unit(stated, unit), None, unit)
    return _from_prose(evidence) or _from_signature(evidence)


def _from_letterhead(evidence: AgencyClue, lines: list[str], said: str | None) -> Issuer:
    units, place = evidence.units, evidence.place
    known = (*(name for _, name in units), *([place] if place else []))
    names = [natural_name(line, evidence.text, known) for line in lines[-2:]]
    own = _unit_in(names[-1], units)
    printed = (found for line in reversed(lines) if (found := _unit_in(line, units)))
    named = own or next(printed, None) or _province_named(names[-1]) or _province_named(names[0])
    unit = named or _own_unit(units, place)
    agency = _acting(names[-1], said, evidence.number)
    if not own and CENTRAL_COMMITTEE.match(lines[-2:][0]) and PARTY_OFFICE.match(agency):
        return Issuer(f"{agency} Trung ương", names[0], central=True)
    if is_central(agency) and not own:
        return Issuer(agency, None if is_top_body(lines[-1]) else _above(names, None), central=True)
    within = WITHOUT_TERRITORY.match(names[0]) is not None
    part = part_of(agency, names[0]) if len(names) > 1 and (within or not own) else None
    if within and not any(_unit_in(name, units) for name in names):
        return Issuer(part or agency, names[0] if len(names) > 1 else None, landless=True)
    above = _above(names, unit)
    if above and is_central(above) and not own:
        province = _province_named(agency)
        return Issuer(part or agency, above, province, central=province is None)
    if part:
        return Issuer(part_of(agency, above or names[0]), above, unit)
    return Issuer(_with_unit(agency, unit) if named or OF_ITS_PLACE.match(agency) else agency, above, unit)


def _acting(agency: str, said: str | None, number: str) -> str:
    """The Prime Minister under the Government's letterhead, the Standing Committee under the Assembly's."""
    within = {"Chính phủ": "Thủ tướng Chính phủ", "Quốc hội": "Ủy ban Thường vụ Quốc hội"}.get(agency)
    return within if within and within in (said, body_of_symbol(number)) else agency


def _above(names: list[str], unit: Unit | None) -> str | None:
    return _with_unit(names[0], unit) if len(names) > 1 else None


def _province_named(agency: str) -> Unit | None:
    """The province that an office of a central body has in its name: "Cục Thuế Hà Giang"."""
    words = agency.split()
    for length in (5, 4, 3, 2):
        known = provinces().get(fold(" ".join(words[-length:])).replace("–", "-"))
        if known and len(words) > length:
            return Unit(*known, "province")
    return None


def _from_prose(evidence: AgencyClue) -> Issuer | None:
    """Who says of itself that it reports."""
    sources = ((SELF_REPORT, evidence.opening), (SELF_CLOSING, evidence.ending), (SELF_REPORT, evidence.ending))
    for pattern, source in sources:
        for match in pattern.finditer(source):
            said = NEXT_AGENCY.split(match["agency"])[-1]
            unit = None if NOT_ITSELF.search(f"{said} ") else _unit_in(said, evidence.units)
            if unit:
                return Issuer(_said_name(said, unit), None, unit)
    return None


def _from_signature(evidence: AgencyClue) -> Issuer:
    named = evidence.signature.agency or ""
    body = state_body(named) or state_body(f"{evidence.signature.role or ''} {named}")
    if body:
        return Issuer(body, central=True)
    unit = _own_unit(evidence.units, evidence.place)
    signed = " ".join(line for line in evidence.closing if is_signing(line))
    if unit and PARTY_SIGNATURE.match(signed):
        return Issuer(_party_name(unit), None, unit)
    if unit and COMMITTEE_SIGNATURE.match(signed):
        return Issuer(f"UBND {unit}", None, unit)
    return Issuer(unit=unit)


def _said_name(said: str, unit: Unit) -> str:
    office = re.match(rf"{SPECIALISED}\s+[{UPPER}]", said)
    if office:
        return _with_unit(said, unit)
    return _party_name(unit) if re.match(rf"(?i){PARTY_COMMITTEE}", said) else f"UBND {unit}"


def _unit_in(said: str, units: Counter[tuple[str, str]]) -> Unit | None:
    """The first unit that `said` names, in the document's settled spelling."""
    for unit_type, name in units_in(said):
        same = [settled for kind, settled in units if kind == unit_type and fold(settled) == fold(name)]
        settled = same[0] if same else name
        return Unit(unit_type, settled, level_of(unit_type, settled))
    party = re.search(rf"(?i:(huyện|tỉnh|thị|thành|quận)\s+(?:ủy|uỷ|đoàn))\s+((?:[{UPPER}]\w*\s?){{1,4}})", said)
    if party:
        unit_type = PARTY_UNITS.get(party[1].lower(), party[1].lower())
        name = title_case(party[2])
        return Unit(unit_type, name, level_of(unit_type, name))
    return None


def _own_unit(units: Counter[tuple[str, str]], place: str | None) -> Unit | None:
    """The unit that the place line names, else the one that the document names most."""
    printed = fold(re.sub(r"^(?:TP|T\.P)(?:\.\s*|\s+)", "", place or "", flags=re.IGNORECASE))
    named = [unit for unit in units if printed in (fold(unit[1]), fold(" ".join(unit)))]
    named += [provinces()[printed]] if printed in provinces() else []
    named += [unit for unit, _ in units.most_common(1)]
    return Unit(*named[0], level_of(*named[0])) if named else None


def _with_unit(name: str, unit: Unit | None) -> str:
    """`name` ending in its unit, in settled spelling."""
    if unit is None or re.match(rf"(?i){PARTY_COMMITTEE}", name):
        return name
    for unit_type, printed in units_in(name):
        if unit_type == unit.type and fold(printed) == fold(unit.name):
            if re.search(rf"{re.escape(printed)}\s*[-–]\s*\w", name, re.IGNORECASE):
                return name  # "phường Xuân Hương - Đà Lạt": a name of two parts
            return re.sub(rf"{unit_type}\s+{re.escape(printed)}.*", str(unit), name, flags=re.IGNORECASE)
        return name
    if fold(name).endswith(f" {fold(unit.name)}"):
        return name
    return f"{name} {unit}" if re.match(rf"(?:UBND|HĐND)$|{SPECIALISED}\b", name) else name


def _party_name(unit: Unit) -> str:
    return f"{PARTY_NAMES[unit.type]} {unit.name}" if unit.type in PARTY_NAMES else f"Đảng ủy {unit}"
